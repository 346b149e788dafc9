"""What people ask about a procedure, and the words that show a second question in one message."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from knowledge.search import fold

__all__ = ["INTERRUPTING", "Act", "Clause", "acts_in", "asks_amount"]


class Act(StrEnum):
    """The asking intents; values are the engine's intent names."""

    OVERVIEW = "ask_overview"
    PAPERS = "ask_papers"
    FEE = "ask_fee"
    TIME = "ask_time"
    PLACE = "ask_place"
    HOURS = "ask_hours"
    CONDITIONS = "ask_conditions"
    WHO = "ask_who"
    ONLINE = "ask_online"
    STEPS = "ask_steps"
    FORM = "ask_form"
    LEGAL = "ask_legal"
    RESULT = "ask_result"
    MISTAKES = "ask_mistakes"
    DIFFERENCE = "ask_difference"
    SOURCE = "ask_source"
    DECIDE = "decide_for_me"


_CUES: tuple[tuple[Act, str], ...] = (
    (Act.PAPERS, (r"giay to gi|giay to nao|giay gi|nhung giay|nhung gi|can gi|ho so gom|ho so gi|chuan bi gi"
        r"|mang (theo )?(giay )?gi|thanh phan ho so")),
    (Act.FEE, (r"le phi|bao nhieu tien|mat phi|ton phi|mat tien|ton tien|het bao nhieu|ton bao nhieu|phi bao nhieu"
        r"|bao nhieu phi|mien phi|gia bao nhieu")),
    (Act.TIME, (r"bao lau|may ngay|may hom|bao nhieu ngay|bao gio (thi )?(co|lay|xong|duoc)|khi nao (co|lay|xong)"
        r"|thoi gian giai quyet|thoi han|thang may|ngay nao|(?:^|thi |tu )(?:bao gio|khi nao)")),
    (Act.PLACE, r"o dau|nop dau|lam dau|cho nao|ra dau|den dau|len dau|di dau"),
    (Act.ONLINE, r"online|truc tuyen|qua mang|tren mang|onl|tren dien thoai"),
    (Act.WHO, r"di thay|lam thay|nop thay|lam ho|nop ho|di ho|nho nguoi|uy quyen|ai di|ai phai di"),
    (Act.CONDITIONS, r"dieu kien|du tuoi|bao nhieu tuoi"),
)  # fmt: skip
_COMPILED = tuple((act, re.compile(rf"(?<!\S)(?:{pattern})(?!\S)")) for act, pattern in _CUES)
_MOST = 3
SURE = 0.5
"""Confidence from which the act of a clause is one of the questions."""

INTERRUPTING = frozenset(act.value for act in Act)
"""Intents that put a question in the middle of a guide or a form."""


_AMOUNT = re.compile(
    r"(?:duoc|huong|nhan|linh|lanh) (?:them |tra )?(?:bao nhieu|may (?:tien|trieu|tram))|(?:moi|hang|mot|1) thang (?:duoc )?(?:bao nhieu|may)"
    r"|bao nhieu (?:tien )?(?:mot|moi|hang|1) thang|muc (?:huong|tro cap)|co (?:duoc )?tien (?:gi )?khong$"
)
_PAID = re.compile(r"(?:^| )(?:dong|nop|phi|ton|mat)(?: |$)")


def asks_amount(text: str) -> bool:
    """Whether money that a person receives is asked for, and not a fee."""
    folded = fold(text)
    return _AMOUNT.search(folded) is not None and _PAID.search(folded) is None


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a message and the act that the engine sees in it."""

    text: str
    act: str
    confidence: float


def acts_in(text: str, intent: Act, parts: Sequence[Clause] = ()) -> list[Act]:
    """The questions of a message in the order asked, the engine's act among them; three at most.

    ``parts`` are the engine's clauses of the whole message; those that stand in ``text`` count.
    """
    folded = fold(text)
    found = {act: match.start() for act, pattern in _COMPILED if (match := pattern.search(folded))}
    for part in parts:
        position = folded.find(fold(part.text))
        if position >= 0 and part.act in Act and part.confidence >= SURE and part.act != Act.OVERVIEW:
            found.setdefault(Act(part.act), position)
    acts = sorted(found, key=lambda act: found[act])
    if len(acts) < 2:
        return acts if acts and intent is Act.OVERVIEW else [intent]
    return (acts if intent in acts or intent is Act.OVERVIEW else [intent, *acts])[:_MOST]
