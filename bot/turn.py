"""One turn: screen the message, ask the engine, and if it is down answer from the search."""

import asyncio
import time
from dataclasses import replace

import structlog

from bot.doors.door import Kind
from bot.engines import EngineAnswer, Engines, EngineUnavailable
from bot.metrics import TURN_SECONDS, TURNS
from bot.own_data.deleting import Deleting
from bot.post.inbox import MAX_ATTEMPTS, Finished, Inbox, Message
from bot.post.tables import InboxState
from bot.screening.groups import brief
from bot.screening.pictures import Pictures
from bot.screening.screen import Screen
from bot.screening.words import PERSONAL_NOTE
from dialogues.acts import Act, acts_in
from dialogues.answers import answer
from dialogues.choosing import Aim, AimKind, aims, ask_back
from dialogues.outcomes import Outcome
from dialogues.own_data import DELETE_YES
from dialogues.people import not_held, not_known, nothing_said
from dialogues.replies import Text
from knowledge.base import KnowledgeBase
from knowledge.content_schema import ProcedureContent

__all__ = ["Turn"]

ENGINE_TRIES = 3
ENGINE_PAUSE = 0.7
REDUCED = Text(text="Tôi đang chạy ở chế độ rút gọn nên chỉ trả lời được câu hỏi ngắn về thủ tục.")
_SAYS_SO_ITSELF = (Outcome.REFUSED_PERSONAL_DATA, Outcome.REFUSED_RATE, Outcome.EMERGENCY)
_log = structlog.get_logger()


class Turn:
    """Takes a claimed message to its end; nothing it meets leaves the message unfinished."""

    def __init__(
        self,
        inbox: Inbox,
        engines: Engines,
        base: KnowledgeBase,
        screen: Screen,
        pictures: Pictures,
        deleting: Deleting,
    ) -> None:
        self._inbox = inbox
        self._engines = engines
        self._base = base
        self._screen = screen
        self._pictures = pictures
        self._deleting = deleting

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
        number = await self._pictures.number_in(message) if message.kind == Kind.IMAGE else ""
        text = number or message.text
        screened = await asyncio.to_thread(self._screen, message, text)
        answered = screened if isinstance(screened, EngineAnswer) else await self._go_on(message, screened)
        if message.masked and answered.outcome not in _SAYS_SO_ITSELF:
            answered = replace(answered, replies=(PERSONAL_NOTE, *answered.replies))
        return brief(answered) if message.author else answered

    async def _go_on(self, message: Message, text: str) -> EngineAnswer:
        if text == DELETE_YES.payload:
            return await self._deleting.delete(message)
        return await self._ask_engine(message, text)

    async def _ask_engine(self, message: Message, text: str) -> EngineAnswer:
        sender = message.person
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
            replies = [reply for content in contents for reply in answer(self._base, content, acts, said=text)]
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


def _apology() -> EngineAnswer:
    text = "Tôi gặp trục trặc nên chưa trả lời được. Bạn nhắn lại giúp tôi, hoặc hỏi nơi nộp hồ sơ."
    return EngineAnswer(Outcome.ERROR_ENGINE, (Text(text=text),))
