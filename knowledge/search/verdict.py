"""Clear, look-alikes, or nothing: what the scores allow us to say.

Wrong guidance costs a day's journey, so a near tie is asked back and a weak best is not answered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from knowledge.search.index import Match

__all__ = ["Verdict", "VerdictKind", "judge"]

SURE = 0.95
"""A best score from which no weaker neighbour makes us ask."""
ENOUGH = 0.50
"""Below this the best match is not offered as an answer."""
PLAUSIBLE = 0.30
"""Below this a match is not even offered as a choice."""
LEAD = 0.12
"""How far the best must be ahead of the second to be taken at its word."""


class VerdictKind(StrEnum):
    """What may be said."""

    CLEAR = "clear"
    LOOK_ALIKES = "look_alikes"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The kind, and the codes it is about: one when clear, two or three when alike."""

    kind: VerdictKind
    codes: tuple[str, ...] = ()


def judge(matches: Sequence[Match], related: Mapping[str, frozenset[str]] | None = None) -> Verdict:
    """Read the scores; ``related`` lists for a code the codes officials mark as look-alikes."""
    plausible = [match for match in matches if match.score >= PLAUSIBLE]
    if not plausible:
        return Verdict(VerdictKind.NOTHING)
    best = plausible[0]
    rivals = [match for match in plausible[1:] if best.score - match.score < _lead(best, match, related or {})]
    if best.score >= ENOUGH and not rivals:
        return Verdict(VerdictKind.CLEAR, (best.code,))
    others = rivals if best.score >= ENOUGH else plausible[1:]
    return Verdict(VerdictKind.LOOK_ALIKES, tuple(m.code for m in [best, *others][:3]))


def _lead(best: Match, rival: Match, related: Mapping[str, frozenset[str]]) -> float:
    """Twins need a wider lead than strangers; a sure match needs less."""
    twins = rival.code in related.get(best.code, frozenset())
    lead = LEAD if twins else LEAD * 0.6
    return lead * 0.5 if best.score >= SURE else lead
