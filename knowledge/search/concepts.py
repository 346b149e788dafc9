"""Words that mean one thing, under one name: "mối ăn" and "rách" are both a damaged paper."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from pathlib import Path

import yaml

from knowledge.search.folding import fold

__all__ = ["concepts_in"]

CONCEPTS = Path(__file__).parents[1] / "content" / "lexicon" / "concepts.yml"
Table = tuple[re.Pattern[str], Mapping[str, tuple[str, ...]]]


@lru_cache(maxsize=65536)
def concepts_in(text: str) -> tuple[str, ...]:
    """Names of the groups whose words stand in a text, in order, once each.

    With diacritics the words are compared as written ("đẻ" is not "để"); a text without any is compared without, and then
    single syllables do not count, because most of them are several words.
    """
    written = " ".join(_lower(text).split())
    folded = fold(text)
    pattern, names = _as_written() if _has_marks(written) else _without_marks()
    found = pattern.finditer(written if _has_marks(written) else folded)
    return tuple(dict.fromkeys(name for match in found for name in names[match.group(1)]))


def _lower(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower()


def _has_marks(text: str) -> bool:
    return "đ" in text or any(unicodedata.category(char) == "Mn" for char in unicodedata.normalize("NFD", text))


@cache
def _as_written() -> Table:
    return _table(_lower, 1)


@cache
def _without_marks() -> Table:
    return _table(fold, 2)


def _table(form: Callable[[str], str], least_words: int) -> Table:
    """Words in a form, found wherever they stand, also one inside another ("sửa khai sinh", "khai sinh")."""
    groups = yaml.load(CONCEPTS.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    names: dict[str, tuple[str, ...]] = {}
    for name, words in groups.items():
        for word in map(form, words):
            if len(word.split()) >= least_words or any(char.isdigit() for char in word) or word in _SAFE:
                names[word] = (*names.get(word, ()), f"={name}")
    longest_first = sorted(map(re.escape, names), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?=({'|'.join(longest_first)})(?!\w))"), names


_SAFE = frozenset(
    ["vneid", "bhyt", "bhxh", "cccd", "cmnd", "adn", "rach", "nat", "sinh", "chet", "cuoi", "tro", "nghia", "liet"]
)
"""Single syllables that are hardly ever another word without diacritics."""
