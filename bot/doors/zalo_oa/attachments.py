"""Our own pictures, uploaded when Zalo cannot get them by their address; ids live seven days."""

import time
from collections import OrderedDict
from collections.abc import Callable

import httpx

from bot.doors.zalo_oa.client import Client
from bot.doors.zalo_oa.limits import Limits

__all__ = ["LARGEST", "Attachments"]

LARGEST = 1_000_000
"""Bytes of a picture Zalo takes."""
LIFE = 6 * 86_400.0
MOST = 200
_TYPES = {b"\xff\xd8\xff": "anh.jpg", b"\x89PNG\r\n\x1a\n": "anh.png"}


class Attachments:
    """Only what stands under our own address is read; ``known`` asks nobody."""

    def __init__(
        self, client: Client, public_url: str, limits: Limits, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._client = client
        self._ours = public_url.rstrip("/") + "/" if public_url else ""
        self._timeout = httpx.Timeout(limits.read, connect=limits.connect)
        self._clock = clock
        self._ids: OrderedDict[str, tuple[str, float]] = OrderedDict()

    def known(self, url: str) -> str:
        """The id of an earlier upload; empty when there is none or it has expired."""
        attachment_id, until = self._ids.get(url, ("", 0.0))
        return attachment_id if until > self._clock() else ""

    async def upload(self, url: str) -> str:
        """The id of a new upload; empty when the picture is not ours or cannot be had. Raises as the client does."""
        data = await self._read(url) if self._ours and url.startswith(self._ours) else b""
        name = next((name for sign, name in _TYPES.items() if data.startswith(sign)), "")
        if not name:
            return ""
        attachment_id = await self._client.upload_image(data, name)
        self._ids.pop(url, None)
        self._ids[url] = (attachment_id, self._clock() + LIFE)
        if len(self._ids) > MOST:
            self._ids.popitem(last=False)
        return attachment_id

    def forget(self, url: str) -> None:
        """Zalo no longer knows the id."""
        self._ids.pop(url, None)

    async def _read(self, url: str) -> bytes:
        read = bytearray()
        try:
            async with (
                httpx.AsyncClient(timeout=self._timeout, trust_env=False) as http,
                http.stream("GET", url) as response,
            ):
                if response.status_code != httpx.codes.OK:
                    return b""
                async for chunk in response.aiter_bytes():
                    read += chunk
                    if len(read) > LARGEST:
                        return b""
        except (httpx.HTTPError, httpx.InvalidURL):
            return b""
        return bytes(read)
