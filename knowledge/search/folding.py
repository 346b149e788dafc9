"""Fold everything a person types to one form, for training and for search.

The engine has a twin of this in nlu/components/folding.py (it may not import us, and needs the
offsets that a search does not); tests/golden/folding.jsonl holds both to the same result.
"""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

import yaml

from knowledge.search.slips import without_tone_keys

__all__ = ["KEPT", "abbreviations", "fold"]

ABBREVIATIONS = Path(__file__).parents[1] / "content" / "lexicon" / "abbreviations.yml"
KEPT = 2**17
"""Results kept: twice the texts of a full catalogue, because one text too many would push each of them out in turn."""
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufe0e\ufe0f]")
_PART = re.compile(r"\S+")
_TOKEN = re.compile(r"[^\W_]+(?:[.\-/][^\W_]+)*")


@lru_cache(maxsize=KEPT)
def fold(text: str) -> str:
    """Words without diacritics in lower case, abbreviations written out, joined by single spaces."""
    typed = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return " ".join(word for part in _PART.findall(typed) for word in _words(part))


@lru_cache(maxsize=65536)
def _words(part: str) -> tuple[str, ...]:
    """ "dc" and "đc" are short for something, "cả" is not "ca"."""
    folded = _TOKEN.findall(_bare(part))
    short = not any(unicodedata.category(char) == "Mn" for char in unicodedata.normalize("NFD", part))
    return tuple(_written_out(word) if short else without_tone_keys(word) for word in folded)


def _written_out(word: str) -> str:
    return abbreviations().get(word) or without_tone_keys(word)


def _bare(text: str) -> str:
    """Lower case without marks; đ has no decomposition and is mapped by hand."""
    lower = unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "d").lower()
    decomposed = unicodedata.normalize("NFD", lower)
    return "".join(character for character in decomposed if unicodedata.category(character) != "Mn")


@cache
def abbreviations() -> dict[str, str]:
    """What is written out, by its folded short form."""
    data = yaml.load(ABBREVIATIONS.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) or {}
    return {key: " ".join(_bare(word) for word in value.split()) for key, value in data.items()}
