"""Put cases to the understanding part (search and choice of procedure), in this process, without the engine."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bot.evaluating.cases import Case, Part
from dialogues.choosing import MANY, Aim, AimKind, aims
from knowledge.base import KnowledgeBase

__all__ = ["Measured", "measure"]

_ASKED = (AimKind.LOOK_ALIKES, AimKind.NOTHING_SAID)
_TURNED_AWAY = (AimKind.NOT_KNOWN,)


@dataclass(frozen=True, slots=True)
class Measured:
    """What became of one part of one turn; None where the measure does not apply or was not taken."""

    kind: str
    held_out: bool
    text: str
    wanted: tuple[str, ...]
    got: tuple[str, ...]
    answered: bool
    asked_back: bool
    turned_away: bool
    confidence: float
    ms: float
    act: str = ""
    """The act that was asked for, and after an arrow what it was taken for."""
    act_right: bool | None = None
    fact_right: bool | None = None

    @property
    def first(self) -> bool:
        """The right procedure answered, or first among those offered; for outside: no procedure at all."""
        return self.got[0] in self.wanted if self.wanted and self.got else not self.wanted and not self.answered

    @property
    def three(self) -> bool:
        """The right one among those offered."""
        return bool(set(self.got[:3]) & set(self.wanted)) if self.wanted else not self.answered


def measure(base: KnowledgeBase, cases: Iterable[Case]) -> Iterator[Measured]:
    """Every part of every turn, in order; a conversation goes on with the procedure it settled on."""
    for case in cases:
        current: str | None = None
        offered: tuple[str, ...] = ()
        for turn, parts in zip(case.turns, case.asks, strict=True):
            started = time.perf_counter()
            found = aims(base, base.mend(turn), current, offered)
            took = (time.perf_counter() - started) * 1000
            for part in case.counted(parts):
                yield _measured(base, case, turn, part, found if len(parts) > 1 else _as_one(found), took)
            if found[0].kind is AimKind.CLEAR:
                current, offered = found[0].codes[0], ()
            elif found[0].kind in _ASKED and len(found[0].codes) >= MANY:
                offered = found[0].codes


def _as_one(found: list[Aim]) -> list[Aim]:
    """Where one thing was asked: two procedures answered are one answer, right only if the first is."""
    others = tuple(code for meant in found[1:] for code in meant.codes)
    return [replace(found[0], others=(*others, *found[0].others))]


def _measured(base: KnowledgeBase, case: Case, turn: str, part: Part, found: list[Aim], took: float) -> Measured:
    wanted = tuple(base.current_code(code) for code in part.codes)
    chosen = next((aim for aim in found if aim.codes and aim.codes[0] in wanted), found[0])
    return Measured(
        kind=case.kind,
        held_out=case.held_out,
        text=turn,
        wanted=wanted,
        got=(*chosen.codes, *chosen.others),
        answered=chosen.kind in (AimKind.CLEAR, AimKind.NOT_HELD),
        asked_back=chosen.kind in _ASKED,
        turned_away=chosen.kind in _TURNED_AWAY,
        confidence=chosen.confidence,
        ms=took,
    )
