"""The web page's own door: POST /api/chat. Sending the same message id again is safe."""

import asyncio
import hmac
import uuid
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, StringConstraints, model_validator

from bot.doors.door import Incoming, Kind
from bot.doors.intake import inbound
from bot.post.inbox import Finished, Inbox
from bot.screening.rates import RateLimit
from dialogues.people import welcome
from dialogues.replies import Reply
from knowledge.base import KnowledgeBase

__all__ = ["ChatRequest", "reply_json", "web_door"]

WAIT_SECONDS = 20.0
POLL_SECONDS = 0.02
SLOWEST_POLL = 0.25
TOO_MANY = 429
ACCEPTED = 202

Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.:\-]{1,64}$")]


class ChatRequest(BaseModel):
    """A typed text or a pressed button; without a message id every request is a new message."""

    chat_id: Identifier
    text: Annotated[str, Field(max_length=100_000)] | None = None
    payload: Annotated[str, Field(max_length=200)] | None = None
    message_id: Identifier | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> "ChatRequest":
        if (self.text is None) == (self.payload is None):
            raise ValueError("exactly one of text and payload")
        return self


def web_door(
    inbox: Inbox, wake: Callable[[], None], base: KnowledgeBase, per_address: RateLimit, own_token: str
) -> APIRouter:
    """The routes; ``own_token`` lets the command line through the rate per address."""
    router = APIRouter(prefix="/api/chat")

    @router.get("/welcome")
    async def first_words() -> dict[str, Any]:
        place = await asyncio.to_thread(base.jurisdiction)
        return {"replies": [reply_json(welcome())], "place": place}

    @router.post("")
    async def chat(body: ChatRequest, request: Request, x_motcua_token: Annotated[str, Header()] = "") -> JSONResponse:
        ours = hmac.compare_digest(x_motcua_token.encode(), own_token.encode())
        address = request.client.host if request.client else "?"
        if not ours and not per_address.allows(address):
            detail = "Có quá nhiều tin nhắn từ địa chỉ này. Bạn chờ một phút rồi gửi lại."
            return JSONResponse({"detail": detail}, TOO_MANY, {"Retry-After": "60"})
        kind, said = ("payload", body.payload) if body.payload is not None else ("text", body.text)
        message_id = body.message_id or uuid.uuid4().hex
        chat_id, message_id = _ours(own_token, body.chat_id), _ours(own_token, f"{body.chat_id}:{message_id}")
        incoming = Incoming(message_id, chat_id, Kind(kind), said or "")
        message = inbound("cli" if ours else "web", incoming)
        inbox_id = await asyncio.to_thread(inbox.accept, message)
        wake()
        finished = await _finished(inbox, inbox_id)
        if finished is None:
            return JSONResponse({"pending": True}, ACCEPTED)
        await asyncio.to_thread(inbox.mark_sent, inbox_id)
        return JSONResponse(answer_json(finished))

    return router


def _ours(key: str, identifier: str) -> str:
    """A client may call its chat by a telephone number: what it chose is not kept, only what can be told from it."""
    return hmac.new(key.encode(), identifier.encode(), "sha256").hexdigest()[:32]


def answer_json(finished: Finished) -> dict[str, Any]:
    """The stable shape of an answer (docs/architecture.md)."""
    return {
        "outcome": finished.outcome,
        "intent": {"name": finished.intent, "confidence": round(finished.confidence, 4)},
        "procedure": finished.procedure,
        "candidates": list(finished.candidates),
        "replies": [reply_json(reply) for reply in finished.replies],
        "took_ms": finished.took_ms,
    }


def reply_json(reply: Reply) -> dict[str, Any]:
    """A reply with its plain text, whatever its type."""
    return {**reply.model_dump(mode="json"), "text": reply.text}


async def _finished(inbox: Inbox, inbox_id: int) -> Finished | None:
    """Wait for the turn, wherever it is run; None when it takes too long."""
    pause, left = POLL_SECONDS, WAIT_SECONDS
    while left > 0:
        finished = await asyncio.to_thread(inbox.result, inbox_id)
        if finished is not None:
            return finished
        await asyncio.sleep(pause)
        left -= pause
        pause = min(pause * 1.3, SLOWEST_POLL)
    return None
