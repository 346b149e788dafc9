"""Which procedure a message is about: clear, to be asked back, the one talked about, or none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from dialogues.acts import Act, acts_in
from dialogues.buttons import OTHER, choice
from dialogues.fillers import content_words
from dialogues.joints import LONG, clauses, last_words
from dialogues.replies import Choices
from dialogues.splitting import best_question
from dialogues.wording import lower_first
from knowledge.base import KnowledgeBase
from knowledge.search import Match, Ranking, VerdictKind, choices_in_field, turns_away, without_act_words
from knowledge.search.verdict import MOST

__all__ = ["BEYOND_DOUBT", "MANY", "Aim", "AimKind", "aim", "aims", "ask_back", "clearly_about", "or_another"]

_CODE = re.compile(r"(?<![\d.])(\d\.\d{6})(?!\d)")
BEYOND_DOUBT = 0.7
"""A probability that outweighs an act the engine is not certain of."""
OF_ITS_OWN = 0.4
"""Probability from which a clause of a longer message is a question of its own."""
EVEN_OF_TWINS = 0.5
"""The same where the clause may also mean a look-alike: it is still a question of its own."""
DOUBTLESS = 0.98
"""Probability from which an answer is given without naming what else could be meant."""
WORTH_NAMING = 0.01
MANY = 2
"""From how many there are several."""
SHORT = 24
"""Words up to which two procedures named are two questions, not a story."""
_FURTHER = re.compile(
    r"(?:còn|tiện|tien|nhân tiện|nhan tien|với lại|voi lai|với cả|voi ca|đồng thời|luôn thể)\s", re.IGNORECASE
)
"""Words with which a further question begins."""
_THEN = re.compile(r"\bth[ìi]\b", re.IGNORECASE)
"""The word between a matter and what is asked of it; it tells nothing."""
_TAILS = (10, 30, 60)
"""How many of the last words of a letter are read by themselves, at least; whole sentences where there are any."""
_TAIL_WEIGHTS = (0.35, 0.3, 0.2, 0.15)


class AimKind(StrEnum):
    """How sure we are of the procedure."""

    CLEAR = "clear"
    LOOK_ALIKES = "look_alikes"
    UNKNOWN_CODE = "unknown_code"
    NOTHING_SAID = "nothing_said"
    NOT_HELD = "not_held"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Aim:
    """The procedures meant, in what part of the message; ``old_code`` when a replaced code was used."""

    kind: AimKind
    codes: tuple[str, ...] = ()
    old_code: str = ""
    confidence: float = 1.0
    said: str = ""
    others: tuple[str, ...] = ()
    """When it is clear but not beyond doubt: what else it may be."""
    outside: float = 0.0
    """Probability that no procedure is meant."""


def aim(base: KnowledgeBase, text: str, current: str | None, offered: Sequence[str] = ()) -> Aim:
    """What a message is about, given the procedure talked about so far, or those just offered to choose from."""
    if match := _CODE.search(text):
        return replace(_by_code(base, match.group(1)), said=text)
    if not current and (choices := [code for code in choices_in_field(text) if base.holds(code)]):
        return Aim(AimKind.LOOK_ALIKES, tuple(choices), said=text)
    said, talk = content_words(text), offered[0] if offered else current
    if talk and turns_away(text) and (named := clearly_about(base, _THEN.sub(" ", text), DOUBTLESS)):
        return Aim(AimKind.CLEAR, (named,), said=text)  # "còn khai tử thì sao": its look-alikes do not come into it
    if not said and (len(without_act_words(text).split()) < 3 or clearly_about(base, text) is None):
        found = Aim(AimKind.CLEAR, (talk,)) if talk else Aim(AimKind.NOTHING_SAID)
    else:
        found = _from_ranking(base, _rank(base, text, talk), talk, len(said))
    if offered and found.codes == (talk,) and (not said or clearly_about(base, text, OF_ITS_OWN) != talk):
        found = Aim(AimKind.LOOK_ALIKES, tuple(offered[:MOST]), confidence=found.confidence)  # still not chosen
    return replace(found, said=text)


def aims(base: KnowledgeBase, text: str, current: str | None, offered: Sequence[str] = ()) -> list[Aim]:
    """The same for a message that may ask about several procedures, in the order asked."""
    whole = aim(base, text, current, offered)
    parts = clauses(text)
    if len(parts) < MANY or not whole.codes or _CODE.search(text) or len(text.split()) >= LONG:
        return [whole]
    found: dict[str, Aim] = {}
    for clause in parts:
        own = _of_its_own(base, clause)
        if own is None or own.codes[0] in found:
            last = next(reversed(found), "")
            if last:
                found[last] = replace(found[last], said=f"{found[last].said}, {clause}")
            continue
        found[own.codes[0]] = own
    each = list(found.values())
    named_among = whole.codes[0] in found and len(text.split()) <= SHORT
    several = len(each) >= MANY and (named_among or _asks_each(each))
    return each if several else [whole]


def clearly_about(base: KnowledgeBase, text: str, least: float = BEYOND_DOUBT) -> str | None:
    """The procedure that a text names with at least this probability, if we hold it."""
    named = _held(base, text, least)
    return named.code if named else None


def ask_back(base: KnowledgeBase, codes: Sequence[str], act: str) -> Choices:
    """At most three choices with what tells them apart, and "something else"."""
    named = [found for code in codes[:3] if (found := base.named(code))]
    lines = [
        f"• {item.choice_label}: {lower_first(difference)}"
        for item in named
        if (difference := base.difference(named[0].code, item.code))
    ]
    question = best_question([item.name for item in named]) or "Có mấy thủ tục gần giống nhau. Bạn muốn hỏi việc nào?"
    if len(named) == 1:
        question = f"Có phải bạn hỏi về “{named[0].name}” không?"
    return Choices(question="\n".join([question, *lines]), buttons=(*(choice(item, act) for item in named), OTHER))


def or_another(base: KnowledgeBase, codes: Sequence[str], act: str) -> Choices:
    """Under an answer that is not beyond doubt: one press leads to the other matter."""
    named = [found for code in codes if (found := base.named(code))]
    return Choices(question="Nếu bạn hỏi việc khác, bạn bấm:", buttons=(*(choice(item, act) for item in named), OTHER))


def _by_code(base: KnowledgeBase, code: str) -> Aim:
    current = base.current_code(code)
    if not base.holds(current):
        return Aim(AimKind.NOT_HELD if base.named(current) else AimKind.UNKNOWN_CODE, (code,))
    return Aim(AimKind.CLEAR, (current,), old_code=code if current != code else "")


def _from_ranking(base: KnowledgeBase, ranking: Ranking, current: str | None, words: int) -> Aim:
    verdict = base.judge(ranking)
    best = ranking.matches[0].score if ranking.matches else 0.0
    if current and ranking.stays > 0 and ranking.stays >= max(best, ranking.outside):
        return Aim(AimKind.CLEAR, (current,), confidence=ranking.stays)
    match verdict.kind:
        case VerdictKind.NOTHING:
            return Aim(AimKind.NOT_KNOWN, confidence=best, outside=ranking.outside)
        case VerdictKind.CLEAR if not base.holds(verdict.codes[0]):
            return Aim(AimKind.NOT_HELD, verdict.codes, confidence=best)
        case VerdictKind.CLEAR:
            others = () if best >= DOUBTLESS else _next_best(base, ranking)
            return Aim(AimKind.CLEAR, verdict.codes, confidence=best, others=others, outside=ranking.outside)
        case VerdictKind.VAGUE:
            kind = AimKind.NOTHING_SAID if words <= 1 else AimKind.LOOK_ALIKES
            return Aim(kind, _asked_most(base, ranking), confidence=best)
        case _:
            return Aim(AimKind.LOOK_ALIKES, verdict.codes, confidence=best)


def _asks_each(found: Sequence[Aim]) -> bool:
    """Whether it is questions that name the procedures, and not a story in which they come up."""
    asking = sum(acts_in(meant.said, Act.OVERVIEW) != [Act.OVERVIEW] for meant in found)
    further = any(_FURTHER.match(meant.said) for meant in found[1:])
    return asking >= MANY or (further and asking >= 1)


def _asked_most(base: KnowledgeBase, ranking: Ranking) -> tuple[str, ...]:
    """Choices for a text that says too little: what people ask for comes before what is only nearest."""
    often = [m.code for m in ranking.matches if (named := base.named(m.code)) and named.popularity >= 1]
    rest = [m.code for m in ranking.matches if m.code not in often]
    return tuple([*often, *rest][:MOST])


def _next_best(base: KnowledgeBase, ranking: Ranking) -> tuple[str, ...]:
    return tuple(m.code for m in ranking.matches[1:3] if m.score >= WORTH_NAMING and base.holds(m.code))


def _held(base: KnowledgeBase, text: str, least: float, twins: float = 1.0) -> Match | None:
    """The procedure a text is clearly about, or ahead of its look-alikes by ``twins``, if we hold it."""
    ranking = base.rank(text)
    kind = base.judge(ranking).kind
    best = ranking.matches[0] if ranking.matches else Match("", 0.0)
    clear = kind is VerdictKind.CLEAR or (kind is VerdictKind.LOOK_ALIKES and best.score >= twins)
    return best if clear and best.score >= least and base.holds(best.code) else None


def _of_its_own(base: KnowledgeBase, clause: str) -> Aim | None:
    named = _held(base, clause, OF_ITS_OWN, twins=EVEN_OF_TWINS) if content_words(clause) else None
    return Aim(AimKind.CLEAR, (named.code,), confidence=named.score, said=clause) if named else None


def _rank(base: KnowledgeBase, text: str, current: str | None) -> Ranking:
    """A letter is read from its end: what it closes with counts more than what it tells on the way."""
    if len(text.split()) < LONG:
        return base.rank(text, current)
    read = [base.rank(part) for part in (*(last_words(text, words) for words in _TAILS), text)]
    scores: dict[str, float] = {}
    for weight, ranking in zip(_TAIL_WEIGHTS, read, strict=True):
        for match in ranking.matches:
            scores[match.code] = scores.get(match.code, 0.0) + weight * match.score
    best = sorted(scores, key=lambda code: -scores[code])
    return Ranking(
        tuple(Match(code, scores[code]) for code in best),
        outside=sum(weight * ranking.outside for weight, ranking in zip(_TAIL_WEIGHTS, read, strict=True)),
        vague=sum(weight * ranking.vague for weight, ranking in zip(_TAIL_WEIGHTS, read, strict=True)),
    )
