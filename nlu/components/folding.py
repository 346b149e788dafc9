"""Fold Vietnamese text to one form and keep true offsets into what was typed.

The application has a twin in knowledge/search/folding.py (the engine may not import it);
tests/golden/folding.jsonl holds both to the same result. Folding first means that typing without
diacritics costs nothing (shared/reference/nlu.md, section 4).
"""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import yaml

from nlu.components.slips import without_tone_keys

__all__ = ["FoldedToken", "fold", "fold_tokens", "read_abbreviations"]

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufe0e\ufe0f]")
_TOKEN = re.compile(r"[^\W_]+(?:[.\-/][^\W_]+)*")


class FoldedToken(NamedTuple):
    """A folded word (or the words an abbreviation stands for) and where it was typed."""

    text: str
    start: int
    end: int


def fold_tokens(text: str, abbreviations: dict[str, str]) -> list[FoldedToken]:
    """Tokens in order; ``text[start:end]`` is what was typed, marks and hidden characters included."""
    folded, spans = _fold_characters(text)
    tokens = []
    for match in _TOKEN.finditer(folded):
        start, end = spans[match.start()][0], spans[match.end() - 1][1]
        word = match.group()
        short = word in abbreviations and _has_no_tone_marks(text[start:end])
        tokens.append(FoldedToken(abbreviations[word] if short else without_tone_keys(word), start, end))
    return tokens


def fold(text: str, abbreviations: dict[str, str]) -> str:
    """The tokens joined by single spaces."""
    return " ".join(token.text for token in fold_tokens(text, abbreviations))


@lru_cache(maxsize=8)
def read_abbreviations(path: str) -> dict[str, str]:
    """Abbreviations written out and folded, from a YAML file of ``key: words``."""
    data = yaml.safe_load(Path(path).read_text(encoding="utf-8")) or {}
    return {str(key): " ".join(_bare(word) for word in str(value).split()) for key, value in data.items()}


def _fold_characters(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Every folded character with the span of the typed characters it came from."""
    characters: list[str] = []
    spans: list[tuple[int, int]] = []
    for position, typed in enumerate(text):
        bare = "" if _INVISIBLE.match(typed) else _bare(typed)
        if not bare and spans and unicodedata.category(typed) == "Mn":
            spans[-1] = (spans[-1][0], position + 1)
        for character in bare:
            characters.append(character)
            spans.append((position, position + 1))
    return "".join(characters), spans


def _has_no_tone_marks(typed: str) -> bool:
    """ "dc" and "đc" are short for something, "cả" is not "ca"."""
    decomposed = unicodedata.normalize("NFD", typed)
    return not any(unicodedata.category(character) == "Mn" for character in decomposed)


def _bare(text: str) -> str:
    """Lower case without marks; đ has no decomposition and is mapped by hand."""
    lower = unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "d").lower()
    decomposed = unicodedata.normalize("NFD", lower)
    return "".join(character for character in decomposed if unicodedata.category(character) != "Mn")
