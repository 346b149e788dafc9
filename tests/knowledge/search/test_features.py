from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from knowledge.search import features
from knowledge.search.features import WORDS, Features, likeness_from

TEXTS = ["dang ky khai sinh", "dang ky khai tu", "lam so do", "khai sinh"]
FOLDED = st.lists(st.text(alphabet="abcdeghi17=", min_size=1, max_size=9), max_size=12).map(" ".join)


class _Spy:
    """A counter that remembers which texts it was given."""

    def __init__(self, counter: Any) -> None:
        self.counter, self.counted = counter, list[str]()

    def transform(self, texts: Sequence[str]) -> csr_matrix:
        self.counted += texts
        found: csr_matrix = self.counter.transform(texts)
        return found


@pytest.fixture
def spy(monkeypatch: pytest.MonkeyPatch) -> _Spy:
    """Counting starts afresh and is watched."""
    watched = _Spy(features._WORD_COUNTER)
    monkeypatch.setattr(features, "_WORD_COUNTER", watched)
    monkeypatch.setattr(features, "_COUNTS", features._Counts())
    return watched


def _same(one: csr_matrix, other: csr_matrix) -> bool:
    return one.shape == other.shape and abs(one - other).max() < 1e-9


def _lengths(rows: csr_matrix) -> np.ndarray[Any, np.dtype[np.float64]]:
    return np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())


def test_a_text_is_counted_once_for_the_life_of_the_process(spy: _Spy) -> None:
    Features([*TEXTS, TEXTS[0]])
    assert sorted(spy.counted) == sorted(TEXTS)
    made = Features([*TEXTS, "bao tu"])
    made.transform_kept(["bao tu", *TEXTS])
    assert sorted(spy.counted) == sorted([*TEXTS, "bao tu"])


def test_a_message_is_counted_and_not_kept(spy: _Spy) -> None:
    made = Features(TEXTS)
    made.transform(["mot cau hoi"])
    made.transform(["mot cau hoi"])
    assert spy.counted.count("mot cau hoi") == 2


def test_rows_stand_in_the_order_asked(spy: _Spy) -> None:
    made = Features(TEXTS)
    for text, row in zip(TEXTS, made.vectors, strict=True):
        assert _same(row, made.transform([text]))
    assert _same(made.transform_kept([TEXTS[2], TEXTS[0], TEXTS[2]]), made.transform([TEXTS[2], TEXTS[0], TEXTS[2]]))


def test_counts_are_forgotten_when_there_are_too_many(spy: _Spy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(features._Counts, "MOST", 3)
    first = Features(TEXTS).vectors
    assert _same(Features(TEXTS).vectors, first)
    assert len(spy.counted) == 2 * len(TEXTS)


@settings(max_examples=60, deadline=None)
@given(st.lists(FOLDED, min_size=1, max_size=6))
def test_every_row_that_says_something_is_of_length_one(texts: list[str]) -> None:
    made = Features(TEXTS)
    expected = [1.0 if text else 0.0 for text in texts]
    np.testing.assert_allclose(_lengths(made.transform(texts)), expected, atol=1e-9)
    np.testing.assert_allclose(_lengths(made.transform_kept(texts)), expected, atol=1e-9)


def test_words_and_letters_weigh_the_same() -> None:
    row = Features(TEXTS).transform(["khai sinh"])
    assert row.shape == (1, 2 * WORDS)
    np.testing.assert_allclose(_lengths(row[:, :WORDS]), [0.5**0.5])
    np.testing.assert_allclose(_lengths(row[:, WORDS:]), [0.5**0.5])


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    made = Features(TEXTS)
    said = made.transform(["dang ky khai tu"])[:, :WORDS]
    rare, common = ((said @ made.transform([word])[:, :WORDS].T)[0, 0] for word in ("tu", "khai"))
    assert rare > common > 0


def test_a_likeness_is_never_beyond_one() -> None:
    made = Features(TEXTS)
    likeness = (made.vectors @ made.vectors.T).toarray()
    assert likeness.max() <= 1 + 1e-9
    np.testing.assert_allclose(likeness.diagonal(), 1)


def test_a_new_word_needs_no_vocabulary() -> None:
    assert Features(TEXTS).transform(["xyzzy"]).nnz > 0


@given(FOLDED.filter(bool), FOLDED)
@settings(max_examples=60, deadline=None)
def test_the_greatest_likeness_is_exact_from_the_least_asked_for_and_never_above_it_below(
    text: str, other: str
) -> None:
    weighed = Features([*TEXTS, other] if other else TEXTS)
    rows = weighed.transform([text, "dang ky khai sinh", "khai sinh cho chau"])
    exact = (rows @ weighed.vectors.T).max(axis=1).toarray().ravel()
    found = likeness_from(0.7, rows, weighed.vectors)
    assert found[1] == pytest.approx(1.0)
    for true, told in zip(exact, found, strict=True):
        assert told == pytest.approx(true) if true >= 0.7 else told < 0.7
