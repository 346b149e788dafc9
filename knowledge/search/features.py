"""Texts as weighed features of four families, hashed, so that a new word needs no new vocabulary."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import HashingVectorizer

from knowledge.search.sequences import pairs, phrases

__all__ = ["FAMILIES", "Features", "Rows", "likeness", "likeness_from"]

FAMILIES = ("words", "letters", "pairs", "phrases")
"""Words (1-2), letter runs (3-5), pairs of words a few apart, and phrases (2-4 words)."""
Rows = Mapping[str, csr_matrix]
"""A row for each text, by family."""
_SPELT = ("words", "letters")
HALF = 0.5**0.5
"""Each family is of this length, so that words and letters together are of length one."""
_PLAIN = {"lowercase": False, "norm": None, "alternate_sign": False, "n_features": 2**18, "dtype": np.float32}
_WORD_COUNTER = HashingVectorizer(ngram_range=(1, 2), token_pattern=r"\S+", **_PLAIN)  # noqa: S106
_LETTER_COUNTER = HashingVectorizer(analyzer="char_wb", ngram_range=(3, 5), **_PLAIN)


class Features:
    """TF-IDF weights learned from a set of texts; safe to read from several threads."""

    def __init__(self, texts: Sequence[str]) -> None:
        counts = _count(texts)
        self._idf = {family: _rarity(part) for family, part in counts.items()}
        self.seen = {family: int(np.count_nonzero(np.diff(part.tocsc().indptr))) for family, part in counts.items()}
        """How many features the texts have shown, by family."""
        self.learned = self._weigh(counts)
        """Rows of the texts themselves; large, to be let go when they have been added up."""

    def transform(self, texts: Sequence[str]) -> Rows:
        """A row for each text, folded already; each family of length ``HALF`` where it has anything."""
        return self._weigh(_count(texts))

    def _weigh(self, counts: Rows) -> Rows:
        return {family: _tf_idf(part, self._idf[family]) for family, part in counts.items()}


def _count(texts: Sequence[str]) -> Rows:
    return {
        "words": _counted(_WORD_COUNTER, texts),
        "letters": _counted(_LETTER_COUNTER, texts),
        "pairs": pairs(texts),
        "phrases": phrases(texts),
    }


def _counted(counter: HashingVectorizer, texts: Sequence[str]) -> csr_matrix:
    """Scikit-learn's hasher does not take an empty list."""
    return counter.transform(texts) if texts else csr_matrix((0, counter.n_features), dtype=np.float32)


def _rarity(counts: csr_matrix) -> NDArray[np.float32]:
    """Inverse document frequency as scikit-learn has it."""
    texts = np.bincount(counts.indices, minlength=counts.shape[1])
    rarity: NDArray[np.float32] = (np.log((1 + counts.shape[0]) / (1 + texts)) + 1).astype(np.float32)
    return rarity


def _tf_idf(counts: csr_matrix, idf: NDArray[np.float32]) -> csr_matrix:
    """TfidfTransformer's weights (its checks take longer than the sums)."""
    data = (1.0 + np.log(counts.data)) * idf[counts.indices]
    rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    norms = np.sqrt(np.bincount(rows, weights=data * data, minlength=counts.shape[0]))
    weighed = (data * HALF / norms[rows]).astype(np.float32)
    return csr_matrix((weighed, counts.indices, counts.indptr), shape=counts.shape)


def likeness(row: Rows, others: Rows) -> NDArray[np.float64]:
    """How like one text is to each of some others, 0 to 1, by words and letters."""
    found = sum((row[family] @ others[family].T).toarray()[0] for family in _SPELT)
    return np.asarray(found, dtype=np.float64)


def likeness_from(least: float, rows: Rows, others: Rows) -> NDArray[np.float64]:
    """For each row its greatest likeness to any of the others, 0 where that is certainly below ``least``.

    Letters are nine tenths of the work and give half of the likeness at most: they are compared only where the
    words leave a chance.
    """
    shared = (rows["words"] @ others["words"].T).tocoo()
    chance = shared.data >= least - 0.5
    row, other, found = shared.row[chance], shared.col[chance], shared.data[chance].astype(np.float64)
    found = found + np.asarray(rows["letters"][row].multiply(others["letters"][other]).sum(axis=1)).ravel()
    best = np.zeros(rows["words"].shape[0])
    np.maximum.at(best, row, found)
    return best
