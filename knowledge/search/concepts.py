"""Words that mean one thing, under one name: "mối ăn" and "rách" are both a damaged paper."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

import yaml

from knowledge.search.folding import KEPT, fold

__all__ = ["concepts_in"]

CONCEPTS = Path(__file__).parents[1] / "content" / "lexicon" / "concepts.yml"
_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class _Beginning:
    """What begins with one word: the names of the groups of each phrase, and how many words the longest has."""

    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    longest: int = 1


Table = Mapping[str, _Beginning]
"""By the first word."""


@lru_cache(maxsize=KEPT)
def concepts_in(text: str) -> tuple[str, ...]:
    """Names of the groups whose words stand in a text, in order, once each.

    With diacritics the words are compared as written ("đẻ" is not "để"); a text without any is compared without, and then
    single syllables do not count, because most of them are several words.
    """
    written = " ".join(_lower(text).split())
    if _has_marks(written):
        return tuple(dict.fromkeys(_found(_as_written(), written)))
    return tuple(dict.fromkeys(_found(_without_marks(), fold(text))))


def _found(table: Table, text: str) -> Iterator[str]:
    """Names of the groups whose words begin at a word of the text and end with one; the longest at each place."""
    spans = [word.span() for word in _WORD.finditer(text)]
    for place, (start, end) in enumerate(spans):
        if groups := table.get(text[start:end]):
            for last in range(min(len(spans), place + groups.longest) - 1, place - 1, -1):
                if names := groups.names.get(text[start : spans[last][1]]):
                    yield from names
                    break


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
    table: dict[str, _Beginning] = {}
    for words, groups_of in names.items():
        begin = table.setdefault(_first(words), _Beginning())
        begin.names[words] = groups_of
        begin.longest = max(begin.longest, len(_WORD.findall(words)))
    return table


def _first(words: str) -> str:
    """The word with which some words begin."""
    found = _WORD.match(words)
    if found is None:
        raise ValueError(f"{CONCEPTS.name}: {words!r} does not begin with a letter")
    return found.group()


_SAFE = frozenset(
    ["vneid", "bhyt", "bhxh", "cccd", "cmnd", "adn", "rach", "nat", "sinh", "chet", "cuoi", "tro", "nghia", "liet"]
)
"""Single syllables that are hardly ever another word without diacritics."""
