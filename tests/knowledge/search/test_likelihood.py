import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from knowledge.search.likelihood import Likelihood

VECTORS = np.array([[2.0, 1.0, 0.0, 0.0], [0.0, 1.0, 1.0, 0.0], [0.0, 0.0, 3.0, 0.0]])
OWNERS = [0, 1, 1]
MESSAGES = st.lists(st.floats(0, 5), min_size=4, max_size=4).map(np.array)


def _shares(message: NDArray[np.float64], owners: list[int] = OWNERS, classes: int = 3) -> NDArray[np.float64]:
    likely = Likelihood(csr_matrix(VECTORS), owners, classes, 0.01)
    return likely.log_shares(np.asarray(message @ likely.table.T).ravel(), message.sum())


def _by_hand(message: NDArray[np.float64]) -> NDArray[np.float64]:
    """Multinomial naive Bayes as in a book, for the two classes that have texts."""
    weights = np.array([VECTORS[0], VECTORS[1] + VECTORS[2]])
    odds = (weights + 0.01) / (weights.sum(axis=1, keepdims=True) + 0.01 * 3)
    scores = message @ np.log(odds).T
    return scores - np.log(np.exp(scores - scores.max()).sum()) - scores.max()


@given(MESSAGES)
def test_it_is_naive_bayes(message: NDArray[np.float64]) -> None:
    np.testing.assert_allclose(_shares(message)[:2], _by_hand(message), atol=1e-6)


@given(MESSAGES)
def test_shares_add_up_to_one_and_a_class_without_texts_has_none(message: NDArray[np.float64]) -> None:
    shares = np.exp(_shares(message))
    assert abs(shares.sum() - 1) < 1e-9
    assert shares[2] == 0


def test_the_class_that_has_the_word_is_likelier() -> None:
    assert _shares(np.array([1.0, 0, 0, 0])).argmax() == 0
    assert _shares(np.array([0, 0, 1.0, 0])).argmax() == 1


def test_a_message_of_unknown_words_favours_the_smaller_class_only_a_little() -> None:
    shares = np.exp(_shares(np.array([0, 0, 0, 1.0])))
    assert 0.3 < shares[0] / shares[1] < 3


def test_an_added_text_counts_at_once() -> None:
    before = _shares(np.array([0, 0, 1.0, 0]))[0]
    assert _shares(np.array([0, 0, 1.0, 0]), [0, 1, 0])[0] > before


def test_more_smoothing_favours_the_class_with_many_texts() -> None:
    message = np.array([0, 1.0, 0, 0])

    def small(smoothing: float) -> float:
        likely = Likelihood(csr_matrix(VECTORS), OWNERS, 2, smoothing)
        return float(np.exp(likely.log_shares(np.asarray(message @ likely.table.T).ravel(), 1.0))[0])

    assert small(0.001) > small(1.0)
