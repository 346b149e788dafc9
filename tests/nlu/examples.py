"""The training examples of the acts, as plain texts."""

import re
from pathlib import Path

import yaml

__all__ = ["ROOT", "examples"]

ROOT = Path(__file__).parents[2]
_ENTITY = re.compile(r"\[([^\]]+)\]\([^)]+\)")


def examples():
    """Pairs of text and act, entities unmarked."""
    for path in sorted((ROOT / "nlu" / "data").glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in block["examples"].splitlines() if "intent" in block else ():
                yield _ENTITY.sub(r"\1", line.removeprefix("- ").strip()), block["intent"]
