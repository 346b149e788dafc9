"""``make fit``: weigh the evidence of the search so that the development questions come out right.

A conditional logit: the probability of each candidate, of "no procedure" and of "cannot be told" is the softmax
of weighted evidence. Only rows not marked ``held_out`` are used; writes knowledge/search/weights.py.
"""

import itertools
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sqlalchemy import select

from knowledge.base import VAGUE, KnowledgeBase
from knowledge.models import OutsideMessage
from knowledge.search import SearchIndex, fold
from knowledge.search.evidence import NAMES, Evidence
from knowledge.search.features import FAMILIES
from knowledge.search.weights import WEIGHTS
from tests.catalogue import ROOT, catalogue

EVAL = ROOT / "tests" / "eval"
SETS = ("procedures", "fresh", "told", "details", "others", "others_told", "outside", "vague", "vague_told")
AGAIN = {"others": 9, "others_told": 3, "outside": 4, "vague": 1, "vague_told": 1}
"""How many times more the questions of a set count: there are few of them, or few words for what they are about."""
STEADINESS = 0.01
"""Penalty on large weights; from 0.005 to 0.1 the figures move by less than half a point."""
STEADINESS_OF_TALK = 0.1
"""The same for TALK: its weights must outweigh everything else that a short question says."""


def development(names: tuple[str, ...] = SETS) -> list[dict[str, Any]]:
    """Questions of the named sets that may be used for tuning."""
    rows = [json.loads(line) for name in names for line in (EVAL / f"{name}.jsonl").read_text().splitlines()]
    return [row for row in rows if not row["held_out"]]


ACTS = ("", "lệ phí {} bao nhiêu", "{} cần giấy tờ gì", "làm {} ở đâu", "muốn {}", "{} mất bao lâu")
"""How a bare name is asked for; our questions are longer than many that people type."""
Pair = tuple[Evidence, NDArray[np.float64]]


def heard(base: KnowledgeBase, text: str, codes: list[str], kind: str, current: str | None = None) -> Pair | None:
    """The evidence of a question, and a 1 for each row that would be right."""
    index = base._snapshot.index
    evidence = index._witness.hear(text, index._positions.get(current or "")) if index._witness else None
    if evidence is None:
        return None
    wanted = set() if kind in ("outside", "vague") else {base.current_code(code) for code in codes}
    right = [float(index._entries[i].code in wanted) for i in evidence.candidates]
    right += [float(kind == "outside"), float(kind == "vague" or (current is not None and current in wanted))]
    return (evidence, np.array(right)) if any(right) else None


UNSEEN = ("told", "details", "others_told", "vague_told")
"""Sets that are in the lexicon too: taken out of the index while weighing, because weights are for what it has not seen."""


def unknowing(base: KnowledgeBase) -> KnowledgeBase:
    """The base as it would be without the messages of ``UNSEEN``."""
    known = {row["text"] for row in development(UNSEEN)}
    with base._database.read() as session:
        messages = session.execute(select(OutsideMessage.text, OutsideMessage.kind)).tuples().all()
    index = SearchIndex(
        [replace(e, texts=tuple(text for text in e.texts if text not in known)) for e in base._snapshot.index._entries],
        outside=[text for text, kind in messages if kind != VAGUE],
        vague=[text for text, kind in messages if kind == VAGUE and text not in known],
    )
    base._snapshot = replace(base._snapshot, index=index)
    return base


def conversations(base: KnowledgeBase) -> list[Pair | None]:
    """Later turns of the development conversations, each with the procedure of the turn before."""
    pairs = []
    for row in development(("follow_ups", "chats")):
        current = row["expect"][0]["codes"][0]
        for turn, part in list(zip(row["turns"], row["expect"], strict=True))[1:]:
            if part["codes"]:
                pairs.append(heard(base, base.mend(turn), part["codes"], row["kind"], base.current_code(current)))
                current = part["codes"][0]
    return pairs


def singles(base: KnowledgeBase) -> list[Pair | None]:
    """Single questions."""
    rows = development() + [row for name, times in AGAIN.items() for row in development((name,)) * times]
    return [heard(base, row["text"], row["codes"], row["kind"]) for row in rows]


def interruptions(base: KnowledgeBase) -> list[Pair | None]:
    """Every third single question, in the middle of talk about something else."""
    codes = [named.code for named in base.all_named() if named.popularity >= 1]
    chance, pairs = random.Random(0), []
    for position, row in enumerate(development()):
        if position % 3 == 0 and row["codes"] and row["kind"] != "vague":
            pairs.append(heard(base, row["text"], row["codes"], row["kind"], chance.choice(codes)))
    return pairs


SIDES = frozenset(
    ("ask_time", "ask_fee", "ask_place", "ask_papers", "ask_online", "ask_steps", "ask_form", "ask_who", "ask_result")
)
QUESTIONS, NAMES_EACH, SHORT = 7, 1, 6
"""Words of a further question, at most; of how many names it is asked, and words of those."""


def named_questions(base: KnowledgeBase) -> list[Pair | None]:
    """A short name with a question that followed in a conversation about something else: the name decides."""
    index, chance, pairs = base._snapshot.index, random.Random(3), []
    owners = index._witness._names._owners if index._witness else {}
    alone = [
        (name, index._entries[min(own)]) for name, own in owners.items() if len(own) == 1 and len(name.split()) <= SHORT
    ]
    names = [(name, entry.code) for name, entry in alone if entry.popularity >= 1]
    for row in development(("follow_ups", "chats")):
        parts = list(zip(row["turns"], row["expect"], strict=True))
        for (_, before), (turn, part) in itertools.pairwise(parts):
            if part["act"] in SIDES and part["codes"] == before["codes"] and len(turn.split()) <= QUESTIONS:
                for name, code in chance.sample(names, NAMES_EACH):
                    text = f"{name} {turn}" if chance.random() < 0.65 else f"{turn} {name}"
                    pairs.append(heard(base, base.mend(text), [code], "name"))
    return pairs


def bare_names(base: KnowledgeBase) -> list[Pair | None]:
    """Every procedure we have written, by its name and by its short label, in a few words and without diacritics."""
    pairs = []
    for position, named in enumerate(base.all_named()):
        for offset, name in enumerate((named.name, named.choice_label)):
            text = (ACTS[(position + offset) % len(ACTS)] or "{}").format(name.lower())
            if named.popularity >= 1:
                pairs.append(heard(base, fold(text) if position % 2 else text, [named.code], "name"))
    return pairs


PRIOR = {
    "seed": 0.3, "asked_often": 0.0, "asked_seldom": -0.4, "asked_rarely": -0.8, "commune": -1.2, "elsewhere_level": -1.6,
    "popularity": 0.75, "little_said": 0.5,
}  # fmt: skip
"""Given, not fitted: our questions were written about procedures that people ask for, and would teach a stronger one."""


FOR = (
    *(f"{of}_{family}" for of in ("likely", "outside", "vague") for family in FAMILIES),
    "telling", "requested", "nearest", "seldom_nearest", "outside_near", "vague_near", "exact",
)  # fmt: skip
"""Evidence that can only speak for what it is about; columns that say nearly the same would else be played off."""


LEAST = {"exact": 1.5}
"""Long questions hardly need it, what officials add lives by it."""
MOST = {"elsewhere": -3.0}
"""Words that an official has marked as another procedure's count, though our questions hardly use them."""
TALK = tuple(name for name in NAMES if "current" in name)
"""What a message owes to the talk before it: fitted last, on conversations, with everything else as it is."""


def fit(pairs: list[Pair], start: dict[str, float], free: Sequence[str], steadiness: float) -> dict[str, float]:
    """Weights that make the right rows most likely; those not ``free`` stay as they are."""

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        value, slope = steadiness * float(weights[loose] @ weights[loose]), 2 * steadiness * weights * loose
        for evidence, right in pairs:
            scores = evidence.rows @ weights
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            found = shares * right
            value -= float(np.log(found.sum() + 1e-12))
            slope = slope + evidence.rows.T @ (shares - found / (found.sum() + 1e-12))
        return value / len(pairs), slope / len(pairs)

    loose = np.array([name in free for name in NAMES])
    bounds = [
        (LEAST.get(name, 0.0) if name in FOR else None, MOST.get(name)) if name in free else (start.get(name, 0.0),) * 2
        for name in NAMES
    ]
    first = np.array([start.get(name, 0.0) for name in NAMES])
    found = minimize(loss, first, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 500})
    return dict(zip(NAMES, map(float, found.x), strict=True))


def main() -> None:
    """Fit and write: everything, or with ``talk`` only what belongs to conversations."""
    base = unknowing(KnowledgeBase(catalogue(), "dai_phuc"))
    weights = dict(WEIGHTS)
    if "talk" not in sys.argv[1:]:
        alone = [pair for pair in (*singles(base), *bare_names(base), *named_questions(base)) if pair]
        free = [name for name in NAMES if name not in PRIOR and name not in TALK]
        weights = fit(alone, {**PRIOR}, free, STEADINESS)
    talk = [pair for pair in (*conversations(base), *interruptions(base)) if pair]
    weights = fit(talk, weights, TALK, STEADINESS_OF_TALK)
    path = Path(ROOT / "knowledge" / "search" / "weights.py")
    head = path.read_text().split("WEIGHTS: dict")[0]
    lines = [f'    "{name}": {weight:.2f},' for name, weight in weights.items() if abs(weight) >= 0.005]
    path.write_text(head + "WEIGHTS: dict[str, float] = {\n" + "\n".join(lines) + "\n}\n")
    print(f"{len(lines)} trọng số -> {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
