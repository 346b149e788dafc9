"""``make compare``: stock Rasa, stock Rasa with word segmentation, and our pipeline on the same acts.

Same training data, same seed; tested on tests/eval/acts.jsonl, whose writer never saw the training data, clean and in
noisy twins made by ``motcua eval``'s noise (given as JSON by the caller). Prints one JSON line for each pipeline.
"""

import json
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import yaml
from rasa.core.agent import Agent
from rasa.model_training import train
from sklearn.metrics import f1_score

ROOT = Path(__file__).parents[2]
COUNTS = [
    {"name": "CountVectorsFeaturizer", "analyzer": "word", "min_ngram": 1, "max_ngram": 1},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
]


def diet(epochs):
    return [
        *COUNTS,
        {
            "name": "DIETClassifier",
            "epochs": epochs,
            "random_seed": 42,
            "entity_recognition": False,
            "constrain_similarities": True,
        },
    ]


def pipelines(epochs):
    ours = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"][:2]
    return {
        "ours": ours,
        "stock": [{"name": "WhitespaceTokenizer"}, *diet(epochs)],
        "stock_segmented": [{"name": "tests.nlu.segmenter.Segmenter"}, *diet(epochs)],
    }


async def measure(name, pipeline, sets):
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "config.yml"
        config.write_text(
            yaml.safe_dump({"recipe": "default.v1", "language": "vi", "assistant_id": "compare", "pipeline": pipeline})
        )
        started = time.monotonic()
        model = train(
            domain=str(ROOT / "dialogues" / "domain.yml"), config=str(config), training_files=[str(ROOT / "nlu" / "data")],
            output=folder, fixed_model_name="compare", force_training=True,
        ).model  # fmt: skip
        seconds, size = time.monotonic() - started, sum(part.stat().st_size for part in [Path(model)])
        agent = Agent.load(model)
        result = {"pipeline": name, "train_s": round(seconds, 1), "model_mb": round(size / 1e6, 1)}
        for noise, rows in sets.items():
            times, got = [], []
            for row in rows:
                begun = time.perf_counter()
                parsed = await agent.parse_message(row["text"])
                times.append((time.perf_counter() - begun) * 1000)
                got.append(parsed["intent"]["name"])
            result[noise] = round(f1_score([row["act"] for row in rows], got, average="macro"), 4)
            result["parse_ms"] = round(median(times), 2)
        return result


if __name__ == "__main__":
    import asyncio

    wanted, epochs = sys.argv[1].split(","), int(sys.argv[2])
    sets = json.load(sys.stdin)
    for name in wanted:
        print(json.dumps(asyncio.run(measure(name, pipelines(epochs)[name], sets))), flush=True)
