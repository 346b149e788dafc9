"""The Bot Platform's client: ``{base}/bot<TOKEN>/<method>``, JSON both ways, and no address in any log."""

import json
import logging
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from bot.settings import Settings

__all__ = ["ApiFault", "Client", "Limits", "open_client"]

for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)  # request lines hold the token

LARGEST_CODE = 99_999
LONGEST_WAIT = 3600.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds the client waits."""

    connect: float = 5.0
    read: float = 15.0
    poll: int = 30
    """How long the platform may hold a getUpdates without news."""


class ApiFault(Exception):
    """An answer that is not a success. ``own`` when it was the platform's envelope and not something in between."""

    def __init__(self, code: int, *, own: bool, after: float | None = None) -> None:
        super().__init__(str(code))
        self.code = code
        """The envelope's error code, else the HTTP status; 0 when the envelope says neither."""
        self.own = own
        self.after = after
        """Seconds the platform asked to wait, if it did."""


class Client:
    """Makes calls; connects to nothing until the first."""

    def __init__(self, base: str, token: str, limits: Limits) -> None:
        self._address = f"{base.rstrip('/')}/bot{token}"
        self._limits = limits
        self._http = httpx.AsyncClient(
            timeout=httpx.Timeout(limits.read, connect=limits.connect, pool=limits.connect),
            trust_env=False,
            follow_redirects=False,
        )

    async def call(self, method: str, body: Mapping[str, Any] | None = None, *, longer: float = 0.0) -> Any:
        """The ``result`` of a method; raises ApiFault or httpx's exceptions. ``longer`` adds to the time to read."""
        limits = self._limits
        response = await self._http.post(
            f"{self._address}/{method}",
            content=json.dumps(body or {}).encode(),
            headers={"Content-Type": "application/json"},
            timeout=httpx.Timeout(limits.read, connect=limits.connect, pool=limits.connect, read=limits.read + longer),
        )
        envelope = _envelope(response.content)
        if response.is_success and envelope and envelope["ok"]:
            return envelope.get("result")
        raise _fault(response, envelope)

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()


def open_client(settings: Settings, limits: Limits | None = None) -> Client:
    """A client for the token of the settings."""
    return Client(settings.zalo_bot_api_base, settings.zalo_bot_token, limits or Limits())


def _envelope(content: bytes) -> dict[str, Any] | None:
    try:
        body = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) and isinstance(body.get("ok"), bool) else None


def _fault(response: httpx.Response, envelope: dict[str, Any] | None) -> ApiFault:
    after = _seconds(response.headers.get("retry-after", ""))
    if envelope is None or envelope["ok"]:
        return ApiFault(response.status_code, own=False, after=after)
    code = envelope.get("error_code")
    if not isinstance(code, int) or isinstance(code, bool) or abs(code) > LARGEST_CODE:
        code = 0 if response.is_success else response.status_code
    return ApiFault(code, own=True, after=after)


def _seconds(header: str) -> float | None:
    """Retry-After in seconds; its form as a date is not worth reading."""
    try:
        seconds = float(header)
    except ValueError:
        return None
    return min(seconds, LONGEST_WAIT) if math.isfinite(seconds) and seconds >= 0 else None
