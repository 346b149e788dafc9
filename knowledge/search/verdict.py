"""Clear, look-alikes, too vague, or nothing: what the probabilities allow us to say.

Wrong guidance costs a day's journey, so a near tie is asked back and a weak best is not answered.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from knowledge.search.entry import Ranking

__all__ = ["Verdict", "VerdictKind", "judge"]

SURE = 0.62
"""Share of the best among the procedures from which it is taken at its word."""
SURE_OF_TWINS = 0.75
"""The same when officials have marked the second as its look-alike."""
OUTSIDE = 0.50
"""Probability of "no procedure" from which nothing is offered: fewer than 1 % of good questions lie above."""
VAGUE = 0.35
"""Probability of "cannot be told" from which the person is asked, whatever the best may be."""
LEAST = 0.50
"""Probability below which the best is never answered, however far ahead of the others."""
NEXT_TO_VAGUE = 0.8
"""Share of the chance of "cannot be told" that a best must have to be offered before asking for more words."""
CHOICE = 0.04
"""Share below which a procedure is not worth offering, once there are two."""
MOST = 3


class VerdictKind(StrEnum):
    """What may be said."""

    CLEAR = "clear"
    LOOK_ALIKES = "look_alikes"
    VAGUE = "vague"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The kind, and the codes it is about: one when clear, up to three to choose from when alike or vague."""

    kind: VerdictKind
    codes: tuple[str, ...] = ()


def judge(ranking: Ranking, related: Mapping[str, frozenset[str]] | None = None) -> Verdict:
    """Read the probabilities; ``related`` lists for a code the codes officials mark as look-alikes."""
    if not ranking.matches or ranking.outside >= OUTSIDE:
        return Verdict(VerdictKind.NOTHING)
    total = sum(match.score for match in ranking.matches) or 1.0
    shares = [(match.code, match.score / total) for match in ranking.matches]
    offered = tuple(code for position, (code, share) in enumerate(shares[:MOST]) if share >= CHOICE or position < 2)
    best, share = shares[0]
    score = ranking.matches[0].score
    stands_out = score >= NEXT_TO_VAGUE * ranking.vague and share >= SURE_OF_TWINS
    if ranking.vague >= max(VAGUE, score) and not stands_out:
        return Verdict(VerdictKind.VAGUE, offered)
    twins = (related or {}).get(best, frozenset())
    needed = SURE_OF_TWINS if len(shares) > 1 and shares[1][0] in twins else SURE
    return (
        Verdict(VerdictKind.CLEAR, (best,))
        if share >= needed and score >= LEAST
        else Verdict(VerdictKind.LOOK_ALIKES, offered)
    )
