"""Short names of procedures, found inside a message.

"Khai sinh kết quả nhận ở đâu" names one procedure and asks about its result; counted word by word it looks like
"khai sinh ... nhận cha".
"""

from collections.abc import Iterable, Sequence

__all__ = ["Names"]

SHORTEST, LONGEST = 2, 8
"""Words of a name, less those of the act: one alone may mean anything without diacritics ("cuoi"), many are a sentence."""
FEW = 3
"""Procedures that may share a name; what more have in common names none of them."""


class Names:
    """Built from every procedure's own texts, folded and less the words of an act."""

    def __init__(self, texts: Sequence[Iterable[str]]) -> None:
        self._owners: dict[str, set[int]] = {}
        for position, own in enumerate(texts):
            for text in own:
                if SHORTEST <= len(text.split()) <= LONGEST:
                    self._owners.setdefault(text, set()).add(position)

    def named_in(self, said: str) -> frozenset[int]:
        """Procedures whose name stands in a folded message, a longer name in place of those inside it."""
        words, taken, found = said.split(), set[int](), set[int]()
        for length in range(min(LONGEST, len(words)), SHORTEST - 1, -1):
            for start in range(len(words) - length + 1):
                places = range(start, start + length)
                owners = self._owners.get(" ".join(words[start : start + length]))
                if owners and taken.isdisjoint(places):
                    taken.update(places)
                    found.update(owners if len(owners) <= FEW else ())
        return frozenset(found)
