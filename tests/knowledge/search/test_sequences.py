from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from knowledge.search.sequences import SEQUENCES, pairs, phrases

TEXTS = st.lists(
    st.lists(st.sampled_from(["ba", "bo", "con", "cuoi", "da", "doc", "giay", "than"]), max_size=9).map(" ".join),
    max_size=5,
)
Counter = Callable[[Sequence[str]], csr_matrix]


def _distinct_pairs(text: str) -> int:
    words = text.split()
    return len({(a, words[j]) for i, a in enumerate(words) for j in range(i + 1, min(len(words), i + 5))})


def _distinct_phrases(text: str) -> int:
    words = text.split()
    return len({tuple(words[i : i + n]) for n in (2, 3, 4) for i in range(len(words) - n + 1)})


@settings(max_examples=80, deadline=None)
@given(TEXTS)
def test_every_pair_and_every_phrase_counts_once(texts: list[str]) -> None:
    for counter, by_hand in ((pairs, _distinct_pairs), (phrases, _distinct_phrases)):
        rows = counter(texts)
        assert rows.shape == (len(texts), SEQUENCES)
        assert set(rows.data) <= {1.0}
        assert list(np.diff(rows.indptr)) == [by_hand(text) for text in texts]


@settings(max_examples=80, deadline=None)
@given(TEXTS)
def test_a_text_counts_the_same_alone_and_among_others(texts: list[str]) -> None:
    for counter in (pairs, phrases):
        together = counter(texts)
        for position, text in enumerate(texts):
            assert (together[position] != counter([text])).nnz == 0


def _shared(counter: Counter, one: str, other: str) -> int:
    return int((counter([one]) @ counter([other]).T).toarray()[0, 0])


@pytest.mark.parametrize("counter", [pairs, phrases])
def test_order_tells_apart(counter: Counter) -> None:
    assert _shared(counter, "doc than", "doc than") == 1
    assert _shared(counter, "doc than", "than doc") == 0


def test_a_pair_holds_over_words_between_a_phrase_does_not() -> None:
    assert _shared(pairs, "mat the can cuoc", "mat cai the can cuoc") == 6
    assert _shared(phrases, "mat the", "mat cai the") == 0


def test_five_words_on_is_too_far_for_a_pair() -> None:
    assert _shared(pairs, "mat x1 x2 x3 the", "mat y1 y2 y3 the") == 1
    assert _shared(pairs, "mat x1 x2 x3 x4 the", "mat y1 y2 y3 y4 the") == 0
