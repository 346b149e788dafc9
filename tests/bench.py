"""Every figure we quote: search, acts, a whole turn. `make bench`; figures come in one run, side by side."""

import asyncio
import json
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path

import httpx
import yaml
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import FeatureUnion, make_pipeline

from bot.commands.knowledge import prepare
from bot.settings import Settings, secret_of
from bot.stack import Stack, free_port
from knowledge.base import KnowledgeBase
from knowledge.database import Database
from knowledge.search import fold

HERE = Path(__file__).parent
TURNS = 60


def main() -> None:
    """Print all figures."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(_env_file=None, motcua_data=Path(folder), motcua_rates="off")
        prepare(settings)
        database = Database(settings.database)
        started = time.perf_counter()
        base = KnowledgeBase(database, "dai_phuc")
        print(f"index built in {time.perf_counter() - started:.1f} s; procedures held: {len(base.all_named())}")
        _search(base)
        database.close()
    _acts()
    asyncio.run(_turns())


def _search(base: KnowledgeBase) -> None:
    cases = [json.loads(line) for line in (HERE / "eval" / "questions.jsonl").read_text().splitlines()]
    cases = [case for case in cases if (named := base.named(case["code"])) and named.held]
    for name, change in (("as typed", str), ("without diacritics", fold), ("upper case", str.upper)):
        ranks = [_rank(base, change, case) for case in cases]
        first, three = (sum(rank <= limit for rank in ranks) / len(ranks) for limit in (1, 3))
        print(f"search, {name}: {len(ranks)} questions, first {first:.1%}, among three {three:.1%}")
    times = []
    for case in cases * 5:
        started = time.perf_counter()
        base.search(case["text"] + " ")
        times.append((time.perf_counter() - started) * 1000)
    print(f"search, ms: median {statistics.median(times):.1f}, p95 {statistics.quantiles(times, n=20)[-1]:.1f}")


def _rank(base: KnowledgeBase, change: Callable[[str], str], case: dict[str, str]) -> int:
    codes = [match.code for match in base.search(change(case["text"]))]
    return codes.index(case["code"]) + 1 if case["code"] in codes else 99


def _acts() -> None:
    texts, intents = [], []
    for path in sorted((HERE.parent / "nlu" / "data").glob("*.yml")):
        for block in yaml.safe_load(path.read_text())["nlu"]:
            for line in block["examples"].splitlines() if "intent" in block else ():
                texts.append(fold(line.removeprefix("- ")))
                intents.append(block["intent"])
    features = FeatureUnion(
        [("w", CountVectorizer(ngram_range=(1, 2))), ("c", CountVectorizer(analyzer="char_wb", ngram_range=(2, 5)))]
    )
    model = make_pipeline(features, LogisticRegression(class_weight="balanced", max_iter=200))
    found = cross_val_predict(model, texts, intents, cv=4)
    score = f1_score(intents, found, average="macro")
    print(f"acts: {len(texts)} examples, {len(set(intents))} acts, cross-validated macro-F1 {score:.3f}")


async def _turns() -> None:
    data = Settings(_env_file=None).motcua_data
    settings = Settings(_env_file=None, motcua_data=data, motcua_port=free_port(18081), motcua_rates="off")
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
