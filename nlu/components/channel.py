"""The application's way into the engine: one POST a message, replies and intent in the answer.

Rasa imports this module when the server starts, so the patches are installed from here.
Sending a message id again returns the stored replies: the application resends after a crash.
"""

import asyncio
import hmac
import logging
import os
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import unquote
from weakref import WeakValueDictionary

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from rasa.shared.core.events import BotUttered, UserUttered
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from nlu.components import fast_path, short_sessions, whole_turns

__all__ = ["MotcuaInput"]

_log = logging.getLogger(__name__)

fast_path.install()
short_sessions.install()
whole_turns.install()


class MotcuaInput(InputChannel):
    """Channel "motcua"; the token comes from ENGINE_TOKEN and is compared in constant time."""

    @classmethod
    def name(cls) -> str:
        """Part of the address: /webhooks/motcua/."""
        return "motcua"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "MotcuaInput":
        """Credentials hold nothing; raises RuntimeError without a token in the environment."""
        token = os.environ.get("ENGINE_TOKEN", "")
        if not token:
            raise RuntimeError("ENGINE_TOKEN is not set: the engine does not start without a token")
        return cls(token)

    def __init__(self, token: str) -> None:
        self._token = token.encode()
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes of the channel."""
        routes = Blueprint("motcua_webhook")

        @routes.get("/health")
        async def health(request: Request) -> HTTPResponse:
            agent = getattr(request.app.ctx, "agent", None)
            if agent is None or not agent.is_ready():
                return response.json({"status": "loading"}, 503)
            return response.json({"status": "ok", "model": agent.model_id})

        @routes.post("/webhook")
        async def webhook(request: Request) -> HTTPResponse:
            if not self._is_ours(request):
                return response.json({"error": "wrong token"}, 401)
            body = _as_dict(request.json)
            sender, text, message_id = (_as_text(body.get(key)) for key in ("sender", "message", "message_id"))
            if not (sender and text and message_id):
                return response.json({"error": "sender, message and message_id are needed"}, 400)
            message = UserMessage(
                text, CollectingOutputChannel(), sender, input_channel=self.name(), message_id=message_id,
                metadata=_as_dict(body.get("metadata")),
            )  # fmt: skip
            async with self._turn_of(sender):
                return await _answer(request.app.ctx.agent, on_new_message, message, again=bool(body.get("again")))

        @routes.delete("/conversations/<sender:str>")
        async def forget(request: Request, sender: str) -> HTTPResponse:
            if not self._is_ours(request):
                return response.json({"error": "wrong token"}, 401)
            async with self._turn_of(unquote(sender)):
                _delete(request.app.ctx.agent, unquote(sender))
            return response.json({"deleted": True})

        return routes

    def _turn_of(self, sender: str) -> asyncio.Lock:
        """A message sent again waits for its first try, which may still be running."""
        return self._turns.setdefault(sender, asyncio.Lock())

    def _is_ours(self, request: Request) -> bool:
        given = request.headers.get("authorization", "")
        return hmac.compare_digest(given.encode("utf-8", "replace"), b"Bearer " + self._token)


async def _answer(
    agent: Agent, on_new_message: Callable[[UserMessage], Awaitable[Any]], message: UserMessage, *, again: bool
) -> HTTPResponse:
    """The turn, or the stored one; anything but a whole turn is an error and leaves no trace."""
    try:
        known = await _earlier(agent, message.sender_id, message.message_id) if again else None
        if known is not None:
            return response.json({**known, "replayed": True})
        return response.json({**await _take(on_new_message, message), "replayed": False})
    except whole_turns.TurnNotFinished as error:
        return response.json({"error": f"action failed: {error}"}, 502)
    except Exception as error:  # noqa: BLE001 - stock channels hide it, the application must hear of it
        _log.exception("a turn failed")
        return response.json({"error": type(error).__name__}, 500)


async def _take(on_new_message: Callable[[UserMessage], Awaitable[Any]], message: UserMessage) -> dict[str, Any]:
    """Run the turn; raises whatever kept it from being saved."""
    saved: list[Any] = []
    whole_turns.failed_actions.set([])
    whole_turns.saved_trackers.set(saved)
    await on_new_message(message)
    if not saved:
        raise whole_turns.TurnNotFinished("nothing was saved")
    heard = saved[-1].latest_message
    replies = [{k: v for k, v in said.items() if k != "recipient_id"} for said in message.output_channel.messages]
    return {"replies": replies, "intent": _intent(heard), "entities": heard.entities}


async def _earlier(agent: Agent, sender: str, message_id: str) -> dict[str, Any] | None:
    """The turn a message id led to, from the tracker; None when it never finished."""
    tracker = await agent.tracker_store.retrieve(sender)
    if tracker is None:
        return None
    said: list[dict[str, Any]] = []
    for event in reversed(tracker.events):
        if isinstance(event, BotUttered):
            said.append(_reply(event))
        elif isinstance(event, UserUttered):
            if event.message_id == message_id:
                return {"replies": said[::-1], "intent": _intent(event), "entities": event.entities}
            said = []
    return None


def _as_dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _reply(event: BotUttered) -> dict[str, Any]:
    data = {key: value for key, value in (event.data or {}).items() if value is not None}
    return {**({"text": event.text} if event.text else {}), **data}


def _intent(event: UserUttered) -> dict[str, Any]:
    intent = event.intent or {}
    return {"name": intent.get("name"), "confidence": float(intent.get("confidence") or 0.0)}


def _delete(agent: Agent, sender: str) -> None:
    """Take a conversation out of the SQL tracker store; other stores have no such thing in 3.6."""
    store = agent.tracker_store
    store = getattr(store, "_tracker_store", store)
    with store.session_scope() as session:
        session.query(store.SQLEvent).filter_by(sender_id=sender).delete()
        session.commit()
