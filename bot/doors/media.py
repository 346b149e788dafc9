"""Get a picture by the address a platform gave, from its own hosts only; it is never written anywhere."""

import asyncio
import logging
import re
from collections.abc import Sequence
from urllib.parse import urljoin

import httpx
import structlog

__all__ = ["LARGEST", "ZALO_HOSTS", "MediaFetcher", "is_image"]

ZALO_HOSTS = ("zdn.vn", "zadn.vn", "zalo.me", "zaloplatforms.com")
"""Each stands for itself and everything under it."""
LARGEST = 10 * 1024 * 1024
"""Bytes."""
MOST_MOVES = 3
"""Redirects followed; every address on the way must be an allowed one."""
_HOST = re.compile(r"[a-z0-9.-]+")
_SIGNS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_log = structlog.get_logger()
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)  # request lines hold the address of a person's picture


class MediaFetcher:
    """Fetches images over https from ``hosts``; ``own`` is a base address that is allowed as it is.

    An address comes from outside, so it must not lead our server to anywhere else, nor hold it up.
    """

    def __init__(
        self, channel: str, hosts: Sequence[str], own: str = "", seconds: float = 10.0, largest: int = LARGEST
    ) -> None:
        self._channel = channel
        self._hosts = tuple(hosts)
        self._own = _origin(_read(own))
        self._seconds = seconds
        self._largest = largest
        self._http = httpx.AsyncClient(
            timeout=httpx.Timeout(seconds, connect=5.0),
            headers={"Accept-Encoding": "identity"},  # what is packed may be larger than it looks
            trust_env=False,
            follow_redirects=False,
        )

    async def fetch(self, url: str) -> bytes | None:
        """The bytes of an image; None for anything else; never raises."""
        try:
            async with asyncio.timeout(self._seconds):
                data = await self._download(url)
        except Exception as error:  # noqa: BLE001 - a picture that cannot be had is answered in words
            _log.info("picture_not_fetched", channel=self._channel, reason=type(error).__name__)
            return None
        return data if data and is_image(data) else None

    def allows(self, url: str) -> bool:
        """Whether an address is one of the platform's; read by the same parser as the request will be."""
        parts = _read(url)
        if parts is None or parts.userinfo:
            return False
        if self._own and _origin(parts) == self._own:
            return True
        known = _HOST.fullmatch(parts.host) and any(
            parts.host == host or parts.host.endswith(f".{host}") for host in self._hosts
        )
        return bool(known) and parts.scheme == "https" and parts.port is None

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def _download(self, url: str) -> bytes | None:
        for _ in range(1 + MOST_MOVES):
            if not self.allows(url):
                _log.info("picture_not_fetched", channel=self._channel, reason="host")
                return None
            async with self._http.stream("GET", url) as response:
                if not response.is_redirect:
                    return await self._read(response)
                url = urljoin(url, response.headers["location"])
        return None

    async def _read(self, response: httpx.Response) -> bytes | None:
        promised = response.headers.get("content-length", "")
        if response.status_code != httpx.codes.OK or response.headers.get("content-encoding", "identity") != "identity":
            return None
        if promised.isascii() and promised.isdigit() and int(promised) > self._largest:
            return None
        read = bytearray()
        async for chunk in response.aiter_raw():
            read += chunk
            if len(read) > self._largest:
                return None
        return bytes(read)


def is_image(data: bytes) -> bool:
    """Whether bytes begin as a picture does; others are not handed to a decoder."""
    return data.startswith(_SIGNS) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def _read(url: str) -> httpx.URL | None:
    try:
        return httpx.URL(url) if url.isascii() else None
    except httpx.InvalidURL:
        return None


def _origin(url: httpx.URL | None) -> tuple[str, str, int | None] | None:
    return (url.scheme, url.host, url.port) if url and url.host else None
