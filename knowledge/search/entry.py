"""What the search is told of a procedure, and what it answers."""

from dataclasses import dataclass

__all__ = ["Entry", "Match", "Ranking"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One procedure: every text by which it may be found, and what tells it from its siblings."""

    code: str
    name: str
    texts: tuple[str, ...]
    """Names, everyday words, life situations, questions people ask."""
    elsewhere: tuple[str, ...] = ()
    """Words that sound like this one and belong to another."""
    telling: tuple[str, ...] = ()
    """Words that speak for this one among its siblings."""
    popularity: int = 1
    """How often it is asked: 5 daily, 1 seldom, below 1 known by name only (see knowledge/loading.py)."""
    folded: tuple[str, ...] = ()
    """More texts, folded already (see ``texts``): folding "hong" (from "hỏng") again would make it "khong"."""
    related: frozenset[str] = frozenset()
    """Codes of its look-alikes: talk about one easily turns to another."""


@dataclass(frozen=True, slots=True)
class Match:
    """A procedure with the probability (0 to 1) that it is the one meant."""

    code: str
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """Procedures, best first; what is missing from 1 is the chance of "no procedure" and of "cannot be told"."""

    matches: tuple[Match, ...] = ()
    outside: float = 0.0
    """Probability that no procedure should be answered at all."""
    vague: float = 0.0
    """Probability that the text says too little to know which."""
    stays: float = 0.0
    """Probability that the talk goes on about the procedure it was about: named again, or nothing else named."""
