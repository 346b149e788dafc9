"""Webhooks: verify the raw bytes, store, answer. Nothing else happens inside the platform's request."""

import asyncio
from collections.abc import Callable, Mapping, Sequence

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy.exc import SQLAlchemyError

from bot.doors.door import Door, Incoming
from bot.doors.intake import inbound
from bot.metrics import RECEIVED
from bot.post.inbox import Inbox

__all__ = ["PATHS", "Intake", "webhook_routes"]

PATHS = {"telegram": "/webhooks/telegram", "zalo_oa": "/webhooks/zalo-oa", "zalo_bot": "/webhooks/zalo-bot"}
LARGEST_BODY = 1_000_000
_OK = 200
_FORGED, _TOO_LARGE, _WRONG_TYPE, _UNAVAILABLE = 401, 413, 415, 503
_log = structlog.get_logger()


class Intake:
    """Stores what a door parsed, and wakes the turn workers; doors that poll use it too."""

    def __init__(self, inbox: Inbox, wake: Callable[[], None]) -> None:
        self._inbox = inbox
        self._wake = wake

    async def __call__(self, channel: str, messages: Sequence[Incoming]) -> None:
        """Raises SQLAlchemyError when the database is away: the platform must deliver again."""
        for incoming in messages:
            await asyncio.to_thread(self._inbox.accept, inbound(channel, incoming))
            RECEIVED.labels(channel, "accepted").inc()
        if messages:
            self._wake()


def webhook_routes(doors: Mapping[str, Door], intake: Intake) -> APIRouter:
    """One address for each open channel."""
    router = APIRouter()
    for name, door in doors.items():
        if name in PATHS:
            router.add_api_route(PATHS[name], _receiver(door, intake), methods=["POST"], include_in_schema=False)
            router.add_api_route(PATHS[name], _present, methods=["GET", "HEAD"], include_in_schema=False)
    return router


async def _present() -> Response:
    """Consoles look whether the address answers."""
    return Response("ok", media_type="text/plain")


def _receiver(door: Door, intake: Intake) -> Callable[[Request], object]:
    async def receive(request: Request) -> Response:
        body = await _body(request)
        if body is None:
            return _refuse(door, "too_large", _TOO_LARGE)
        if not request.headers.get("content-type", "application/json").startswith("application/json"):
            return _refuse(door, "wrong_type", _WRONG_TYPE)
        if not door.verify(request.headers, body):
            return _refuse(door, "forged", _FORGED)
        try:
            await intake(door.name, door.parse(body))
        except SQLAlchemyError:
            _log.exception("intake_failed", channel=door.name)
            return _refuse(door, "not_stored", _UNAVAILABLE)
        return Response(status_code=_OK)

    return receive


async def _body(request: Request) -> bytes | None:
    """The raw bytes; None when there are too many, without reading them all."""
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) > LARGEST_BODY:
            return None
    return bytes(read)


def _refuse(door: Door, result: str, status: int) -> Response:
    RECEIVED.labels(door.name, result).inc()
    return Response(status_code=status)
