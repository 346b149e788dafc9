"""Floors that may only rise: the right procedure on our own questions, with the seed content alone.

``tests/eval/floors.json`` has them by slice; ``make bench`` prints the figures with the whole catalogue loaded.
"""

import json
from pathlib import Path

import pytest

from bot.evaluating.cases import Case, noisy, read_cases
from bot.evaluating.measuring import Measured, measure
from bot.evaluating.noise import NOISES
from knowledge.base import KnowledgeBase

HERE = Path(__file__).parent / "eval"
FLOORS: dict[str, dict[str, float]] = json.loads((HERE / "floors.json").read_text())
EVERY = 6
"""The noisy twins are made of every sixth question."""


def share(results: list[Measured], name: str) -> float:
    return sum(getattr(result, name) for result in results) / len(results)


def cases(slice_: str) -> list[Case]:
    name, _, noise = slice_.partition(" · ")
    found = list(read_cases([HERE / f"{name}.jsonl"]))
    return [noisy(case, noise) for case in found[::EVERY]] if noise else found


@pytest.mark.parametrize("slice_", FLOORS)
def test_no_slice_falls_below_its_floor(base: KnowledgeBase, slice_: str) -> None:
    results = list(measure(base, cases(slice_)))
    for name, floor in FLOORS[slice_].items():
        assert share(results, name) >= floor, f"{slice_}: {name} {share(results, name):.3f} < {floor}"


def test_every_noise_has_a_floor() -> None:
    assert {f"procedures · {noise}" for noise in NOISES} <= FLOORS.keys()


def test_good_questions_are_hardly_ever_turned_away(base: KnowledgeBase) -> None:
    results = list(measure(base, [*cases("procedures"), *cases("others")]))
    assert share(results, "turned_away") <= 0.02


def test_there_are_enough_questions_of_every_procedure() -> None:
    rows = [json.loads(line) for line in (HERE / "procedures.jsonl").read_text().splitlines()]
    assert len(rows) >= 800
    asked = {code for row in rows for code in row["codes"]}
    assert len([code for code in asked if sum(code in row["codes"] for row in rows) >= 10]) >= 66
    assert 0.4 <= sum(row["held_out"] for row in rows) / len(rows) <= 0.6
