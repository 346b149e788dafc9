"""Words that mean one thing, under one name: "mối ăn" and "rách" are both a damaged paper."""

import re
from functools import cache, lru_cache
from pathlib import Path

import yaml

from knowledge.search.folding import fold

__all__ = ["with_concepts"]

CONCEPTS = Path(__file__).parents[1] / "content" / "lexicon" / "concepts.yml"


@lru_cache(maxsize=65536)
def with_concepts(folded: str) -> str:
    """A folded text followed by the names of the groups its words belong to, once each."""
    pattern, names = _table()
    found = dict.fromkeys(name for match in pattern.finditer(folded) for name in names[match.group()])
    return " ".join([folded, *found])


@cache
def _table() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    groups = yaml.load(CONCEPTS.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    names: dict[str, tuple[str, ...]] = {}
    for name, words in groups.items():
        for word in words:
            names[fold(word)] = (*names.get(fold(word), ()), f"={name}")
    longest_first = sorted(map(re.escape, names), key=len, reverse=True)
    return re.compile(rf"(?<!\S)(?:{'|'.join(longest_first)})(?!\S)"), names
