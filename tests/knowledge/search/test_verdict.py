from hypothesis import given
from hypothesis import strategies as st

from knowledge.search import Match, VerdictKind, judge


def test_a_clear_lead_is_clear() -> None:
    assert judge([Match("a", 0.9), Match("b", 0.4)]).codes == ("a",)


def test_a_near_tie_asks_back() -> None:
    verdict = judge([Match("a", 0.62), Match("b", 0.6), Match("c", 0.59), Match("d", 0.58)])
    assert (verdict.kind, len(verdict.codes)) == (VerdictKind.LOOK_ALIKES, 3)


def test_twins_need_a_wider_lead() -> None:
    matches = [Match("a", 0.7), Match("b", 0.6)]
    assert judge(matches).kind is VerdictKind.CLEAR
    assert judge(matches, {"a": frozenset({"b"})}).kind is VerdictKind.LOOK_ALIKES


def test_a_weak_best_is_not_answered() -> None:
    assert judge([Match("a", 0.2)]).kind is VerdictKind.NOTHING
    assert judge([Match("a", 0.4)]).kind is VerdictKind.LOOK_ALIKES


@given(st.lists(st.floats(-1, 2), max_size=8))
def test_never_more_than_three_and_never_a_weak_answer(scores: list[float]) -> None:
    matches = [Match(str(i), score) for i, score in enumerate(sorted(scores, reverse=True))]
    verdict = judge(matches)
    assert len(verdict.codes) <= 3
    if verdict.kind is VerdictKind.CLEAR:
        assert matches[0].score >= 0.5
