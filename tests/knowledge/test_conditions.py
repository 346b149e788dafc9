import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.conditions import Condition, ConditionError


@pytest.mark.parametrize(
    ("text", "answers", "holds"),
    [
        ("", {}, True),
        ('a == "x"', {"a": "x"}, True),
        ('a == "x"', {"a": "y"}, False),
        ('a == "x"', {}, None),
        ('a != "x" and b == "y"', {"a": "x"}, False),
        ('a == "x" or b == "y"', {"b": "y"}, True),
        ('not a in ("x", "y")', {"a": "x"}, False),
        ('a not in ("x", "y")', {"a": "z"}, True),
    ],
)
def test_three_values(text: str, answers: dict[str, str], holds: bool | None) -> None:
    assert Condition.parse(text).holds(answers) is holds


@pytest.mark.parametrize(
    "text", ["a", "a == b", "f(x)", '__import__("os")', 'a == "x" if b else c', "1 < 2", "a ==", "a in []"]
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ConditionError):
        Condition.parse(text)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(ConditionError):
        assert Condition.parse(text).holds({}) in (True, False, None)


def test_names_its_questions() -> None:
    assert Condition.parse('a == "x" and not (b in ("y", "z"))').questions() == {"a", "b"}
