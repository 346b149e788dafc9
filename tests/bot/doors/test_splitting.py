"""Parts fit, lose no word, and never break a link."""

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bot.doors.splitting import split, utf16_length

WORDS = st.lists(
    st.one_of(
        st.text(alphabet="abcđêôươsăâ .\n,!?😀", min_size=1, max_size=30),
        st.from_regex(r"https://a\.vn/[a-z0-9/?=]{1,30}", fullmatch=True).map(lambda link: f" {link} "),
    ),
    max_size=60,
).map("".join)


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


@given(WORDS, st.integers(60, 200))
def test_every_part_fits_and_nothing_is_lost(text: str, longest: int) -> None:
    parts = split(text, longest)
    assert all(0 < len(part) <= longest for part in parts)
    assert _bare("".join(parts)) == _bare(text)


@given(WORDS, st.integers(60, 200))
def test_no_link_is_broken(text: str, longest: int) -> None:
    links = re.findall(r"https://\S+", unicodedata.normalize("NFC", text))
    said = [link for part in split(text, longest) for link in re.findall(r"https://\S+", part)]
    assert said == links or any(len(link) > longest for link in links)


@given(st.text(alphabet="a😀 ", max_size=400))
def test_lengths_are_counted_as_the_platform_counts(text: str) -> None:
    assert all(utf16_length(part) <= 50 for part in split(text, 50, utf16_length))


def test_paragraphs_come_before_lines_and_lines_before_sentences() -> None:
    text = "Một hai ba bốn năm.\n\nSáu bảy. Tám chín.\nMười."
    assert split(text, 40) == ["Một hai ba bốn năm.", "Sáu bảy. Tám chín.\nMười."]
    assert split(text, 22) == ["Một hai ba bốn năm.", "Sáu bảy. Tám chín.", "Mười."]
    assert split(text, 12) == ["Một hai ba", "bốn năm.", "Sáu bảy.", "Tám chín.", "Mười."]


def test_a_break_too_near_the_beginning_is_passed_over() -> None:
    assert split("Có.\n\nMột hai ba bốn năm sáu.", 20) == ["Có.\n\nMột hai ba bốn", "năm sáu."]
