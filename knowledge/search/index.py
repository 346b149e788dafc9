"""The index: nearest everyday words and a classifier over them, summed.

Measured in shared/reference/nlu.md, section 9; each everyday name is a document of its own,
because one good likeness says more than the average of twenty.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion
from sklearn.svm import LinearSVC

from knowledge.search.act_words import without_act_words
from knowledge.search.folding import fold

__all__ = ["Entry", "Match", "SearchIndex"]

BEST, NEXT_BEST = 0.7, 0.3
CLASSIFIER_WEIGHT, CLASSIFIER_SHARPNESS = 0.6, 4.0
POPULARITY_WEIGHT = 0.01
OUTSIDE_WEIGHT = 0.3
OUTSIDE = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index knows of one procedure."""

    code: str
    texts: tuple[str, ...]
    popularity: int = 1
    held: bool = True
    """Whether there is content; the classifier learns only these, and takes the rest for "none of them"."""


@dataclass(frozen=True, slots=True)
class Match:
    """A procedure with its score; above 1 is all but certain, below 0.4 is noise."""

    code: str
    score: float


class SearchIndex:
    """Built once for a state of the knowledge base; safe to read from several threads."""

    def __init__(self, entries: Sequence[Entry], outside: Sequence[str] = ()) -> None:
        self.codes = [entry.code for entry in entries]
        self._popularity = np.array([entry.popularity for entry in entries], dtype=float)
        texts, owners = _documents(entries)
        self._vectorizer = _vectorizer()
        self._empty = not texts
        if self._empty:
            return
        vectors = self._vectorizer.fit_transform(texts)
        self._documents = vectors.T.tocsr()
        self._rows = [np.flatnonzero(owners == code) for code in self.codes]
        held = {entry.code for entry in entries if entry.held}
        self._classifier = self._train(vectors, [code if code in held else OUTSIDE for code in owners], outside)

    def search(self, text: str, limit: int = 10) -> list[Match]:
        """Best matches first; empty when no word of the text is known."""
        query = fold(without_act_words(text))
        if self._empty or not query:
            return []
        vector = self._vectorizer.transform([query])
        likeness = np.asarray((vector @ self._documents).todense()).ravel()
        if not likeness.any():
            return []
        nearest = np.array([_best_three(likeness[rows]) for rows in self._rows])
        known, outside = self._classify(vector)
        scores = nearest + CLASSIFIER_WEIGHT * known - OUTSIDE_WEIGHT * outside
        scores += POPULARITY_WEIGHT * (self._popularity - 3)
        order = np.argsort(-scores, kind="stable")[:limit]
        return [Match(self.codes[i], float(scores[i])) for i in order]

    def _train(self, vectors: csr_matrix, labels: list[str], outside: Sequence[str]) -> LinearSVC | None:
        labels = labels + [OUTSIDE] * len(outside)
        if len(set(labels)) < 2:
            return None
        if outside:
            vectors = vstack([vectors, self._vectorizer.transform([fold(text) for text in outside])])
        return LinearSVC(C=1.0, random_state=0).fit(vectors, labels)

    def _classify(self, vector: object) -> tuple[NDArray[np.float64], float]:
        """Shares by procedure in the order of ``codes``, and the share of "none of them"."""
        if self._classifier is None:
            return np.zeros(len(self.codes)), 0.0
        margins = np.atleast_2d(self._classifier.decision_function(vector))[0]
        if len(self._classifier.classes_) == 2:
            margins = np.array([-margins[0], margins[0]])
        shares = np.exp(CLASSIFIER_SHARPNESS * (margins - margins.max()))
        by_class = dict(zip(self._classifier.classes_, shares / shares.sum(), strict=True))
        known = np.array([by_class.get(code, 0.0) for code in self.codes])
        return known, float(by_class.get(OUTSIDE, 0.0))


def _documents(entries: Sequence[Entry]) -> tuple[list[str], NDArray[np.str_]]:
    pairs = [(folded, e.code) for e in entries for text in e.texts if (folded := fold(text))]
    return [text for text, _ in pairs], np.array([code for _, code in pairs], dtype=str)


def _vectorizer() -> FeatureUnion:
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"\S+")  # noqa: S106 - not a password
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    half = 0.5**0.5  # both halves have length one, so the joined vector has too
    return FeatureUnion([("words", words), ("letters", letters)], transformer_weights={"words": half, "letters": half})


def _best_three(likeness: NDArray[np.float64]) -> float:
    if not likeness.size:
        return 0.0
    best = np.sort(likeness)[::-1][:3]
    return float(BEST * best[0] + NEXT_BEST * best.mean())
