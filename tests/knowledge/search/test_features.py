from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from knowledge.search import features as module
from knowledge.search.features import FAMILIES, HALF, Features, likeness, likeness_from

TEXTS = ["dang ky khai sinh", "dang ky khai tu", "lam so do", "khai sinh"]
FOLDED = st.lists(st.text(alphabet="abcdeghi17=", min_size=1, max_size=9), max_size=12).map(" ".join)


def _lengths(rows: csr_matrix) -> np.ndarray[Any, np.dtype[np.float64]]:
    return np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1), dtype=np.float64)).ravel()


def test_rows_learned_are_the_rows_of_the_texts() -> None:
    made = Features(TEXTS)
    again = made.transform(TEXTS)
    for family in FAMILIES:
        assert abs(made.learned[family] - again[family]).max() < 1e-6


@settings(max_examples=60, deadline=None)
@given(st.lists(FOLDED, max_size=6))
def test_every_family_that_says_something_has_the_same_length(texts: list[str]) -> None:
    for rows in Features(TEXTS).transform(texts).values():
        expected = [HALF if filled else 0.0 for filled in np.diff(rows.indptr)]
        np.testing.assert_allclose(_lengths(rows), expected, atol=1e-6)


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    made = Features(TEXTS)
    said = made.transform(["dang ky khai tu"])["words"]
    rare, common = ((said @ made.transform([word])["words"].T)[0, 0] for word in ("tu", "khai"))
    assert rare > common > 0


def test_a_text_is_wholly_like_itself_and_nothing_is_more() -> None:
    made = Features(TEXTS)
    rows = made.transform(TEXTS)
    for position, text in enumerate(TEXTS):
        found = likeness(made.transform([text]), rows)
        assert found.max() <= 1 + 1e-6
        assert found[position] == pytest.approx(1)


def test_a_new_word_needs_no_vocabulary() -> None:
    assert Features(TEXTS).transform(["xyzzy"])["words"].nnz > 0


def test_features_seen_are_counted() -> None:
    assert Features(["khai sinh"]).seen["words"] == 3
    assert Features(["khai sinh", "khai sinh"]).seen["pairs"] == 1


@pytest.mark.parametrize("at_once", [1, 2, 256])
@given(FOLDED.filter(bool), FOLDED)
@settings(max_examples=40, deadline=None)
def test_the_greatest_likeness_is_exact_from_the_least_asked_for_and_never_above_it_below(
    at_once: int, text: str, other: str
) -> None:
    made = Features([*TEXTS, other] if other else TEXTS)
    texts = [text, "dang ky khai sinh", "khai sinh cho chau"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_AT_ONCE", at_once)
        found = likeness_from(0.7, made.transform(texts), made.learned)
    exact = [likeness(made.transform([said]), made.learned).max() for said in texts]
    assert found[1] == pytest.approx(1.0, abs=1e-6)
    for true, told in zip(exact, found, strict=True):
        assert told == pytest.approx(true, abs=1e-6) if true >= 0.7 else told < 0.7
