"""What is looked at before the engine sees a message: small steps, each of which can end the turn."""

from collections.abc import Callable, Sequence

from bot.doors.door import Kind
from bot.engines import EngineAnswer
from bot.post.inbox import Message
from bot.screening.clean import MAX_LENGTH, without_slash
from bot.screening.consenting import Consenting
from bot.screening.emergencies import emergency_in
from bot.screening.groups import is_private_matter
from bot.screening.own_data import OwnData, data_command
from bot.screening.rates import RateLimit
from bot.screening.typed import as_pressed, command, is_offered
from bot.screening.words import (
    cannot_read,
    closed,
    emergency,
    empty,
    no_number_in_picture,
    personal,
    private_please,
    stale_button,
    too_fast,
    too_long,
)  # fmt: skip
from dialogues.acts import Act
from dialogues.buttons import payload
from dialogues.outcomes import Outcome
from dialogues.own_data import DELETE_YES
from dialogues.replies import Button
from knowledge.base import KnowledgeBase
from knowledge.search import fold, without_act_words

__all__ = ["Screen"]

MOST_WORDS_AROUND_A_NUMBER = 15
_START = "/start"
AlreadyDeleting = Callable[[int], bool]
Offered = Callable[[str, str], Sequence[Sequence[Button]]]


class Screen:
    """Gives the text for the engine, or the end of the turn; runs in a thread."""

    def __init__(
        self, offered: Offered, base: KnowledgeBase, rate: RateLimit, closed_text: str, consenting: Consenting,
        own_data: OwnData, is_deleting: AlreadyDeleting,
    ) -> None:  # fmt: skip
        self._offered = offered
        self._consenting = consenting
        self._own_data = own_data
        self._is_deleting = is_deleting
        self._base = base
        self._rate = rate
        self._closed = closed_text

    def __call__(self, message: Message, text: str) -> EngineAnswer | str:
        """``text`` is the message's own, or the number read from its picture."""
        if self._closed:
            return EngineAnswer(Outcome.DEGRADED, (closed(self._closed),))
        if not self._rate.allows(message.person):
            return EngineAnswer(Outcome.REFUSED_RATE, (too_fast(),))
        asked = self._pressed(message) if message.kind in _PRESSED else self._said(message, text)
        return self._let_on(message, asked) if isinstance(asked, str) else asked

    def _let_on(self, message: Message, asked: str) -> EngineAnswer | str:
        """What concerns the person's own data is settled here; the rest goes on."""
        if message.author and is_private_matter(asked):
            return EngineAnswer(Outcome.CLARIFIED, (private_please(),))
        if asked == DELETE_YES.payload:
            return asked
        return self._own_data.answer(message, asked) or self._consenting.passes(message, asked)

    def _pressed(self, message: Message) -> EngineAnswer | str:
        """A button, a link to a procedure, or a chat that was opened."""
        if message.kind == Kind.PAYLOAD:
            offered = self._offered(message.channel, message.chat_id)
            stale = EngineAnswer(Outcome.CLARIFIED, (stale_button(),))
            again = message.text == DELETE_YES.payload and self._is_deleting(message.id)
            return message.text if again or is_offered(message.text, offered) else stale
        if message.kind == Kind.LINK and self._base.named(message.text):
            return payload(Act.OVERVIEW.value, procedure=self._base.current_code(message.text))
        return _START

    def _said(self, message: Message, text: str) -> EngineAnswer | str:
        if message.kind == Kind.IMAGE and not text:
            return EngineAnswer(Outcome.CLARIFIED, (no_number_in_picture(),))
        if message.kind not in (Kind.TEXT, Kind.IMAGE):
            return EngineAnswer(Outcome.CLARIFIED, (cannot_read(Kind(message.kind)),))
        if len(text) > MAX_LENGTH:
            return EngineAnswer(Outcome.CLARIFIED, (too_long(),))
        if known := command(text) or data_command(text) or self._consenting.typed(message, text):
            return known
        return self._asked(message, without_slash(text))

    def _asked(self, message: Message, text: str) -> EngineAnswer | str:
        if not any(char.isalnum() for char in text):
            return EngineAnswer(Outcome.CLARIFIED, (empty(),))
        if found := emergency_in(text):
            return EngineAnswer(Outcome.EMERGENCY, (emergency(found),))
        if message.masked and _says_nothing_else(text):
            return EngineAnswer(Outcome.REFUSED_PERSONAL_DATA, (personal(),))
        return as_pressed(text, self._offered(message.channel, message.chat_id)) or self._base.mend(text)


_PRESSED = (Kind.PAYLOAD, Kind.LINK, Kind.HELLO)


def _says_nothing_else(text: str) -> bool:
    """Whether a masked text holds no question of its own."""
    asks = without_act_words(text) != fold(text)
    return not asks and "?" not in text and len(text.split()) <= MOST_WORDS_AROUND_A_NUMBER
