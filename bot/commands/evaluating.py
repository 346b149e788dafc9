"""``motcua eval``: how well people are understood, in figures, on any set of labelled questions."""

import asyncio
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.asking import assistant, say
from bot.commands.faults import fail
from bot.commands.knowledge import opened, prepare
from bot.evaluating.cases import BadCases, Case, noisy, read_cases
from bot.evaluating.measuring import Measured, measure
from bot.evaluating.noise import NOISES
from bot.evaluating.table import reliability, table, write_misses
from bot.evaluating.whole import measure_whole
from bot.settings import Settings
from knowledge.base import KnowledgeBase

__all__ = ["evaluate"]


def evaluate(
    files: Annotated[list[Path], typer.Argument(help="tệp câu hỏi có nhãn, mỗi dòng một JSON")],
    noise: Annotated[list[str] | None, typer.Option(help=f"thêm bản nhiễu: {', '.join(NOISES)}, all")] = None,
    whole: Annotated[bool, typer.Option("--whole", help="hỏi qua cả trợ lý (chậm hơn, đo cả ý và thông tin)")] = False,
    part: Annotated[str, typer.Option(help="all, dev hoặc held_out")] = "all",
    misses: Annotated[Path, typer.Option(help="nơi ghi các câu chưa đúng")] = Path("var/misses.jsonl"),
) -> None:
    """Đo trợ lý trên một bộ câu hỏi có nhãn; in bảng theo nhóm, độ tin cậy, và ghi các câu chưa đúng."""
    settings = Settings()
    if part not in ("all", "dev", "held_out"):
        raise fail(f"Không có phần câu hỏi: {part}. Các phần: all, dev, held_out.")
    try:
        cases = [case for case in read_cases(files) if part == "all" or case.held_out == (part == "held_out")]
    except BadCases as error:
        raise fail(str(error)) from None
    wanted = list(NOISES) if noise == ["all"] else noise or []
    if unknown := set(wanted) - set(NOISES):
        raise fail(f"Không có kiểu nhiễu: {', '.join(sorted(unknown))}. Các kiểu: {', '.join(NOISES)}.")
    cases += [noisy(case, name) for name in wanted for case in cases]
    results = _results(settings, cases, whole=whole)
    misses.parent.mkdir(parents=True, exist_ok=True)
    typer.echo(table(results))
    if not whole:
        typer.echo(f"\n{reliability(results)}")
    typer.echo(f"\n{write_misses(results, misses)} câu chưa đúng: {misses}")


def _results(settings: Settings, cases: list[Case], *, whole: bool) -> list[Measured]:
    prepare(settings)
    with opened(settings) as database:
        base = KnowledgeBase(database, settings.motcua_commune)
        return asyncio.run(_ask_all(base, cases)) if whole else list(measure(base, cases))


async def _ask_all(base: KnowledgeBase, cases: list[Case]) -> list[Measured]:
    async with assistant(rates="off") as client:
        return await measure_whole(partial(say, client), base, cases)
