"""Before the first look-up a person is asked, and what they wanted waits for the answer."""

from bot.doors.door import Kind
from bot.engines import EngineAnswer
from bot.post.inbox import Message
from connectors.onestop.number import find_dossier_number
from dialogues.buttons import LOOK_UP
from dialogues.consenting import NO, YES, ask_consent, refused
from dialogues.consents import DOSSIER, Consents
from dialogues.outcomes import Outcome
from knowledge.search import fold

__all__ = ["Consenting"]

_FOREIGN = frozenset({"telegram"})
"""Channels whose operator is abroad (law: the person must be told)."""
_YES = frozenset(
    {"dong y", "toi dong y", "em dong y", "ok", "oke", "okay", "vang", "co", "duoc", "yes", "uh", "da", "u"}
)
_NO = frozenset({"khong", "khong dong y", "toi khong dong y", "no", "thoi", "ko", "k", "khong can"})


class Consenting:
    """Runs in a thread, as all of the screening."""

    def __init__(self, consents: Consents, days: int) -> None:
        self._consents = consents
        self._days = days

    def typed(self, message: Message, text: str) -> str | None:
        """The button that a typed word stands for while a question is open."""
        if message.kind != Kind.TEXT:
            return None
        said = fold(text).strip(" .!,")
        button = YES if said in _YES else NO if said in _NO else None
        return button.payload if button and self._consents.is_asked(message.person) else None

    def passes(self, message: Message, asked: str) -> EngineAnswer | str:
        """The text that may go on to the engine, or the end of the turn."""
        person = message.person
        if asked == YES.payload:
            return self._consents.give(person, DOSSIER, message.id) or LOOK_UP.payload
        if asked == NO.payload:
            self._consents.refuse(person)
            return EngineAnswer(Outcome.CLARIFIED, (refused(),))
        self._consents.settle(person, message.id)
        if not _looks_up(asked) or self._consents.valid(person, DOSSIER):
            return asked
        self._consents.ask(person, DOSSIER, asked)
        question = ask_consent(self._days, foreign=message.channel in _FOREIGN)
        return EngineAnswer(Outcome.CLARIFIED, (question,))


def _looks_up(asked: str) -> bool:
    return asked.startswith(LOOK_UP.payload) or find_dossier_number(asked) is not None
