"""Short names that belong to one procedure alone, found inside a message.

"Khai sinh kết quả nhận ở đâu" names one procedure and asks about its result; counted word by word it looks like
"khai sinh ... nhận cha".
"""

from collections.abc import Iterable, Sequence

__all__ = ["Names"]

SHORTEST, LONGEST = 2, 6
"""Words of a name, less those of the act: one alone may mean anything without diacritics ("cuoi"), many are a sentence."""


class Names:
    """Built from every procedure's own texts, folded and less the words of an act."""

    def __init__(self, texts: Sequence[Iterable[str]]) -> None:
        owners: dict[str, int | None] = {}
        for position, own in enumerate(texts):
            for text in own:
                if SHORTEST <= len(text.split()) <= LONGEST:
                    owners[text] = position if owners.get(text, position) == position else None
        self._owners = {name: owner for name, owner in owners.items() if owner is not None}

    def named_in(self, said: str) -> frozenset[int]:
        """Procedures whose name stands in a folded message, a longer name before those inside it."""
        words, taken, found = said.split(), set[int](), set[int]()
        for length in range(min(LONGEST, len(words)), SHORTEST - 1, -1):
            for start in range(len(words) - length + 1):
                places = range(start, start + length)
                owner = self._owners.get(" ".join(words[start : start + length]))
                if owner is not None and taken.isdisjoint(places):
                    taken.update(places)
                    found.add(owner)
        return frozenset(found)
