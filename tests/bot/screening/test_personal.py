import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.screening.personal import mask

SPELLINGS = [
    "019085001234", "019 085 001 234", "019.085.001.234", "019-085-001-234", "0912345678", "0912 345 678",
    "+84912345678", "0912.345.678", "a.b@vidu.vn", "9704366812345678", "9704 3668 1234 5678", "123456789",
    "GD4012345678901", "C1234567", "20B1-123.45", "mật khẩu vneid: Abc@1234", "otp 123456",
    "mã xác thực nó nhắn về 246810",
]  # fmt: skip


@pytest.mark.parametrize("number", SPELLINGS)
@pytest.mark.parametrize("around", ["{}", "so cua toi la {} a", "Tôi tên Mẫu, số {}, làm khai sinh cần gì?"])
def test_every_spelling_is_masked(number: str, around: str) -> None:
    masked = mask(around.format(number))
    assert masked.kinds
    digits = "".join(char for char in number if char.isdigit())
    assert not digits or digits[-5:] not in "".join(char for char in masked.text if char.isdigit())


@pytest.mark.parametrize(
    "text",
    ["H55.242-261120-0007", "h55.242 – 261120 – 0007", "1.001193", "ngày 20/11/2026", "2.000.000đ", "gọi 18001096",
     "000.00.12.H62-201105-0004", "G09.20-20260609-0092637", "sinh năm 1985", "thửa đất số 12, tờ bản đồ 34"],
)  # fmt: skip
def test_what_the_turn_needs_is_kept(text: str) -> None:
    assert mask(text).text == text
    assert mask(text).kinds == ()


@given(st.text(max_size=300))
def test_any_text_can_be_masked_twice(text: str) -> None:
    once = mask(text)
    assert mask(once.text).text == once.text
