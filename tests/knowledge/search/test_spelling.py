import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.spelling import Speller

TEXTS = ["dang ky khai sinh cho con", "lam giay khai tu", "dang ky tam tru", "giay ket hon"] * 3
SPELLER = Speller(TEXTS)


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("dangkykhaisinh", "dang ky khai sinh"),
        ("làm giấykhai tử", "làm giấy khai tử"),
        ("Từchối nhận", "Từchối nhận"),
        ("làm gaiy khai tử", "làm giay khai tử"),
        ("khaii sinh", "khai sinh"),
        ("đăng ký tạm trú", "đăng ký tạm trú"),
    ],
)
def test_glued_and_mistyped_words_are_mended(typed: str, mended: str) -> None:
    assert SPELLER.mend(typed) == mended


@pytest.mark.parametrize(
    "text", ["facebook", "Samsung", "vneid", "CT07", "H55.242-261120-0007", "Nguyễn Văn", "", "😂"]
)
def test_what_it_does_not_know_it_leaves(text: str) -> None:
    assert SPELLER.mend(text) == text


@given(st.text(max_size=80))
def test_mending_never_raises_and_is_done_in_one_go(text: str) -> None:
    once = SPELLER.mend(text)
    assert SPELLER.mend(once) == once
