"""Texts as counts of words (1-2) and letter runs (2-5), hashed, so that a new word needs no new vocabulary."""

import threading
from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer
from sklearn.preprocessing import normalize

__all__ = ["Features"]

_SIZE = 2**18
_WORDS = HashingVectorizer(
    ngram_range=(1, 2), token_pattern=r"\S+", lowercase=False, norm=None, alternate_sign=False, n_features=_SIZE
)
_LETTERS = HashingVectorizer(
    analyzer="char_wb", ngram_range=(2, 5), lowercase=False, norm=None, alternate_sign=False, n_features=_SIZE
)


class Features:
    """TF-IDF weights learned from a set of texts; safe to read from several threads."""

    def __init__(self, texts: Sequence[str]) -> None:
        counts = _COUNTS.of(texts)
        self._size = counts[0].shape[1]
        self._weights = [TfidfTransformer(sublinear_tf=True).fit(part) for part in counts]
        self.vectors = self._weigh(counts)

    def transform(self, texts: Sequence[str]) -> csr_matrix:
        """Rows of length one, for texts folded already."""
        return self._weigh((_WORDS.transform(texts), _LETTERS.transform(texts)))

    def transform_kept(self, texts: Sequence[str]) -> csr_matrix:
        """The same for texts that belong to the knowledge base and will come again."""
        return self._weigh(_COUNTS.of(texts))

    def _weigh(self, counts: tuple[csr_matrix, csr_matrix]) -> csr_matrix:
        """Both halves weigh the same, whatever the length of the text."""
        halves = [weights.transform(part) for weights, part in zip(self._weights, counts, strict=True)]
        return normalize(hstack(halves, format="csr"), copy=False)


class _Counts:
    """Counting is the slow part of an index: a text is counted once for the life of the process."""

    MOST = 200_000

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._forget()

    def of(self, texts: Sequence[str]) -> tuple[csr_matrix, csr_matrix]:
        """Counts of words and of letters, a row for each text."""
        with self._lock:
            if len(self._rows) > self.MOST:
                self._forget()
            new = [text for text in dict.fromkeys(texts) if text not in self._rows]
            if new:
                self._words = vstack([self._words, _WORDS.transform(new)], format="csr")
                self._letters = vstack([self._letters, _LETTERS.transform(new)], format="csr")
                self._rows.update({text: len(self._rows) + i for i, text in enumerate(new)})
            rows = np.fromiter((self._rows[text] for text in texts), dtype=np.intp, count=len(texts))
            return self._words[rows], self._letters[rows]

    def _forget(self) -> None:
        self._rows: dict[str, int] = {}
        self._words = csr_matrix((0, _SIZE))
        self._letters = csr_matrix((0, _SIZE))


_COUNTS = _Counts()
