"""Naive Bayes over each family of features: trained by adding up, so an edit counts at once."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from knowledge.search.features import FAMILIES, HALF, Rows

__all__ = ["SMOOTHING", "Classes", "log_shares"]

SMOOTHING: Mapping[str, float] = {"words": 0.003, "letters": 0.001, "pairs": 0.015, "phrases": 0.015}
"""What a feature counts that a class has never shown; more of it favours classes that have many texts."""
COMMON = 8000
"""Texts from which on a word does not count for the nearest text."""
_IMPOSSIBLE = -1e9
Numbers = NDArray[np.float64]


class Classes:
    """The texts of some classes, added up; a message is multiplied with all of them at once.

    ``rows`` are weighed texts, ``owners`` the class of each, ``seen`` how many features any text of the knowledge base has
    shown, by family.
    """

    def __init__(self, rows: Rows, owners: Sequence[int], size: int, seen: Mapping[str, int]) -> None:
        positions = np.arange(len(owners))
        belongs = csr_matrix(
            (np.ones(len(owners), dtype=np.float32), (np.asarray(owners, dtype=np.intp), positions)),
            shape=(size, len(owners)),
        )
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
        self._starts = np.searchsorted(np.asarray(owners, dtype=np.intp), np.arange(size))
        self._filled = np.bincount(np.asarray(owners, dtype=np.intp), minlength=size) > 0
        self._lines = _telling(rows["words"]).T.tocsr()

    def heard(self, message: Rows) -> Numbers:
        """By family and class, a message's row times the class's; twice as fast as the product of two sparse matrices."""
        return np.array(
            [
                table[message[family].indices].T @ message[family].data
                for family, table in zip(FAMILIES, self._tables, strict=True)
            ],
            dtype=np.float64,
        )

    def nearest(self, message: Rows) -> Numbers:
        """By class, how like a message is to the nearest of its texts, 0 to 1, by words that stand in few texts."""
        best = np.zeros(self.size)
        if self._filled.any():
            alike = (self._lines[message["words"].indices].T @ message["words"].data) / np.float32(HALF * HALF)
            best[self._filled] = np.maximum.reduceat(alike, self._starts[self._filled])
        return best


def _telling(words: csr_matrix) -> csr_matrix:
    """Without words that stand in so many texts that they tell none from another, half of what a search walks through."""
    counts = np.bincount(words.indices, minlength=words.shape[1])
    kept = csr_matrix((words.data * (counts[words.indices] <= COMMON), words.indices, words.indptr), shape=words.shape)
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
