"""Every figure we quote: search, acts, a whole turn. `make bench`; figures come in one run, side by side."""

import asyncio
import gc
import statistics
import subprocess
import time
import uuid
from dataclasses import replace
from pathlib import Path

import httpx

from bot.commands.knowledge import prepare
from bot.commands.training import ENGINE_PYTHON, ROOT, engine_environment
from bot.evaluating.cases import Case, noisy, read_cases
from bot.evaluating.measuring import measure
from bot.evaluating.noise import NOISES
from bot.evaluating.table import reliability, table
from bot.settings import Settings, secret_of
from bot.stack import Stack, free_port
from knowledge.base import KnowledgeBase
from tests.bench_doors import measure_doors
from tests.catalogue import PORTAL, catalogue

HERE = Path(__file__).parent
SETS = ("procedures", "others", "outside", "vague", "multi", "letters", "follow_ups")
TURNS = 60


def main() -> None:
    """Print all figures."""
    database = catalogue()
    started = time.perf_counter()
    base = KnowledgeBase(database, "dai_phuc")
    first = time.perf_counter() - started
    gc.collect()
    gc.freeze()  # as the application does
    started = time.perf_counter()
    base._build(before=base._snapshot.index)
    again = time.perf_counter() - started
    print(
        f"whole catalogue: {PORTAL.exists()}; {len(base.all_named())} procedures; index {first:.1f} s, after an edit {again:.1f} s"
    )
    _search(base)
    database.close()
    _acts()
    asyncio.run(_turns())
    asyncio.run(measure_doors())


def _search(base: KnowledgeBase) -> None:
    cases = [case for name in SETS for case in _named(name)]
    for held_out in (False, True):
        part = [case for case in cases if case.held_out == held_out]
        results = list(measure(base, part))
        print(
            f"\nunderstanding, {'held out' if held_out else 'development'}:\n{table(results)}\n{reliability(results)}"
        )
    single = [
        case for case in cases if case.kind in ("name", "situation", "teencode", "no_diacritics") and case.held_out
    ]
    print("\nthe same questions (the 66, held out), typed badly:")
    print(table(list(measure(base, [_only(noise, case) for noise in NOISES for case in single]))))
    times = []
    for case in single:
        started = time.perf_counter()
        base.rank(case.turns[0] + " ")
        times.append((time.perf_counter() - started) * 1000)
    print(f"\nsearch, ms: median {statistics.median(times):.1f}, p95 {statistics.quantiles(times, n=20)[-1]:.1f}")


def _named(name: str) -> list[Case]:
    cases = list(read_cases([HERE / "eval" / f"{name}.jsonl"]))
    return [replace(case, kind=f"other: {case.kind}") for case in cases] if name == "others" else cases


def _only(noise: str, case: Case) -> Case:
    return replace(noisy(case, noise), kind=noise)


def _acts() -> None:
    subprocess.run([ENGINE_PYTHON, "-m", "tests.nlu.cross_validate"], cwd=ROOT, env=engine_environment(), check=True)


async def _turns() -> None:
    data = Settings(_env_file=None).motcua_data
    settings = Settings(_env_file=None, motcua_data=data, motcua_port=free_port(18081), motcua_rates="off")
    await asyncio.to_thread(prepare, settings)  # a work tree that has never run has no database yet
    stack = Stack(settings)
    await stack.start()
    try:
        started = time.perf_counter()
        await stack.ready()
        print(f"stack ready in {time.perf_counter() - started:.0f} s")
        headers = {"X-Motcua-Token": secret_of(settings, "motcua_secret_key")}
        address = f"http://127.0.0.1:{settings.motcua_port}"
        async with httpx.AsyncClient(base_url=address, headers=headers, timeout=30, trust_env=False) as client:
            times = []
            for number in range(TURNS):
                body = {"chat_id": uuid.uuid4().hex, "text": f"khai sinh cần giấy tờ gì {number}"}
                started = time.perf_counter()
                await client.post("/api/chat", json=body)
                times.append((time.perf_counter() - started) * 1000)
            print(f"a turn, new text, 1 client, ms: median {statistics.median(times):.0f}, slowest {max(times):.0f}")
            started = time.perf_counter()
            await asyncio.gather(
                *(
                    client.post("/api/chat", json={"chat_id": uuid.uuid4().hex, "text": f"lệ phí khai tử {n}"})
                    for n in range(TURNS)
                )
            )
            print(f"turns, {TURNS} chats at once: {TURNS / (time.perf_counter() - started):.0f} a second")
    finally:
        await stack.stop()


if __name__ == "__main__":
    main()
