import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.doors.door import Incoming, Kind
from bot.doors.intake import inbound
from bot.screening.clean import clean
from bot.screening.personal import mask
from tests.innocent_sentences import INNOCENT
from tests.personal_numbers import leaks, samples

SPELLINGS = [
    "019085001234", "019 085 001 234", "019.085.001.234", "019-085-001-234", "0912345678", "0912 345 678",
    "+84912345678", "0912.345.678", "a.b@vidu.vn", "9704366812345678", "9704 3668 1234 5678", "123456789",
    "GD4012345678901", "C1234567", "20B1-123.45", "mật khẩu vneid: Abc@1234", "otp 123456",
    "mã xác thực nó nhắn về 246810", "(0912) 345-678", "(+84) 912 345 678", "0912\u00a0345\u00a0678", "０９１２３４５６７８",
    "O9I2345678", "không chín một hai ba bốn năm sáu bảy tám", "khong chin mot hai ba bon nam sau bay tam",
    "không chín 12 ba bốn 56 bảy tám", "a (at) vidu . com", "a@ vidu . com", "a a còng vidu chấm com", "1-2-3-4-5-6-7-8-9",
]  # fmt: skip
GROWING = [
    "0912 345 678 ", "otp-", "1.001193 ", "a.b@c ", "không chín ", "1", "a", "o", "l1 ", "mk a1 ", "20/11/2026 ", "120.000 ", "1,",
    "a@", "mật khẩu ", "GD4", "- ", "H55.242-261120-0007 ", "stk ", "20b1",
]  # fmt: skip


@pytest.mark.parametrize("number", SPELLINGS)
@pytest.mark.parametrize("around", ["{}", "so cua toi la {} a", "Tôi tên Mẫu, số {}, làm khai sinh cần gì?"])
def test_every_spelling_is_masked(number: str, around: str) -> None:
    masked = mask(around.format(number))
    assert masked.kinds
    digits = "".join(char for char in number if char.isdigit())
    assert not digits or digits[-5:] not in "".join(char for char in masked.text if char.isdigit())
    assert number[:6] not in masked.text


@pytest.mark.parametrize(
    "glued", ["cccd012345678901", "sdt0912345678", "ib0912345678nhé", "stk1234567", "cmnd123456789ạ"]
)
def test_numbers_glued_to_words_are_masked(glued: str) -> None:
    assert not any(char.isdigit() for char in mask(glued).text)


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_of_a_corpus_in_every_spelling_survives(seed: int) -> None:
    survived = [sample for sample in samples(seed, 4000) if leaks(sample, mask(clean(sample.text)).text)]
    assert survived == []


def test_the_corpus_can_be_read_where_it_is_not_masked() -> None:
    """Else the test above would find nothing because its eyes are bad."""
    unread = [sample for sample in samples(3, 2000) if not leaks(sample, clean(sample.text))]
    assert len(unread) <= 2


@given(st.integers(min_value=0, max_value=10**9))
def test_no_seed_finds_a_spelling_that_survives(seed: int) -> None:
    for sample in samples(seed, 20):
        assert not leaks(sample, mask(clean(sample.text)).text), sample


@pytest.mark.parametrize("text", INNOCENT)
@pytest.mark.parametrize("around", ["{}", "cho em hỏi {} ạ", "{}, cảm ơn", "dòng trên\n{}\ndòng dưới"])
def test_what_belongs_to_nobody_is_kept(text: str, around: str) -> None:
    sentence = around.format(text)
    assert mask(sentence) == type(mask(""))(sentence, ())


def test_there_are_enough_innocent_sentences() -> None:
    assert len(set(INNOCENT)) >= 150


def test_of_the_evaluation_only_numbers_are_masked() -> None:
    changed = {text for text in _evaluation() if mask(text).kinds}
    assert changed == {"1234567890 ????"}


def _evaluation() -> Iterator[str]:
    for file in sorted(Path("tests/eval").glob("*.jsonl")):
        for line in file.read_text().splitlines():
            case = json.loads(line)
            yield from (clean(text) for text in case.get("turns", [case.get("text", "")]))


@pytest.mark.parametrize("piece", GROWING)
def test_time_grows_with_the_length_only(piece: str) -> None:
    text = (piece * 100_000)[:100_000]
    started = time.process_time()
    mask(text)
    assert time.process_time() - started < 2.0


@pytest.mark.parametrize("kind", list(Kind))
def test_whatever_a_door_hands_over_is_masked(kind: Kind) -> None:
    stored = inbound("web", Incoming("m", "c", kind, "/x 0912345678"))
    assert "0912345678" not in stored.text


def test_our_own_payloads_stay_as_they_are() -> None:
    for payload in ('/ask_fee{"procedure":"1.001193"}', '/list_procedures{"page":"12"}', "/guide_start"):
        assert inbound("web", Incoming("m", "c", Kind.PAYLOAD, payload)).text == payload


@given(st.text(max_size=300))
def test_any_text_can_be_masked_twice(text: str) -> None:
    once = mask(text)
    assert mask(once.text).text == once.text
