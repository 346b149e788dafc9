"""Naive Bayes over each family of features: trained by adding up, so an edit counts at once."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from knowledge.search.features import FAMILIES, HALF, Rows, times

__all__ = ["SMOOTHING", "Classes", "log_shares"]

SMOOTHING: Mapping[str, float] = {"words": 0.003, "letters": 0.001, "pairs": 0.015, "phrases": 0.015}
"""What a feature counts that a class has never shown; more of it favours classes that have many texts."""
_IMPOSSIBLE = -1e9
Numbers = NDArray[np.float64]


class Classes:
    """The texts of some classes, added up; a message is multiplied with all of them at once.

    ``rows`` are weighed texts, ``owners`` the class of each, ``seen`` how many features any text of the knowledge base has
    shown, by family, ``common`` which words stand in so many of them that they do not count for the nearest text.
    """

    def __init__(
        self, rows: Rows, owners: Sequence[int], size: int, seen: Mapping[str, int], common: NDArray[np.bool_]
    ) -> None:
        owner = np.asarray(owners, dtype=np.intp)
        ones = np.ones(len(owner), dtype=np.float32)
        belongs = csr_matrix((ones, (owner, np.arange(len(owner)))), shape=(size, len(owner)))
        tables, biases = [], []
        for family in FAMILIES:
            table, bias = _counted(
                (belongs @ rows[family]).tocsr(), SMOOTHING[family], SMOOTHING[family] * seen[family]
            )
            tables.append(table)
            biases.append(bias)
        self.size = size
        self.bias = np.array(biases)
        """By family and class."""
        self._tables = [table.T.tocsr() for table in tables]
        self._starts = np.searchsorted(owner, np.arange(size))
        self._filled = np.bincount(owner, minlength=size) > 0
        self._lines = _without(common, rows["words"]).T.tocsr()

    def heard(self, message: Rows) -> Numbers:
        """By family and class, a message's row times the class's."""
        found = [times(table, message[family]) for family, table in zip(FAMILIES, self._tables, strict=True)]
        return np.array(found, dtype=np.float64)

    def nearest(self, message: Rows) -> Numbers:
        """By class, how like a message is to the nearest of its texts, 0 to 1, by words that stand in few texts."""
        best = np.zeros(self.size)
        if self._filled.any():
            alike = times(self._lines, message["words"]) / np.float32(HALF * HALF)
            best[self._filled] = np.maximum.reduceat(alike, self._starts[self._filled])
        return best


def _without(common: NDArray[np.bool_], words: csr_matrix) -> csr_matrix:
    """Without what is common, half of what a search walks through."""
    kept = csr_matrix((words.data * ~common[words.indices], words.indices, words.indptr), shape=words.shape)
    kept.eliminate_zeros()
    return kept


def _counted(weights: csr_matrix, smoothing: float, unseen: float) -> tuple[csr_matrix, Numbers]:
    """Logs of the sums, less the part that all classes share; minus infinity for a class without any text."""
    mass = np.asarray(weights.sum(axis=1), dtype=np.float64).ravel()
    weights.data = np.log(weights.data / np.float32(smoothing) + 1.0)
    bias = np.where(mass > 0, -np.log(mass + unseen), -np.inf)
    return weights, bias


def log_shares(heard: Numbers, mass: Numbers, bias: Numbers) -> Numbers:
    """Log of the share of every class, by family; shares add up to one, and a class without texts has none.

    ``mass`` is the sum of the message's row in each family.
    """
    known = np.isfinite(bias)
    scores = np.where(known, heard + mass[:, None] * np.where(known, bias, 0.0), _IMPOSSIBLE)
    best = scores.max(axis=1, keepdims=True)
    shares: Numbers = scores - best - np.log(np.exp(scores - best).sum(axis=1, keepdims=True))
    return shares
