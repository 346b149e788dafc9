"""Labelled questions: single ones, several in one message, and conversations, all as turns with what they ask."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.evaluating.noise import twin

__all__ = ["BadCases", "Case", "Part", "noisy", "read_cases"]


class BadCases(Exception):
    """A file that is no set of questions; the message names the line."""


class Part(BaseModel):
    """One thing that is asked: any of these procedures is right, none of them means "answer with no procedure"."""

    model_config = ConfigDict(frozen=True)

    codes: tuple[str, ...] = ()
    act: str = ""


class _Line(BaseModel):
    """One line of a file; only ``text`` or ``turns`` must be there."""

    text: str = ""
    codes: tuple[str, ...] = ()
    act: str = ""
    parts: tuple[Part, ...] = ()
    turns: tuple[str, ...] = ()
    expect: tuple[Part, ...] = ()
    kind: str = "question"
    held_out: bool = False
    sort: str = Field(default="")


@dataclass(frozen=True, slots=True)
class Case:
    """Turns of one chat, each with the parts it asks, and the slice the case belongs to."""

    turns: tuple[str, ...]
    asks: tuple[tuple[Part, ...], ...]
    kind: str
    held_out: bool

    def counted(self, parts: Sequence[Part]) -> list[Part]:
        """The parts of a turn that are measured: inside a conversation, thanks and the like are not."""
        return [part for part in parts if part.codes or len(self.turns) == 1]


def read_cases(paths: Iterable[Path]) -> Iterator[Case]:
    """Every case of JSON-lines files; raises BadCases naming file and line."""
    for path in paths:
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise BadCases(f"{path}: không đọc được: {error}") from None
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield _case(path, number, line)


def _case(path: Path, number: int, line: str) -> Case:
    try:
        read = _Line.model_validate(json.loads(line))
    except (ValueError, RecursionError, ValidationError) as error:
        reason = error.errors()[0]["msg"] if isinstance(error, ValidationError) else "không phải JSON"
        raise BadCases(f"{path}, dòng {number}: {reason}") from None
    if read.turns:
        if len(read.expect) != len(read.turns):
            raise BadCases(f"{path}, dòng {number}: số lượt và số kết quả mong đợi khác nhau")
        return Case(read.turns, tuple((part,) for part in read.expect), read.kind, read.held_out)
    if not read.text.strip():
        raise BadCases(f"{path}, dòng {number}: thiếu “text” hoặc “turns”")
    parts = read.parts or (Part(codes=read.codes, act=read.act),)
    return Case((read.text,), (parts,), read.kind, read.held_out)


def noisy(case: Case, noise: str) -> Case:
    """The same case as it would be typed with one kind of noise, in a slice of its own."""
    turns = tuple(twin(turn, noise) for turn in case.turns)
    return replace(case, turns=turns, kind=f"{case.kind} · {noise}")
