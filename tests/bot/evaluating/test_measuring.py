from bot.evaluating.cases import Case, Part
from bot.evaluating.measuring import Measured, measure
from knowledge.base import KnowledgeBase

BIRTH, SINGLE, DEATH = "1.001193", "1.004873", "1.000656"
HEALTH, SOCIAL = "1.001939", "1.002179"


def _measure(base: KnowledgeBase, *turns: str, asks: list[list[str]], kind: str = "question") -> list[Measured]:
    parts = tuple((Part(codes=tuple(codes)),) for codes in asks)
    return list(measure(base, [Case(turns, parts, kind, held_out=True)]))


def test_a_question_that_is_understood(base: KnowledgeBase) -> None:
    (result,) = _measure(base, "làm giấy độc thân", asks=[[SINGLE]])
    assert (result.kind, result.held_out, result.text) == ("question", True, "làm giấy độc thân")
    assert (result.wanted, result.got[0]) == ((SINGLE,), SINGLE)
    assert (result.answered, result.asked_back, result.turned_away) == (True, False, False)
    assert result.first
    assert 0 < result.confidence <= 1
    assert result.ms > 0
    assert result.act_right is None


def test_a_question_that_is_answered_wrongly(base: KnowledgeBase) -> None:
    (result,) = _measure(base, "làm giấy độc thân", asks=[[DEATH]])
    assert (result.first, result.three, result.answered) == (False, False, True)


def test_another_matter_is_turned_away(base: KnowledgeBase) -> None:
    (result,) = _measure(base, "thủ đô của Úc là gì", asks=[[]], kind="outside")
    assert (result.wanted, result.answered, result.turned_away, result.first) == ((), False, True, True)


def test_words_that_say_nothing_are_asked_back(base: KnowledgeBase) -> None:
    (result,) = _measure(base, "mất bao lâu", asks=[[BIRTH]])
    assert (result.answered, result.asked_back, result.first) == (False, True, False)


def test_an_old_code_counts_as_the_new_one(base: KnowledgeBase) -> None:
    (result,) = _measure(base, "mã 2.002913", asks=[["2.002622"]])
    assert result.wanted == ("2.002913",)
    assert result.first


def test_several_parts_are_measured_one_by_one(base: KnowledgeBase) -> None:
    case = Case(
        ("mua thẻ bhyt cho mẹ hết bn, còn đóng bhxh tự nguyện cho em thì nộp ở đâu",),
        ((Part(codes=(HEALTH,)), Part(codes=(SOCIAL,))),),
        "multi",
        held_out=False,
    )
    results = list(measure(base, [case]))
    assert [result.wanted for result in results] == [(HEALTH,), (SOCIAL,)]
    assert [result.first for result in results] == [True, True]


def test_a_conversation_goes_on_with_what_it_settled_on(base: KnowledgeBase) -> None:
    results = _measure(base, "làm giấy độc thân", "mất bao lâu", "cảm ơn", asks=[[SINGLE], [SINGLE], []])
    assert [(result.text, result.first) for result in results] == [("làm giấy độc thân", True), ("mất bao lâu", True)]


def test_one_case_does_not_run_into_the_next(base: KnowledgeBase) -> None:
    cases = [
        Case((text,), ((Part(codes=(SINGLE,)),),), "q", held_out=False) for text in ("làm giấy độc thân", "mất bao lâu")
    ]
    assert [result.first for result in measure(base, cases)] == [True, False]
