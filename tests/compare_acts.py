"""``make compare``: hand the act questions and their noisy twins to tests/nlu/compare.py in the engine's Python."""

import json
import subprocess
import sys

from bot.commands.training import ENGINE_PYTHON, engine_environment
from bot.evaluating.noise import NOISES, twin
from tests.catalogue import ROOT

SEGMENTER = ROOT / "var" / "compare"
"""Where underthesea for the engine's Python is put by ``make compare``; the product's engine has no need of it."""
rows = [json.loads(line) for line in (ROOT / "tests" / "eval" / "acts.jsonl").read_text().splitlines()]
sets = {"clean": rows} | {noise: [{**row, "text": twin(row["text"], noise)} for row in rows] for noise in NOISES}
wanted, epochs = (sys.argv[1:] + ["ours,stock,stock_segmented", "15"][len(sys.argv) - 1 :])[:2]
subprocess.run(
    [ENGINE_PYTHON, "-m", "tests.nlu.compare", wanted, epochs], input=json.dumps(sets), text=True, cwd=ROOT,
    env=engine_environment(PYTHONPATH=f"{ROOT}:{SEGMENTER}"), check=True,
)  # fmt: skip
