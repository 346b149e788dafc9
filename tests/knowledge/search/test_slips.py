from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search import fold, slips
from knowledge.search.slips import is_syllable, without_tone_keys

ROOT = Path(__file__).parents[3]
SYLLABLES = sorted(slips._syllables())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ddawng", "dang"), ("kys", "ky"), ("dduwowcj", "duoc"), ("nuwowcs", "nuoc"), ("giaays", "giay"), ("giowf", "gio"),
        ("hooj", "ho"), ("khaaur", "khau"), ("nguwowif", "nguoi"), ("ddaats", "dat"), ("hoof", "ho"), ("sow", "so"),
        ("quyeenf", "quyen"), ("thuwowngf", "thuong"), ("dangd", "dang"),
    ],
)  # fmt: skip
def test_raw_telex_is_undone(typed: str, meant: str) -> None:
    assert without_tone_keys(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ky1", "ky"), ("d9a8ng", "dang"), ("d9u7o7c5", "duoc"), ("nu7o7c1", "nuoc"), ("giay61", "giay"), ("gia6y1", "giay"),
        ("ho65", "ho"), ("kha6u3", "khau"), ("ngu7o7i2", "nguoi"), ("d9a6t1", "dat"), ("thu7o7ng2", "thuong"), ("dang9", "dang"),
    ],
)  # fmt: skip
def test_raw_vni_is_undone(typed: str, meant: str) -> None:
    assert without_tone_keys(typed) == meant


@pytest.mark.parametrize(
    "word",
    ["online", "vneid", "ct07", "ct01", "h55", "a4", "c1", "12", "co2", "mb22", "0912345678", "visa", "card", "taxi",
     "facebook", "zalo", "email", "website", "app", "gplx", "cccd", "bhxh", "k", "s", "", "1", "2025", "scan", "video"],
)  # fmt: skip
def test_other_words_are_left_alone(word: str) -> None:
    assert without_tone_keys(word) == word


@given(st.sampled_from(SYLLABLES))
def test_a_syllable_is_never_changed(word: str) -> None:
    assert is_syllable(word)
    assert without_tone_keys(word) == word


@given(st.sampled_from([word for word in SYLLABLES if len(word) > 1]), st.sampled_from("12345"))
def test_a_tone_digit_at_the_end_is_undone(word: str, tone: str) -> None:
    assert without_tone_keys(f"{word}{tone}") == word


@given(st.sampled_from([word for word in SYLLABLES if len(word) > 1]), st.sampled_from("sfrxj"))
def test_a_tone_key_at_the_end_is_undone(word: str, key: str) -> None:
    typed = f"{word}{key}"
    assert without_tone_keys(typed) == (typed if typed in slips._FOREIGN else word)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789.-/", max_size=12))
def test_any_word_becomes_a_syllable_or_stays(word: str) -> None:
    found = without_tone_keys(word)
    assert found == word or (is_syllable(found) and len(found) > 1)
    assert without_tone_keys(found) == found


@given(st.text(max_size=20))
def test_never_raises(word: str) -> None:
    without_tone_keys(word)


def test_every_word_of_ours_is_a_syllable() -> None:
    sentence = "đăng ký khai sinh kết hôn căn cước thường trú quyền sử dụng đất nghiêng khuya xoáy thuở quýt giếng yên"
    assert [word for word in fold(sentence).split() if not is_syllable(word)] == []


def test_the_engine_holds_the_same_file() -> None:
    ours, theirs = ROOT / "knowledge" / "search" / "slips.py", ROOT / "nlu" / "components" / "slips.py"
    assert ours.read_bytes() == theirs.read_bytes()
