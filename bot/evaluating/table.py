"""Figures by slice, and how far confidence can be believed."""

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import median

from bot.evaluating.measuring import Measured

__all__ = ["reliability", "slices", "table", "write_misses"]

_HEAD = (
    "nhóm câu hỏi",
    "số câu",
    "đúng ngay",
    "trong 3",
    "trả lời sai",
    "hỏi lại",
    "từ chối",
    "đúng ý",
    "đúng thông tin",
    "ms",
)
BINS = 10


def slices(results: Iterable[Measured]) -> dict[str, list[Measured]]:
    """Results by kind of question, in the order met."""
    found: dict[str, list[Measured]] = {}
    for result in results:
        found.setdefault(result.kind, []).append(result)
    return found


def table(results: Sequence[Measured]) -> str:
    """One line a slice, and one for all; a dash where nothing was measured."""
    rows = [_row(kind, part) for kind, part in slices(results).items()]
    rows.append(_row("tất cả", results))
    widths = [max(len(row[column]) for row in (_HEAD, *rows)) for column in range(len(_HEAD))]
    lines = [
        "  ".join(
            cell.rjust(width) if i else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in (_HEAD, *rows)
    ]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def share(results: Iterable[Measured], test: Callable[[Measured], bool | None]) -> float | None:
    """Share of the results of which the test is true, of those to which it applies."""
    known = [value for result in results if (value := test(result)) is not None]
    return sum(known) / len(known) if known else None


def _row(kind: str, part: Sequence[Measured]) -> tuple[str, ...]:
    shares = (
        share(part, lambda r: r.first), share(part, lambda r: r.three), share(part, lambda r: r.answered and not r.first),
        share(part, lambda r: r.asked_back), share(part, lambda r: r.turned_away), share(part, lambda r: r.act_right),
        share(part, lambda r: r.fact_right),
    )  # fmt: skip
    return (
        kind,
        str(len(part)),
        *(f"{value:.1%}" if value is not None else "–" for value in shares),
        f"{median(r.ms for r in part):.1f}" if part else "–",
    )


def reliability(results: Iterable[Measured]) -> str:
    """Confidence in tenths against how often the first was right: the two should be alike."""
    asked = [result for result in results if result.wanted and result.got]
    lines = ["độ tin   số câu   tin TB   đúng"]
    error = 0.0
    for lowest in range(BINS):
        inside = [r for r in asked if lowest <= min(r.confidence * BINS, BINS - 1e-9) < lowest + 1]
        if inside:
            believed, right = (
                sum(r.confidence for r in inside) / len(inside),
                sum(r.first for r in inside) / len(inside),
            )
            error += abs(believed - right) * len(inside) / len(asked)
            lines.append(
                f"{lowest / BINS:.1f}–{(lowest + 1) / BINS:.1f}  {len(inside):6d}   {believed:6.1%}  {right:6.1%}"
            )
    return "\n".join([*lines, f"sai lệch trung bình: {error:.1%}"])


def write_misses(results: Iterable[Measured], path: Path) -> int:
    """Every result that is not right at once, one JSON object a line; returns how many."""
    missed = [
        result for result in results if not result.first or result.act_right is False or result.fact_right is False
    ]
    lines = (
        json.dumps(
            {
                "kind": m.kind,
                "text": m.text,
                "wanted": m.wanted,
                "got": m.got,
                "act": m.act,
                "fact": m.fact_right,
                "confidence": round(m.confidence, 3),
            },
            ensure_ascii=False,
        )
        for m in missed
    )
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return len(missed)
