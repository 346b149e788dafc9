import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.screening.clean import clean, without_slash


@given(st.text())
def test_nothing_invisible_is_left(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert not any(char in cleaned for char in "\u200b\u202e\u2066\ufeff\x00\x07")
    cleaned.encode()


@pytest.mark.parametrize("text", ["/restart", "  /intent{}", "//restart", "\\/restart", "\u200b/restart"])
def test_a_typed_slash_goes(text: str) -> None:
    assert not without_slash(clean(text)).startswith("/")


def test_letters_are_composed() -> None:
    assert clean("khai sinh\u0301") == "khai sinh\u0301".replace("h\u0301", "h\u0301")
    assert clean("gia\u0302\u0301y") == "giấy"
