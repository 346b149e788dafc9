"""The Bot API's client: python-telegram-bot's own, with our time limits and nothing of it in the logs."""

import asyncio
import json
import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from telegram.error import NetworkError
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import BaseRequest, HTTPXRequest, RequestData

from bot.settings import Settings

__all__ = ["Client", "HttpFault", "Limits", "open_client"]

os.environ.setdefault("PTB_TIMEDELTA", "1")  # without it every 429 is a deprecation warning
logging.getLogger("telegram").setLevel(logging.CRITICAL + 1)  # it logs whole updates when it cannot read them
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)  # request lines hold the token

_OK, _MULTIPLE = 200, 300
_KNOWN = (400, 401, 403, 404, 409)
_FLOOD = 429


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds the client waits."""

    connect: float = 5.0
    read: float = 15.0
    upload: float = 60.0
    poll: int = 25
    """How long Telegram may hold a getUpdates without news."""


class HttpFault(NetworkError):
    """An HTTP status python-telegram-bot would lose; ``own`` when the body was Telegram's envelope."""

    def __init__(self, status: int, *, own: bool) -> None:
        super().__init__(f"http_{status}")
        self.status = status
        self.own = own


class Client(ExtBot[int]):
    """Calls the Bot API; its ``repr`` must not show the token."""

    def __repr__(self) -> str:
        return "Client()"

    async def updates(self, offset: int | None, wait: int, read: float, kinds: Sequence[str]) -> list[Any]:
        """Updates as plain JSON, so that one nobody can read does not hold up the rest."""
        data = {"timeout": wait, "allowed_updates": list(kinds)} | ({} if offset is None else {"offset": offset})
        got = await self._post("getUpdates", data, read_timeout=wait + read)
        return got if isinstance(got, list) else []

    async def close_connections(self) -> None:
        """Whether or not it was ever initialised."""
        await asyncio.gather(*(request.shutdown() for request in self._request))


def open_client(settings: Settings, limits: Limits) -> Client:
    """A client for the token of the settings; connects to nothing yet."""
    base = settings.telegram_api_base.rstrip("/")
    return Client(
        settings.telegram_token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=_Wire(limits),
        get_updates_request=_Wire(limits),
        rate_limiter=AIORateLimiter(),  # no retries of its own: the outbox knows what is left to do
    )


class _Wire(HTTPXRequest):
    """Tells a status of Telegram's from one of something in between."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(
            connection_pool_size=32,
            connect_timeout=limits.connect,
            read_timeout=limits.read,
            write_timeout=limits.read,
            pool_timeout=limits.connect,
            media_write_timeout=limits.upload,
            httpx_kwargs={"trust_env": False},
        )

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE, write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE, pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:  # fmt: skip
        """See telegram.request.BaseRequest.do_request."""
        status, payload = await super().do_request(
            url, method, request_data, read_timeout, write_timeout, connect_timeout, pool_timeout
        )
        if not _OK <= status < _MULTIPLE:
            envelope = _envelope(payload)
            waits = status == _FLOOD and envelope is not None and isinstance(_retry_after(envelope), int | float)
            if not waits and (status not in _KNOWN or envelope is None):
                raise HttpFault(status, own=envelope is not None)
        return status, payload


def _envelope(payload: bytes) -> dict[str, Any] | None:
    try:
        body = json.loads(payload)
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) and body.get("ok") is False else None


def _retry_after(envelope: dict[str, Any]) -> object:
    parameters = envelope.get("parameters")
    return parameters.get("retry_after") if isinstance(parameters, dict) else None
