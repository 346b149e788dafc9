"""Texts as weighed features of four families, hashed, so that a new word needs no new vocabulary."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import HashingVectorizer

from knowledge.search.sequences import pairs, phrases

__all__ = ["COMMON", "FAMILIES", "HALF", "SPELT", "Features", "Rows", "likeness", "likeness_from", "times"]

FAMILIES = ("words", "letters", "pairs", "phrases")
"""Words (1-2), letter runs (3-5), pairs of words a few apart, and phrases (2-4 words)."""
Rows = Mapping[str, csr_matrix]
"""A row for each text, by family."""
SPELT = ("words", "letters")
"""What two texts are compared by."""
COMMON = 8000
"""Texts from which on a word tells none from another, so that it does not count for the nearest text."""
_AT_ONCE = 256
"""Rows compared at once, so that a start needs little memory."""
HALF = 0.5**0.5
"""Each family is of this length, so that words and letters together are of length one."""
_PLAIN = {"lowercase": False, "norm": None, "alternate_sign": False, "n_features": 2**18, "dtype": np.float32}
_WORD_COUNTER = HashingVectorizer(ngram_range=(1, 2), token_pattern=r"\S+", **_PLAIN)  # noqa: S106
_LETTER_COUNTER = HashingVectorizer(analyzer="char_wb", ngram_range=(3, 5), **_PLAIN)


class Features:
    """TF-IDF weights learned from a set of texts; safe to read from several threads."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._idf: dict[str, NDArray[np.float32]] = {}
        self.seen: dict[str, int] = {}
        """How many features the texts have shown, by family."""
        self.learned: dict[str, csr_matrix] = {}
        """Rows of the texts themselves; large, to be let go when they have been added up."""
        for family, count in _COUNTERS.items():
            counts = count(texts)
            shown = np.bincount(counts.indices, minlength=counts.shape[1])
            self._idf[family] = (np.log((1 + len(texts)) / (1 + shown)) + 1).astype(np.float32)
            self.seen[family] = int(np.count_nonzero(shown))
            if family == "words":
                self.common: NDArray[np.bool_] = shown > COMMON
            self.learned[family] = _tf_idf(counts, self._idf[family])

    def transform(self, texts: Sequence[str]) -> Rows:
        """A row for each text, folded already; each family of length ``HALF`` where it has anything."""
        return {family: _tf_idf(count(texts), self._idf[family]) for family, count in _COUNTERS.items()}


def _words(texts: Sequence[str]) -> csr_matrix:
    return _counted(_WORD_COUNTER, texts)


def _letters(texts: Sequence[str]) -> csr_matrix:
    return _counted(_LETTER_COUNTER, texts)


def _counted(counter: HashingVectorizer, texts: Sequence[str]) -> csr_matrix:
    """Scikit-learn's hasher does not take an empty list."""
    return counter.transform(texts) if texts else csr_matrix((0, counter.n_features), dtype=np.float32)


_COUNTERS = dict(zip(FAMILIES, (_words, _letters, pairs, phrases), strict=True))


def _tf_idf(counts: csr_matrix, idf: NDArray[np.float32]) -> csr_matrix:
    """TfidfTransformer's weights (its checks take longer than the sums)."""
    data = (1 + np.log(counts.data)) * idf[counts.indices]
    lengths = np.diff(counts.indptr)
    squares = np.add.reduceat(data * data, counts.indptr[:-1][lengths > 0]) if len(data) else data
    data *= np.repeat(np.float32(HALF) / np.sqrt(squares), lengths[lengths > 0])
    return csr_matrix((data, counts.indices, counts.indptr), shape=counts.shape)


def times(turned: csr_matrix, row: csr_matrix) -> NDArray[np.float32]:
    """One row times each of many, these being turned; twice as fast as the product of two sparse matrices."""
    found: NDArray[np.float32] = turned[row.indices].T @ row.data
    return found


def likeness(row: Rows, others: Rows) -> NDArray[np.float64]:
    """How like one text is to each of some others, 0 to 1, by words and letters."""
    found = sum((row[family] @ others[family].T).toarray()[0] for family in SPELT)
    return np.asarray(found, dtype=np.float64)


def likeness_from(least: float, rows: Rows, others: Rows) -> NDArray[np.float64]:
    """For each row its greatest likeness to any of the others, 0 where that is certainly below ``least``.

    Letters are nine tenths of the work and give half of the likeness at most: they are compared only where the
    words leave a chance.
    """
    size = rows["words"].shape[0]
    best = np.zeros(size)
    for start in range(0, size, _AT_ONCE):
        part = {family: rows[family][start : start + _AT_ONCE] for family in SPELT}
        np.maximum.at(best, *_alike(least, part, others, start))
    return best


def _alike(least: float, rows: Rows, others: Rows, start: int) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Rows, counted from ``start``, and their likeness to one of the others, once for each that may be alike."""
    shared = (rows["words"] @ others["words"].T).tocoo()
    chance = shared.data >= least - 0.5
    row, other = shared.row[chance], shared.col[chance]
    letters = np.asarray(rows["letters"][row].multiply(others["letters"][other]).sum(axis=1)).ravel()
    return row + start, shared.data[chance] + letters.astype(np.float64)
