"""The index: evidence for every procedure, weighed into probabilities."""

from collections.abc import Sequence

import numpy as np

from knowledge.search.entry import Entry, Match, Ranking
from knowledge.search.evidence import NAMES, Numbers, Witness
from knowledge.search.folding import fold
from knowledge.search.weights import WEIGHTS

__all__ = ["SearchIndex"]


class SearchIndex:
    """Built once for a state of the knowledge base; safe to read from several threads."""

    def __init__(
        self,
        entries: Sequence[Entry],
        outside: Sequence[str] = (),
        vague: Sequence[str] = (),
        before: "SearchIndex | None" = None,
    ) -> None:
        self._entries = entries
        self._witness: Witness | None = (
            Witness(entries, outside, vague, before._witness if before else None) if entries else None
        )
        self._positions = {entry.code: position for position, entry in enumerate(entries)}
        self._weights = np.array([WEIGHTS.get(name, 0.0) for name in NAMES])
        self._twins = [fold(entry.name).removeprefix("thu tuc ") for entry in entries]

    def mend(self, text: str) -> str:
        """The text with glued and mistyped words mended (knowledge/search/spelling.py)."""
        return self._witness.speller.mend(text) if self._witness else text

    def likeness(self, text: str, others: Sequence[str]) -> list[float]:
        """How like a folded text is to each of some others, 0 to 1."""
        return self._witness.likeness(text, others) if self._witness else [0.0] * len(others)

    def rank(self, text: str, current: str | None = None, limit: int = 10) -> Ranking:
        """Probabilities of the procedures a text may mean, given the one talked about; empty when no letter is known."""
        position = self._positions.get(current or "")
        evidence = self._witness.hear(text, position) if self._witness else None
        if evidence is None:
            return Ranking(vague=1.0)
        shares = _softmax(evidence.rows @ self._weights)
        order = np.argsort(-shares[:-2], kind="stable")
        matches: dict[str, Match] = {}
        for row in order:
            candidate = evidence.candidates[row]
            twin = matches.get(self._twins[candidate])
            score = float(shares[row]) + (twin.score if twin else 0.0)
            code = twin.code if twin else self._entries[candidate].code
            matches[self._twins[candidate]] = Match(code, score)
        stays = 0.0
        if current is not None and position is not None:
            stays = float(shares[evidence.candidates.index(position)] + shares[-1])
        best = sorted(matches.values(), key=lambda match: -match.score)
        return Ranking(tuple(best[:limit]), float(shares[-2]), float(shares[-1]), stays)

    def search(self, text: str, limit: int = 10) -> list[Match]:
        """The procedures alone, best first."""
        return list(self.rank(text, limit=limit).matches)


def _softmax(scores: Numbers) -> Numbers:
    odds: Numbers = np.exp(scores - scores.max())
    shares: Numbers = odds / odds.sum()
    return shares
