"""One turn: screen the message, ask the engine, and if it is down answer from the search."""

import asyncio
import time
from dataclasses import replace

import structlog

from bot.engines import EngineAnswer, Engines, EngineUnavailable
from bot.metrics import TURN_SECONDS, TURNS
from bot.post.inbox import MAX_ATTEMPTS, Finished, Inbox, Message
from bot.post.tables import InboxState
from bot.screening.clean import MAX_LENGTH, without_slash
from bot.screening.emergencies import emergency_in
from bot.screening.rates import RateLimit
from bot.screening.typed import as_pressed, command, is_offered
from bot.screening.words import PERSONAL_NOTE, closed, emergency, empty, personal, stale_button, too_fast, too_long
from dialogues.acts import Act, acts_in
from dialogues.answers import answer
from dialogues.choosing import Aim, AimKind, aims, ask_back
from dialogues.outcomes import Outcome
from dialogues.people import not_held, not_known, nothing_said
from dialogues.replies import Text
from knowledge.base import KnowledgeBase
from knowledge.content_schema import ProcedureContent
from knowledge.search import fold, without_act_words

__all__ = ["Turn"]

ENGINE_TRIES = 3
ENGINE_PAUSE = 0.7
MOST_WORDS_AROUND_A_NUMBER = 15
REDUCED = Text(text="Tôi đang chạy ở chế độ rút gọn nên chỉ trả lời được câu hỏi ngắn về thủ tục.")
_log = structlog.get_logger()


class Turn:
    """Takes a claimed message to its end; nothing it meets leaves the message unfinished."""

    def __init__(self, inbox: Inbox, engines: Engines, base: KnowledgeBase, rate: RateLimit, closed_text: str) -> None:
        self._inbox = inbox
        self._engines = engines
        self._base = base
        self._rate = rate
        self._closed = closed_text

    async def run(self, message: Message) -> None:
        """Answer the message and write its replies, outcome and end in one transaction."""
        structlog.contextvars.bind_contextvars(trace=message.trace_id, channel=message.channel)
        started = time.monotonic()
        state = InboxState.DONE
        try:
            await asyncio.to_thread(self._base.refresh)
            answered = await self._answer(message)
        except Exception:  # noqa: BLE001 - the queue must go on; the trace has the cause, without the text
            _log.exception("turn_failed", attempts=message.attempts)
            if message.attempts < MAX_ATTEMPTS:
                await asyncio.to_thread(self._inbox.put_back, message.id)
                return
            answered, state = _apology(), InboxState.DEAD
        took = time.monotonic() - started
        finished = Finished(
            outcome=answered.outcome,
            intent=answered.intent,
            confidence=answered.confidence,
            procedure=answered.procedure,
            candidates=answered.candidates,
            replies=answered.replies,
            took_ms=round(took * 1000),
        )
        await asyncio.to_thread(self._inbox.finish, message, finished, state)
        TURNS.labels(answered.outcome.value).inc()
        TURN_SECONDS.observe(took)
        _log.info(
            "turn", outcome=answered.outcome.value, intent=answered.intent, confidence=round(answered.confidence, 3),
            procedure=answered.procedure, took_ms=finished.took_ms,
        )  # fmt: skip

    async def _answer(self, message: Message) -> EngineAnswer:
        screened = await asyncio.to_thread(self._screen, message)
        if isinstance(screened, EngineAnswer):
            return screened
        answered = await self._ask_engine(message, screened)
        return replace(answered, replies=(PERSONAL_NOTE, *answered.replies)) if message.masked else answered

    def _screen(self, message: Message) -> EngineAnswer | str:
        """The text for the engine, or the end of the turn."""
        text = message.text
        if self._closed:
            return EngineAnswer(Outcome.DEGRADED, (closed(self._closed),))
        if not self._rate.allows(f"{message.channel}:{message.chat_id}"):
            return EngineAnswer(Outcome.REFUSED_RATE, (too_fast(),))
        if message.kind == "payload":
            offered = self._inbox.buttons(message.channel, message.chat_id)
            return text if is_offered(text, offered) else EngineAnswer(Outcome.CLARIFIED, (stale_button(),))
        if len(text) > MAX_LENGTH:
            return EngineAnswer(Outcome.CLARIFIED, (too_long(),))
        if known := command(text):
            return known
        text = without_slash(text)
        if not any(char.isalnum() for char in text):
            return EngineAnswer(Outcome.CLARIFIED, (empty(),))
        if found := emergency_in(text):
            return EngineAnswer(Outcome.EMERGENCY, (emergency(found),))
        if message.masked and _says_nothing_else(text):
            return EngineAnswer(Outcome.REFUSED_PERSONAL_DATA, (personal(),))
        return as_pressed(text, self._inbox.buttons(message.channel, message.chat_id)) or self._base.mend(text)

    async def _ask_engine(self, message: Message, text: str) -> EngineAnswer:
        sender = f"{message.channel}:{message.chat_id}"
        key = f"{message.channel}:{message.message_id}"
        for attempt in range(ENGINE_TRIES):
            try:
                return await self._engines.turn(sender, text, key, again=attempt > 0 or message.attempts > 1)
            except EngineUnavailable as error:
                _log.warning("engine_unavailable", reason=str(error), attempt=attempt)
                if attempt + 1 < ENGINE_TRIES:
                    await asyncio.sleep(ENGINE_PAUSE * (attempt + 1))
        return await asyncio.to_thread(self._without_engine, text)

    def _without_engine(self, text: str) -> EngineAnswer:
        """A question is still answered from the search, and said to be so."""
        if text.startswith("/"):
            busy = Text(text="Hệ thống đang bận, bạn bấm lại sau một phút giúp tôi.")
            return EngineAnswer(Outcome.DEGRADED, (busy,))
        meant, *more = aims(self._base, text, None)
        acts = acts_in(text, Act.OVERVIEW)
        contents = [content for found in (meant, *more) if (content := self._held(found))]
        if contents:
            replies = [reply for content in contents for reply in answer(self._base, content, acts)]
            return EngineAnswer(Outcome.DEGRADED, (REDUCED, *replies), procedure=contents[0].code)
        if meant.kind is AimKind.LOOK_ALIKES:
            choices = ask_back(self._base, meant.codes, acts[0].value)
            return EngineAnswer(Outcome.DEGRADED, (REDUCED, choices), candidates=meant.codes)
        if meant.kind is AimKind.NOT_HELD and (named := self._base.named(meant.codes[0])):
            return EngineAnswer(Outcome.DEGRADED, (REDUCED, not_held(named)), procedure=named.code)
        last = nothing_said(self._base, acts[0].value) if meant.kind is AimKind.NOTHING_SAID else not_known()
        return EngineAnswer(Outcome.DEGRADED, (REDUCED, last))

    def _held(self, meant: Aim) -> ProcedureContent | None:
        return self._base.content(meant.codes[0]) if meant.kind is AimKind.CLEAR else None


def _says_nothing_else(text: str) -> bool:
    """Whether a masked text holds no question of its own."""
    asks = without_act_words(text) != fold(text)
    return not asks and "?" not in text and len(text.split()) <= MOST_WORDS_AROUND_A_NUMBER


def _apology() -> EngineAnswer:
    text = "Tôi gặp trục trặc nên chưa trả lời được. Bạn nhắn lại giúp tôi, hoặc hỏi nơi nộp hồ sơ."
    return EngineAnswer(Outcome.ERROR_ENGINE, (Text(text=text),))
