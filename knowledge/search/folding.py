"""Fold everything a person types to one form, for training and for search.

The engine has a twin of this in nlu/components/folding.py (it may not import us);
tests/golden/folding.jsonl holds both to the same result.
"""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

import yaml

__all__ = ["fold", "fold_token", "tokens"]

ABBREVIATIONS = Path(__file__).parents[1] / "content" / "lexicon" / "abbreviations.yml"
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufe0e\ufe0f]")
_TOKEN = re.compile(r"[^\W_]+(?:[.\-/][^\W_]+)*")


def fold_token(token: str) -> str:
    """Lower case without diacritics; đ has no decomposition and is mapped by hand."""
    decomposed = unicodedata.normalize("NFD", token)
    bare = "".join(char for char in decomposed if unicodedata.category(char) != "Mn")
    return bare.replace("đ", "d").replace("Đ", "d").lower()


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[str, ...]:
    """Folded tokens with abbreviations written out ("ko" becomes "khong")."""
    clean = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    found: list[str] = []
    for token in _TOKEN.findall(clean):
        expansion = _abbreviations().get(token.lower()) or _abbreviations().get(fold_token(token))
        found += expansion or [fold_token(token)]
    return tuple(found)


def fold(text: str) -> str:
    """Folded tokens joined by single spaces."""
    return " ".join(tokens(text))


@cache
def _abbreviations() -> dict[str, list[str]]:
    data = yaml.load(ABBREVIATIONS.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) or {}
    return {key: [fold_token(word) for word in value.split()] for key, value in data.items()}
