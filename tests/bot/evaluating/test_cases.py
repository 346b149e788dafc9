import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.evaluating.cases import BadCases, Case, Part, noisy, read_cases

EVAL = Path(__file__).parents[2] / "eval"


def _read(folder: Path, *lines: Any) -> list[Case]:
    path = folder / "x.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines))
    return list(read_cases([path]))


def test_a_single_question(tmp_path: Path) -> None:
    (case,) = _read(tmp_path, {"text": "khai sinh", "codes": ["1.001193"], "act": "ask_fee", "held_out": True})
    assert case == Case(("khai sinh",), ((Part(codes=("1.001193",), act="ask_fee"),),), "question", True)


def test_text_alone_is_a_message_outside(tmp_path: Path) -> None:
    (case,) = _read(tmp_path, {"text": "giá vàng", "kind": "outside"})
    assert (case.asks, case.kind, case.held_out) == (((Part(),),), "outside", False)


def test_several_parts_of_one_message(tmp_path: Path) -> None:
    parts = [{"codes": ["1.001193"]}, {"codes": ["1.000894", "1.000656"], "act": "ask_time"}]
    (case,) = _read(tmp_path, {"text": "khai sinh, kết hôn", "parts": parts, "kind": "multi"})
    assert case.turns == ("khai sinh, kết hôn",)
    assert [part.codes for part in case.asks[0]] == [("1.001193",), ("1.000894", "1.000656")]


def test_a_conversation_has_a_part_for_each_turn(tmp_path: Path) -> None:
    (case,) = _read(tmp_path, {"turns": ["khai sinh", "mất bao lâu"], "expect": [{"codes": ["1.001193"]}, {}]})
    assert case.turns == ("khai sinh", "mất bao lâu")
    assert case.asks == ((Part(codes=("1.001193",)),), (Part(),))


def test_blank_lines_and_unknown_keys_are_passed_over(tmp_path: Path) -> None:
    assert [case.turns for case in _read(tmp_path, "", {"text": "a", "origin": "x"}, "  ", {"text": "b"})] == [
        ("a",),
        ("b",),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{oops", "không phải JSON"),
        ("[1]", "x.jsonl"),
        ("7", "x.jsonl"),
        ({}, "thiếu"),
        ({"text": "  "}, "thiếu"),
        ({"text": 7}, "x.jsonl"),
        ({"text": "a", "codes": "1.001193"}, "x.jsonl"),
        ({"text": "a", "parts": [{"codes": 1}]}, "x.jsonl"),
        ({"turns": ["a", "b"], "expect": [{}]}, "số lượt"),
        ({"turns": ["a"]}, "số lượt"),
        ("[" * 100_000, "x.jsonl"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: Any, reason: str) -> None:
    with pytest.raises(BadCases, match=r"x\.jsonl, dòng 3: ") as caught:
        _read(tmp_path, {"text": "a"}, "", line, {"text": "b"})
    assert reason in str(caught.value)


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "gone.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadCases, match=r"gone\.jsonl"):
        list(read_cases([path]))


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.text(max_size=80),
        st.dictionaries(
            st.sampled_from(["text", "codes", "act", "parts", "turns", "expect", "kind", "held_out"]),
            st.one_of(
                st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.lists(st.text(max_size=4), max_size=3)
            ),
        ).map(json.dumps),
    )
)
def test_any_line_is_a_case_or_bad(line: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.jsonl"
        path.write_text(line, encoding="utf-8", errors="replace")
        try:
            cases = list(read_cases([path]))
        except BadCases:
            return
    assert all(len(case.turns) == len(case.asks) for case in cases)


def test_a_noisy_case_keeps_what_is_asked_in_a_slice_of_its_own(tmp_path: Path) -> None:
    (case,) = _read(tmp_path, {"turns": ["Khai sinh", "Phí"], "expect": [{"codes": ["1.001193"]}, {}], "kind": "talk"})
    loud = noisy(case, "upper")
    assert (loud.turns, loud.asks, loud.kind) == (("KHAI SINH", "PHÍ"), case.asks, "talk · upper")


@pytest.mark.parametrize("path", sorted(EVAL.glob("*.jsonl")), ids=lambda path: path.stem)
def test_our_own_questions_are_sound(path: Path) -> None:
    assert list(read_cases([path]))
