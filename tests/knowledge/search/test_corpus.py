import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.search import corpus as module
from knowledge.search import features
from knowledge.search.corpus import Corpus

TEXTS = {
    "birth": ("dang ky khai sinh", "lam giay khai sinh cho con"),
    "death": ("dang ky khai tu", "nha co nguoi mat"),
    "wedding": ("dang ky ket hon", "lam giay cuoi"),
}
OUTSIDE, VAGUE = ["gia vang hom nay", "thoi tiet ngay mai"], ["em can lam giay to"]
SAID = "nha co cuoi lam giay gi"
OWN = st.lists(
    st.lists(st.sampled_from(["khai", "sinh", "tu", "ket", "hon", "giay", "nha", "mat", "cuoi", "con"]), min_size=1, max_size=5).map(" ".join),
    min_size=1, max_size=3,
).map(tuple)  # fmt: skip


def _shares(corpus: Corpus, said: str = SAID) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    heard = corpus.hear(said)
    assert heard is not None
    return heard.shares


def _first(corpus: Corpus, said: str) -> int:
    return int(_shares(corpus, said).sum(axis=0).argmax())


def test_each_is_heard_by_its_own_words() -> None:
    corpus = Corpus(TEXTS, OUTSIDE, VAGUE)
    said = ["khai sinh cho con", "co nguoi mat", "giay cuoi", "gia vang", "can lam giay to"]
    assert [_first(corpus, text) for text in said] == [0, 1, 2, 3, 4]


def test_nothing_known_is_not_heard() -> None:
    assert Corpus(TEXTS, OUTSIDE, VAGUE).hear("") is None


@settings(max_examples=40, deadline=None)
@given(OWN, OWN)
def test_an_edit_laid_over_is_as_if_the_text_had_been_there(first: tuple[str, ...], second: tuple[str, ...]) -> None:
    before = Corpus(TEXTS, OUTSIDE, VAGUE)
    once = Corpus({**TEXTS, "death": first}, OUTSIDE, VAGUE, before)
    twice = Corpus({**TEXTS, "death": second}, OUTSIDE, VAGUE, once)
    straight = Corpus({**TEXTS, "death": second}, OUTSIDE, VAGUE, before)
    np.testing.assert_allclose(_shares(twice), _shares(straight), atol=1e-6)
    back = Corpus(TEXTS, OUTSIDE, VAGUE, twice)
    np.testing.assert_allclose(_shares(back), _shares(before), atol=1e-6)


def test_a_procedure_that_comes_or_goes_keeps_the_others_in_their_places() -> None:
    before = Corpus(TEXTS, OUTSIDE, VAGUE)
    more = Corpus({"land": ("lam so do", "bia dat"), **TEXTS}, OUTSIDE, VAGUE, before)
    assert [_first(more, text) for text in ("bia dat", "khai sinh cho con", "gia vang")] == [0, 1, 4]
    fewer = Corpus({code: own for code, own in TEXTS.items() if code != "birth"}, OUTSIDE, VAGUE, more)
    assert _shares(fewer).shape[1] == 4
    assert _first(fewer, "co nguoi mat") == 0


def test_an_edit_counts_only_what_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    before = Corpus(TEXTS, OUTSIDE, VAGUE)
    monkeypatch.setattr(module, "_build", lambda *_: pytest.fail("built anew"))
    after = Corpus({**TEXTS, "wedding": ("lam dam",)}, OUTSIDE, VAGUE, before)
    assert after._strangers is before._strangers
    assert _first(after, "lam dam") == 2


def test_many_edits_are_worth_building_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_CHANGED", 1)
    before = Corpus(TEXTS, OUTSIDE, VAGUE)
    one = Corpus({**TEXTS, "death": ("bao tu",)}, OUTSIDE, VAGUE, before)
    two = Corpus({**TEXTS, "death": ("bao tu",), "birth": ("bao sinh",)}, OUTSIDE, VAGUE, one)
    assert one._whole is before._whole
    assert two._whole is not before._whole


def test_a_message_that_is_a_procedures_own_words_is_no_longer_outside() -> None:
    own = "gia vang hom nay"
    before = Corpus(TEXTS, OUTSIDE, VAGUE)
    after = Corpus({**TEXTS, "wedding": (*TEXTS["wedding"], own)}, OUTSIDE, VAGUE, before)
    heard = before.hear(own), after.hear(own)
    assert heard[0] is not None
    assert heard[1] is not None
    assert heard[0].outside_near > 0.8 > heard[1].outside_near
    assert _first(after, own) == 2


def test_new_outside_messages_are_heard() -> None:
    before = Corpus(TEXTS, OUTSIDE, VAGUE)
    after = Corpus(TEXTS, [*OUTSIDE, "ty so bong da"], VAGUE, before)
    assert _first(after, "bong da") == 3


def test_a_word_too_common_to_tell_is_so_in_an_edited_procedure_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(features, "COMMON", 1)
    before = Corpus(TEXTS, OUTSIDE, VAGUE)
    after = Corpus({**TEXTS, "death": (*TEXTS["death"], "bao tu")}, OUTSIDE, VAGUE, before)
    for corpus in (before, after):
        heard = corpus.hear("dang ky")
        assert heard is not None
        assert not heard.nearest[:3].any()
