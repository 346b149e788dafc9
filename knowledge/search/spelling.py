"""Mend words that are none: glued together ("khaisinh"), or with a letter too many, too few or out of place.

Only words that the knowledge base has never seen and that are no Vietnamese syllable are touched; what cannot be mended
for certain stays as it was typed.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from knowledge.search.act_words import PHRASES
from knowledge.search.folding import fold
from knowledge.search.slips import is_syllable

__all__ = ["Speller"]

_LETTERS = "abcdeghiklmnopqrstuvxy"
_SHORTEST_GLUED, _SHORTEST_SLIP = 4, 4
_MOST_PIECES = 6
_SEEN = 3
"""A word seen less often is no ground to change what was typed."""
_WORD = re.compile(r"[^\W\d_]+")


class Speller:
    """Built from every text of an index; safe to read from several threads."""

    def __init__(self, folded_texts: Iterable[str]) -> None:
        counted = Counter(" ".join(folded_texts).split())
        self._counts = Counter({word: count for word, count in counted.items() if word.isalpha()})
        self._counts.update({word: _SEEN for phrase in PHRASES for word in fold(phrase).split()})
        self._total = sum(self._counts.values()) or 1

    def mend(self, text: str) -> str:
        """The text with such words mended, everything else as typed."""
        return _WORD.sub(lambda match: self._word(match.group()), text)

    def _word(self, typed: str) -> str:
        folded = fold(typed)
        if " " in folded or folded in self._counts or is_syllable(folded) or len(folded) < _SHORTEST_SLIP:
            return typed
        return self._swapped(folded) or self._apart(folded) or self._slipped(folded) or typed

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

    def _apart(self, word: str) -> str:
        """The likeliest way to cut the word into known syllables; empty when there is none."""
        if len(word) < _SHORTEST_GLUED:
            return ""
        best: list[tuple[float, tuple[str, ...]] | None] = [(0.0, ())] + [None] * len(word)
        for end in range(1, len(word) + 1):
            for cost, pieces in self._endings(word, end, best):
                if best[end] is None or cost < best[end][0]:  # type: ignore[index]
                    best[end] = (cost, pieces)
        found = best[-1]
        return " ".join(found[1]) if found and 2 <= len(found[1]) <= _MOST_PIECES else ""

    def _endings(
        self, word: str, end: int, best: list[tuple[float, tuple[str, ...]] | None]
    ) -> Iterator[tuple[float, tuple[str, ...]]]:
        for start in range(max(0, end - 7), end):
            before, piece = best[start], word[start:end]
            if before is not None and self._counts[piece] >= _SEEN and (is_syllable(piece)):
                yield before[0] - math.log(self._counts[piece] / self._total), (*before[1], piece)
