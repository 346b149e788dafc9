import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluating.measuring import Measured
from bot.evaluating.table import reliability, share, slices, table, write_misses


def _measured(
    wanted: str = "a",
    got: str = "a",
    *,
    kind: str = "câu",
    answered: bool = True,
    asked: bool = False,
    away: bool = False,
    confidence: float = 0.9,
    ms: float = 1.0,
    act: bool | None = None,
    fact: bool | None = None,
) -> Measured:
    return Measured(
        kind=kind, held_out=False, text=f"{wanted}?", wanted=tuple(wanted), got=tuple(got), answered=answered,
        asked_back=asked, turned_away=away, confidence=confidence, ms=ms, act_right=act, fact_right=fact,
    )  # fmt: skip


RIGHT = _measured(act=True, fact=True, ms=1.0)
SECOND = _measured(got="bac", answered=False, asked=True, confidence=0.4, ms=2.0, act=False)
WRONG = _measured(got="b", confidence=0.8, ms=3.0)
AWAY = _measured(got="", answered=False, away=True, confidence=0.1, ms=10.0)
OUTSIDE_RIGHT = _measured(wanted="", got="", kind="ngoài", answered=False, away=True)
OUTSIDE_WRONG = _measured(wanted="", got="b", kind="ngoài", answered=True)
ALL = [RIGHT, SECOND, WRONG, AWAY, OUTSIDE_RIGHT, OUTSIDE_WRONG]


@pytest.mark.parametrize(
    ("result", "first", "three"),
    [
        (RIGHT, True, True),
        (SECOND, False, True),
        (WRONG, False, False),
        (AWAY, False, False),
        (OUTSIDE_RIGHT, True, True),
        (OUTSIDE_WRONG, False, False),
        (_measured(got="bcda", answered=False, asked=True), False, False),
        (_measured(wanted="ab", got="b"), True, True),
        (_measured(wanted="", got="bc", answered=False, asked=True), True, True),
    ],
)
def test_what_is_right_at_once_and_among_three(result: Measured, first: bool, three: bool) -> None:
    assert (result.first, result.three) == (first, three)


def _figures(row: str) -> list[str]:
    return row.split()[-9:]


def test_a_line_for_each_slice_and_one_for_all() -> None:
    head, rule, questions, outside, total = table(ALL).splitlines()
    assert head.split("  ")[0] == "nhóm câu hỏi"
    assert set(rule) == {"-"}
    assert questions.startswith("câu ")
    assert _figures(questions) == ["4", "25.0%", "50.0%", "25.0%", "25.0%", "25.0%", "50.0%", "100.0%", "2.5"]
    assert outside.startswith("ngoài ")
    assert _figures(outside) == ["2", "50.0%", "50.0%", "50.0%", "0.0%", "50.0%", "–", "–", "1.0"]
    assert total.startswith("tất cả ")
    assert _figures(total)[:3] == ["6", "33.3%", "50.0%"]


def test_columns_stand_below_each_other() -> None:
    assert len({len(line) for line in table(ALL).splitlines()}) == 1


def test_slices_keep_the_order_met() -> None:
    assert {kind: len(part) for kind, part in slices([OUTSIDE_RIGHT, RIGHT, OUTSIDE_WRONG]).items()} == {
        "ngoài": 2,
        "câu": 1,
    }
    assert list(slices([OUTSIDE_RIGHT, RIGHT])) == ["ngoài", "câu"]


def test_a_share_counts_only_what_was_measured() -> None:
    assert share(ALL, lambda result: result.act_right) == 0.5
    assert share([WRONG], lambda result: result.act_right) is None
    assert share([], lambda result: result.first) is None


def test_nothing_measured_is_said_and_no_crash() -> None:
    assert "tất cả" in table([])
    assert "0.0%" in reliability([])


def test_confidence_is_held_against_what_was_right() -> None:
    results = [_measured(confidence=0.95), _measured(confidence=0.85, got="b"), _measured(confidence=1.0)]
    lines = reliability([*results, OUTSIDE_RIGHT, AWAY]).splitlines()
    assert lines[1].split() == ["0.8–0.9", "1", "85.0%", "0.0%"]
    assert lines[2].split() == ["0.9–1.0", "2", "97.5%", "100.0%"]
    assert lines[3] == f"sai lệch trung bình: {(0.85 + 2 * 0.025) / 3:.1%}"
    assert len(lines) == 4


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_every_confidence_falls_in_one_bin(values: list[float]) -> None:
    lines = reliability([_measured(confidence=value) for value in values]).splitlines()[1:-1]
    assert sum(int(line.split()[1]) for line in lines) == len(values)


def test_what_is_not_right_is_written_down(tmp_path: Path) -> None:
    path = tmp_path / "misses.jsonl"
    act_wrong, fact_wrong = _measured(act=False), _measured(fact=False)
    assert write_misses([*ALL, act_wrong, fact_wrong], path) == 6
    found = [json.loads(line) for line in path.read_text().splitlines()]
    assert [(miss["kind"], miss["wanted"], miss["got"]) for miss in found] == [
        ("câu", ["a"], ["b", "a", "c"]),
        ("câu", ["a"], ["b"]),
        ("câu", ["a"], []),
        ("ngoài", [], ["b"]),
        ("câu", ["a"], ["a"]),
        ("câu", ["a"], ["a"]),
    ]
    assert found[0]["confidence"] == 0.4
    assert found[0]["text"] == "a?"


def test_without_a_miss_the_file_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "misses.jsonl"
    path.write_text("old")
    assert write_misses([RIGHT], path) == 0
    assert path.read_text() == ""
