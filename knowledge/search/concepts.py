"""Words that mean one thing, under one name: "mối ăn" and "rách" are both a damaged paper."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

import yaml

from knowledge.search.folding import KEPT, fold

__all__ = ["concepts_in"]

CONCEPTS = Path(__file__).parents[1] / "content" / "lexicon" / "concepts.yml"
Table = Mapping[str, Sequence[tuple[str, tuple[str, ...]]]]
"""Words and the names of their groups, longest first, by the word they begin with."""
_WORD = re.compile(r"\w+")


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
    for begin in _WORD.finditer(text):
        for words, names in table.get(begin.group(), ()):
            end = begin.start() + len(words)
            if text.startswith(words, begin.start()) and not _WORD.match(text, end):
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
    table: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for word in sorted(names, key=len, reverse=True):
        table.setdefault(_first(word), []).append((word, names[word]))
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
