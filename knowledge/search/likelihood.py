"""Naive Bayes over the words of each procedure: trained by adding up, so an edit counts at once."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

__all__ = ["Likelihood"]


class Likelihood:
    """Multinomial naive Bayes with sparse tables; a class without texts can never be right.

    ``smoothing`` weighs the size of a class: more of it favours procedures that have many texts.
    """

    IMPOSSIBLE = -1e9

    def __init__(self, vectors: csr_matrix, owners: Sequence[int], classes: int, smoothing: float) -> None:
        positions = np.arange(len(owners))
        belongs = csr_matrix((np.ones(len(owners)), (np.asarray(owners), positions)), shape=(classes, len(owners)))
        weights = (belongs @ vectors).tocsr()
        mass = np.asarray(weights.sum(axis=1)).ravel()
        seen = int((np.asarray(vectors.sum(axis=0)).ravel() > 0).sum())
        weights.data = np.log(weights.data / smoothing + 1.0)
        self.table = weights
        """A row for each class, to be multiplied with a message's row."""
        self._bias = -np.log(mass + smoothing * seen)
        self._empty = mass == 0

    def log_shares(self, product: NDArray[np.float64], mass: float) -> NDArray[np.float64]:
        """Log of the share of every class, from a row times ``table`` and the row's sum; shares add up to one."""
        scores = product + mass * self._bias
        scores[self._empty] = self.IMPOSSIBLE
        best = scores.max()
        shares: NDArray[np.float64] = scores - best - np.log(np.exp(scores - best).sum())
        return shares
