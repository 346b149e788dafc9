"""The guide as a state machine: any order of answers, steps and ways back keeps it sound."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogues.guide import CHECKLIST, UNKNOWN, Guide
from dialogues.guide_says import prompt, read_answer
from knowledge.content_file import CONTENT, read_procedure, read_procedures

CONTENT_FILE = read_procedure(CONTENT / "procedures" / "1.001193.yml")
GUIDED = [file for file in read_procedures() if file.steps_online]
MOVES = st.lists(st.one_of(st.just("next"), st.just("back"), st.integers(0, 4)), max_size=30)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(GUIDED), MOVES)
def test_every_place_has_a_prompt_and_survives_the_slot(content, moves) -> None:  # type: ignore[no-untyped-def]
    guide: Guide | None = Guide(content.code, "online")
    for move in moves:
        assert guide is not None
        question = guide.question(content)
        if move == "back":
            guide = guide.back() or guide
        elif question is not None and isinstance(move, int):
            values = [*(option.value for option in question.options), UNKNOWN]
            guide = guide.answered(question, values[move % len(values)])
        elif question is None and move == "next":
            guide = guide.forward(content)
            if guide is None:
                return
        assert Guide.from_slot(guide.to_slot()) == guide
        assert prompt(guide, content).text
        assert CHECKLIST <= guide.position < len(guide.steps(content))


def test_walks_to_the_end_and_back_to_the_start() -> None:
    guide = Guide(CONTENT_FILE.code, "online")
    while question := guide.question(CONTENT_FILE):
        guide = guide.answered(question, question.options[0].value)
    steps = 0
    while (further := guide.forward(CONTENT_FILE)) is not None:
        guide, steps = further, steps + 1
    assert steps == len(guide.steps(CONTENT_FILE)) >= 7
    while (earlier := guide.back()) is not None:
        guide = earlier
    assert guide == Guide(CONTENT_FILE.code, "online")


def test_an_answer_changed_drops_the_ones_after_it() -> None:
    first, second = CONTENT_FILE.case_questions[:2]
    guide = Guide(CONTENT_FILE.code, "online").answered(first, "married").answered(second, "missing")
    assert guide.answered(first, "unmarried").answers == {first.key: "unmarried"}


def test_the_unmarried_get_the_step_for_the_father() -> None:
    married = Guide(CONTENT_FILE.code, "online", {"parents_married": "married"})
    unmarried = Guide(CONTENT_FILE.code, "online", {"parents_married": "unmarried"})
    assert len(unmarried.steps(CONTENT_FILE)) == len(married.steps(CONTENT_FILE)) + 1


@pytest.mark.parametrize(
    ("said", "intent", "value"),
    [
        ("Đã đăng ký kết hôn", "", "married"),
        ("chua dang ky ket hon", "", "unmarried"),
        ("rồi", "affirm", "married"),
        ("chưa", "deny", "unmarried"),
        ("không biết", "dont_know", UNKNOWN),
        ("trời mưa", "out_of_scope", None),
    ],
)
def test_typed_answers(said: str, intent: str, value: str | None) -> None:
    assert read_answer(CONTENT_FILE.case_questions[0], said, intent) == value


@given(st.one_of(st.none(), st.integers(), st.dictionaries(st.text(), st.text()), st.lists(st.text())))
def test_a_strange_slot_is_no_guide(data: object) -> None:
    assert Guide.from_slot(data) is None or isinstance(data, dict)
