from hypothesis import given
from hypothesis import strategies as st

from knowledge.search import Match, Ranking, VerdictKind, judge
from knowledge.search.verdict import LEAST, OUTSIDE


def ranking(*scores: float, outside: float = 0.0, vague: float = 0.0) -> Ranking:
    return Ranking(tuple(Match("abcdefgh"[i], score) for i, score in enumerate(scores)), outside, vague)


def test_a_clear_lead_is_clear() -> None:
    assert judge(ranking(0.9, 0.05)).codes == ("a",)


def test_a_near_tie_asks_back_with_three_at_most() -> None:
    verdict = judge(ranking(0.3, 0.25, 0.2, 0.2))
    assert (verdict.kind, verdict.codes) == (VerdictKind.LOOK_ALIKES, ("a", "b", "c"))


def test_twins_need_a_wider_lead() -> None:
    near = ranking(0.65, 0.3)
    assert judge(near).kind is VerdictKind.CLEAR
    assert judge(near, {"a": frozenset({"b"})}).kind is VerdictKind.LOOK_ALIKES


def test_a_weak_best_is_not_answered_however_far_ahead() -> None:
    assert judge(ranking(LEAST - 0.05, 0.01)).kind is VerdictKind.LOOK_ALIKES


def test_outside_and_vague_come_before_the_best() -> None:
    assert judge(ranking(0.4, outside=OUTSIDE + 0.05)).kind is VerdictKind.NOTHING
    assert judge(ranking(0.25, 0.2, vague=0.55)).kind is VerdictKind.VAGUE
    assert judge(Ranking(vague=1.0)).kind is VerdictKind.NOTHING


def test_a_best_that_stands_out_is_offered_though_little_was_said() -> None:
    assert judge(ranking(0.45, 0.05, vague=0.5)).kind is VerdictKind.LOOK_ALIKES


@given(st.lists(st.floats(0, 1), max_size=8), st.floats(0, 1), st.floats(0, 1))
def test_never_more_than_three_and_never_a_weak_answer(scores: list[float], outside: float, vague: float) -> None:
    total = sum(scores) + outside + vague or 1.0
    given_scores = [score / total for score in sorted(scores, reverse=True)]
    verdict = judge(ranking(*given_scores, outside=outside / total, vague=vague / total))
    assert len(verdict.codes) <= 3
    if verdict.kind is VerdictKind.CLEAR:
        assert given_scores[0] >= LEAST
