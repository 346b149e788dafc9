"""The application's way into the engine: one POST a message, replies and intent in the answer.

Rasa imports this module when the server starts, so the patches are installed from here.
Sending a message id again returns the stored replies: the application resends after a crash.
"""

import hmac
import os
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import unquote

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from rasa.shared.core.events import BotUttered, UserUttered
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from nlu.components import fast_path, whole_turns

__all__ = ["MotcuaInput"]

fast_path.install()
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

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes of the channel."""
        routes = Blueprint("motcua_webhook")

        @routes.get("/health")
        async def health(request: Request) -> HTTPResponse:
            agent = getattr(request.app.ctx, "agent", None)
            ready = bool(agent and agent.is_ready())
            return response.json({"status": "ok" if ready else "loading"}, 200 if ready else 503)

        @routes.post("/webhook")
        async def webhook(request: Request) -> HTTPResponse:
            if not self._is_ours(request):
                return response.json({"error": "wrong token"}, 401)
            body = request.json or {}
            sender, text, message_id = (body.get(key) for key in ("sender", "message", "message_id"))
            if not all(isinstance(value, str) and value for value in (sender, text, message_id)):
                return response.json({"error": "sender, message and message_id are needed"}, 400)
            known = await _earlier(request.app, sender, message_id) if body.get("again") else None
            if known is not None:
                return response.json({**known, "replayed": True})
            return await _take(on_new_message, sender, text, message_id, body.get("metadata"))

        @routes.delete("/conversations/<sender:str>")
        async def forget(request: Request, sender: str) -> HTTPResponse:
            if not self._is_ours(request):
                return response.json({"error": "wrong token"}, 401)
            await _delete(request.app, unquote(sender))
            return response.json({"deleted": True})

        return routes

    def _is_ours(self, request: Request) -> bool:
        given = request.headers.get("authorization", "")
        return hmac.compare_digest(given.encode("utf-8", "replace"), b"Bearer " + self._token)


async def _take(
    on_new_message: Callable[[UserMessage], Awaitable[Any]],
    sender: str,
    text: str,
    message_id: str,
    metadata: dict[str, Any] | None,
) -> HTTPResponse:
    """Run the turn; anything but a whole turn is an error and leaves no trace."""
    collector = CollectingOutputChannel()
    saved: list[Any] = []
    whole_turns.failed_actions.set([])
    whole_turns.saved_trackers.set(saved)
    message = UserMessage(
        text, collector, sender, input_channel="motcua", message_id=message_id, metadata=metadata or {}
    )
    try:
        await on_new_message(message)
    except whole_turns.TurnNotFinished as error:
        return response.json({"error": f"action failed: {error}"}, 502)
    except Exception as error:  # noqa: BLE001 - stock channels hide it, the application must hear of it
        return response.json({"error": type(error).__name__}, 500)
    if not saved:
        return response.json({"error": "the turn was not saved"}, 500)
    heard = saved[-1].latest_message
    turn = {"replies": collector.messages, "intent": _intent(heard), "entities": heard.entities}
    return response.json({**turn, "replayed": False})


async def _earlier(app: Sanic, sender: str, message_id: str) -> dict[str, Any] | None:
    """The turn a message id led to, from the tracker; None when it never finished."""
    tracker = await app.ctx.agent.tracker_store.retrieve(sender)
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


def _reply(event: BotUttered) -> dict[str, Any]:
    data = {key: value for key, value in (event.data or {}).items() if value is not None}
    return {**({"text": event.text} if event.text else {}), **data}


def _intent(event: UserUttered) -> dict[str, Any]:
    intent = event.intent or {}
    return {"name": intent.get("name"), "confidence": float(intent.get("confidence") or 0.0)}


async def _delete(app: Sanic, sender: str) -> None:
    """Take a conversation out of the SQL tracker store; other stores have no such thing in 3.6."""
    store = app.ctx.agent.tracker_store
    store = getattr(store, "_tracker_store", store)
    with store.session_scope() as session:
        session.query(store.SQLEvent).filter_by(sender_id=sender).delete()
        session.commit()
