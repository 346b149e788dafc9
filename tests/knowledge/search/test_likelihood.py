from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from knowledge.search import likelihood
from knowledge.search.features import FAMILIES, Rows
from knowledge.search.likelihood import SMOOTHING, Classes, log_shares

VECTORS = np.array([[2.0, 1.0, 0.0, 0.0], [0.0, 1.0, 1.0, 0.0], [0.0, 0.0, 3.0, 0.0]], dtype=np.float32)
OWNERS = [0, 1, 1]
SEEN = dict.fromkeys(FAMILIES, 3)
COMMON = np.zeros(4, dtype=np.bool_)
MESSAGES = st.lists(st.floats(0, 5, width=32), min_size=4, max_size=4).map(lambda row: np.array(row, dtype=np.float32))
Numbers = NDArray[np.float64]


def _rows(rows: NDArray[np.float32]) -> Rows:
    return dict.fromkeys(FAMILIES, csr_matrix(rows))


def _shares(message: NDArray[np.float32], owners: Sequence[int] = OWNERS, classes: int = 3) -> Numbers:
    made = Classes(_rows(VECTORS), owners, classes, SEEN, COMMON)
    mass = np.full(len(FAMILIES), message.sum(), dtype=np.float64)
    return log_shares(made.heard(_rows(message[None, :])), mass, made.bias)


def _by_hand(message: NDArray[np.float32], smoothing: float) -> Numbers:
    """Multinomial naive Bayes as in a book, for the two classes that have texts."""
    weights = np.array([VECTORS[0], VECTORS[1] + VECTORS[2]], dtype=np.float64)
    odds = (weights + smoothing) / (weights.sum(axis=1, keepdims=True) + smoothing * 3)
    scores: Numbers = message.astype(np.float64) @ np.log(odds).T
    return scores - np.log(np.exp(scores - scores.max()).sum()) - scores.max()


@given(MESSAGES)
def test_it_is_naive_bayes_in_every_family(message: NDArray[np.float32]) -> None:
    for family, shares in zip(FAMILIES, _shares(message), strict=True):
        np.testing.assert_allclose(shares[:2], _by_hand(message, SMOOTHING[family]), atol=1e-4)


@given(MESSAGES)
def test_shares_add_up_to_one_and_a_class_without_texts_has_none(message: NDArray[np.float32]) -> None:
    shares = np.exp(_shares(message))
    np.testing.assert_allclose(shares.sum(axis=1), 1)
    assert (shares[:, 2] == 0).all()


def test_the_class_that_has_the_word_is_likelier() -> None:
    assert set(_shares(np.array([1, 0, 0, 0], dtype=np.float32)).argmax(axis=1)) == {0}
    assert set(_shares(np.array([0, 0, 1, 0], dtype=np.float32)).argmax(axis=1)) == {1}


def test_an_added_text_counts_at_once() -> None:
    message = np.array([0, 0, 1, 0], dtype=np.float32)
    assert (_shares(message, [0, 1, 0])[:, 0] > _shares(message)[:, 0]).all()


def test_classes_laid_side_by_side_are_as_classes_built_together() -> None:
    message = np.array([1, 2, 0.5, 0], dtype=np.float32)
    first, second = (
        Classes(_rows(VECTORS[:1]), [0], 1, SEEN, COMMON),
        Classes(_rows(VECTORS[1:]), [0, 0], 1, SEEN, COMMON),
    )
    heard = np.hstack([part.heard(_rows(message[None, :])) for part in (first, second)])
    mass = np.full(len(FAMILIES), message.sum(), dtype=np.float64)
    apart = log_shares(heard, mass, np.hstack([first.bias, second.bias]))
    np.testing.assert_allclose(apart, _shares(message, classes=2), atol=1e-6)


def test_a_message_of_unknown_words_favours_the_smaller_class_only_a_little() -> None:
    for shares in np.exp(_shares(np.array([0, 0, 0, 1], dtype=np.float32))):
        assert 0.3 < shares[0] / shares[1] < 3


def test_more_smoothing_favours_the_class_with_many_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    message = np.array([0, 1, 0, 0], dtype=np.float32)

    def small(smoothing: float) -> float:
        monkeypatch.setattr(likelihood, "SMOOTHING", dict.fromkeys(FAMILIES, smoothing))
        return float(np.exp(_shares(message, classes=2))[0, 0])

    assert small(0.001) > small(1.0)
