"""Mend words that are none: glued together ("khaisinh"), or with a letter too many, too few or out of place.

Only words that the knowledge base has never seen and that are no Vietnamese syllable are touched; what cannot be mended
for certain stays as it was typed.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache

from knowledge.search.act_words import PHRASES
from knowledge.search.folding import abbreviations, fold
from knowledge.search.seams import apart_at_seams
from knowledge.search.slips import is_syllable

__all__ = ["Speller"]

_LETTERS = "abcdeghiklmnopqrstuvxy"
_SHORTEST_GLUED, _SHORTEST_SLIP = 4, 4
_MOST_PIECES = 6
_SEEN = 3
"""A word seen less often is no ground to change what was typed."""
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_OF_STOPS = "\u0301\u0323"
_STOPS = ("c", "ch", "p", "t")
_WORD = re.compile(r"[^\W\d_]+")


class Speller:
    """Built from every text of an index; safe to read from several threads."""

    def __init__(self, folded_texts: Iterable[str]) -> None:
        counted = Counter(" ".join(folded_texts).split())
        self._counts = Counter({word: count for word, count in counted.items() if word.isalpha()})
        self._counts.update({word: _SEEN for phrase in PHRASES for word in fold(phrase).split()})
        self._counts.update(dict.fromkeys(_short_forms(), _SEEN))
        self._total = sum(self._counts.values()) or 1

    def mend(self, text: str) -> str:
        """The text with such words mended, everything else as typed."""
        return _WORD.sub(lambda match: self._word(match.group()), apart_at_seams(text))

    def _word(self, typed: str) -> str:
        folded = fold(typed)
        if " " in folded or folded in self._counts or is_syllable(folded) or len(folded) < _SHORTEST_SLIP:
            return typed
        whole = typed if len(typed) == len(folded) else folded
        return self._swapped(folded) or self._apart(folded, whole) or self._slipped(folded) or typed

    def _swapped(self, word: str) -> str:
        """Two neighbouring letters in each other's place."""
        return self._best(word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1))

    def _slipped(self, word: str) -> str:
        """One letter too many, wrong, or missing."""
        cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
        return self._best(
            candidate
            for left, right in cuts
            for candidate in (
                left + right[1:],
                *(left + letter + right[1:] for letter in _LETTERS if right),
                *(left + letter + right for letter in _LETTERS),
            )
        )

    def _best(self, candidates: Iterable[str]) -> str:
        known = [(self._counts[word], word) for word in candidates if self._counts[word] >= _SEEN and is_syllable(word)]
        return max(known)[1] if known else ""

    def _apart(self, word: str, typed: str) -> str:
        """The likeliest way to cut the word into known syllables, as typed; empty when there is none."""
        if len(word) < _SHORTEST_GLUED:
            return ""
        best: list[tuple[float, tuple[str, ...]] | None] = [(0.0, ())] + [None] * len(word)
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - 7), end):
                before, count = best[start], self._counts[word[start:end]]
                if before is None or count < _SEEN or not _can_be(word[start:end], typed[start:end]):
                    continue
                cost, sofar = before[0] - math.log(count / self._total), best[end]
                if sofar is None or cost < sofar[0]:
                    best[end] = (cost, (*before[1], typed[start:end]))
        found = best[-1]
        return " ".join(found[1]) if found and 2 <= len(found[1]) <= _MOST_PIECES else ""


@cache
def _short_forms() -> frozenset[str]:
    """Short forms long enough to be told inside a word ("bhyt")."""
    return frozenset(form for form in abbreviations() if len(form) >= _SHORTEST_GLUED and form.isalpha())


def _can_be(folded: str, typed: str) -> bool:
    """A syllable has one tone, and before c, ch, p, t only the rising and the heavy one."""
    if not is_syllable(folded):
        return folded in _short_forms()
    tones = [mark for mark in unicodedata.normalize("NFD", typed) if mark in _TONES]
    return len(tones) <= 1 and not (folded.endswith(_STOPS) and tones and tones[0] not in _OF_STOPS)
