"""Texts as counts of words (1-2) and letter runs (3-5), hashed, so that a new word needs no new vocabulary."""

import threading
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer

__all__ = ["WORDS", "Features", "likeness_from"]

WORDS = 2**18
"""Columns of words; those of letters follow."""
HALF = 0.5**0.5
"""Words and letters are of this length each, so that both together are of length one."""
_PLAIN = {"lowercase": False, "norm": None, "alternate_sign": False, "n_features": WORDS}
_WORD_COUNTER = HashingVectorizer(ngram_range=(1, 2), token_pattern=r"\S+", **_PLAIN)  # noqa: S106
_LETTER_COUNTER = HashingVectorizer(analyzer="char_wb", ngram_range=(3, 5), **_PLAIN)


class Features:
    """TF-IDF weights learned from a set of texts; safe to read from several threads."""

    def __init__(self, texts: Sequence[str]) -> None:
        counts = _COUNTS.of(texts)
        self._weights = [TfidfTransformer(sublinear_tf=True).fit(part) for part in counts]
        self.vectors = self._weigh(counts)

    def transform(self, texts: Sequence[str]) -> csr_matrix:
        """Rows of length one, for texts folded already."""
        return self._weigh((_WORD_COUNTER.transform(texts), _LETTER_COUNTER.transform(texts)))

    def transform_kept(self, texts: Sequence[str]) -> csr_matrix:
        """The same for texts that belong to the knowledge base and will come again."""
        return self._weigh(_COUNTS.of(texts))

    def _weigh(self, counts: tuple[csr_matrix, csr_matrix]) -> csr_matrix:
        """TfidfTransformer's weights (its checks take longer than the sums); both halves weigh the same."""
        halves = [_tf_idf(part, weights.idf_) for part, weights in zip(counts, self._weights, strict=True)]
        return hstack(halves, format="csr")


def _tf_idf(counts: csr_matrix, idf: NDArray[np.float64]) -> csr_matrix:
    data = (1.0 + np.log(counts.data)) * idf[counts.indices]
    lengths = np.diff(counts.indptr)
    rows = np.repeat(np.arange(counts.shape[0]), lengths)
    norms = np.sqrt(np.bincount(rows, weights=data * data, minlength=counts.shape[0]))
    return csr_matrix((data * HALF / norms[rows], counts.indices, counts.indptr), shape=counts.shape)


def likeness_from(least: float, rows: csr_matrix, others: csr_matrix) -> NDArray[np.float64]:
    """For each row its greatest likeness to any of the others, 0 where that is certainly below ``least``.

    Letters are nine tenths of the work and give half of the likeness at most: they are compared only where the
    words leave a chance.
    """
    words = (rows[:, :WORDS] @ others[:, :WORDS].T).tocoo()
    chance = words.data >= least - 0.5
    row, other, likeness = words.row[chance], words.col[chance], words.data[chance]
    likeness = likeness + np.asarray(rows[row, WORDS:].multiply(others[other, WORDS:]).sum(axis=1)).ravel()
    best = np.zeros(rows.shape[0])
    np.maximum.at(best, row, likeness)
    return best


class _Counts:
    """Counting is the slow part of an index: a text is counted once for the life of the process."""

    MOST = 200_000

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rows: dict[str, int] = {}
        self._words = self._letters = csr_matrix((0, WORDS))

    def of(self, texts: Sequence[str]) -> tuple[csr_matrix, csr_matrix]:
        """Counts of words and of letters, a row for each text."""
        with self._lock:
            if len(self._rows) > self.MOST:
                self._forget()
            new = [text for text in dict.fromkeys(texts) if text not in self._rows]
            if new:
                self._words = vstack([self._words, _WORD_COUNTER.transform(new)], format="csr")
                self._letters = vstack([self._letters, _LETTER_COUNTER.transform(new)], format="csr")
                self._rows.update({text: len(self._rows) + i for i, text in enumerate(new)})
            rows = np.fromiter((self._rows[text] for text in texts), dtype=np.intp, count=len(texts))
            return self._words[rows], self._letters[rows]

    def _forget(self) -> None:
        self._rows = {}
        self._words = self._letters = csr_matrix((0, WORDS))


_COUNTS = _Counts()
