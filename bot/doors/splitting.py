"""Long texts in parts: at blank lines, lines, sentences, words, and never inside a link."""

import re
import unicodedata
from collections.abc import Callable, Iterator

__all__ = ["split", "utf16_length"]

_LINK = re.compile(r"https?://\S+")
_BREAKS = (re.compile(r"\n\s*\n"), re.compile(r"\n"), re.compile(r"(?<=[.!?…:;])\s+"), re.compile(r"\s+"))
_SMALLEST_SHARE = 0.4
"""A break nearer to the beginning than this is passed over for a finer one further on."""


def utf16_length(text: str) -> int:
    """Length as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(text: str, longest: int, measure: Callable[[str], int] = len) -> list[str]:
    """Parts of at most ``longest``, as ``measure`` counts; a link longer than that is cut, nothing else can be done."""
    return list(_parts(unicodedata.normalize("NFC", text).strip(), longest, measure))


def _parts(text: str, longest: int, measure: Callable[[str], int]) -> Iterator[str]:
    while measure(text) > longest:
        end = _fitting(text, longest, measure)
        cut = _best_break(text, end)
        yield text[:cut].rstrip()
        text = text[cut:].lstrip()
    if text:
        yield text


def _fitting(text: str, longest: int, measure: Callable[[str], int]) -> int:
    """How many characters fit."""
    end = min(len(text), longest)
    while measure(text[:end]) > longest:
        end -= max(1, (measure(text[:end]) - longest) // 2)
    return max(1, end)


def _best_break(text: str, end: int) -> int:
    links = [match.span() for match in _LINK.finditer(text)]
    for pattern in _BREAKS:
        places = [
            match.start()
            for match in pattern.finditer(text, 0, end + 1)
            if end * _SMALLEST_SHARE <= match.start() <= end and not _inside(match.start(), links)
        ]
        if places:
            return places[-1]
    before = [start for start, stop in links if 0 < start <= end < stop]
    return before[0] if before else end


def _inside(place: int, links: list[tuple[int, int]]) -> bool:
    return any(start < place < stop for start, stop in links)
