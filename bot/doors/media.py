"""Get a picture by the address a platform gave, from its own hosts only; it is never written anywhere."""

import asyncio
import logging
from collections.abc import Sequence
from urllib.parse import SplitResult, urljoin, urlsplit

import httpx
import structlog

__all__ = ["LARGEST", "ZALO_HOSTS", "MediaFetcher", "is_image"]

ZALO_HOSTS = ("zdn.vn", "zadn.vn", "zalo.me", "zaloplatforms.com")
"""Each stands for itself and everything under it."""
LARGEST = 10 * 1024 * 1024
"""Bytes."""
MOST_MOVES = 3
"""Redirects followed; every address on the way must be an allowed one."""
_HTTPS = 443
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
        self._own = _origin(own)
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
        """Whether an address is one of the platform's."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            return False
        if not url.isascii() or not url.isprintable() or parts.username is not None or parts.password is not None:
            return False
        if self._own and _origin(url) == self._own:
            return True
        host = (parts.hostname or "").lower()
        ours = any(host == allowed or host.endswith(f".{allowed}") for allowed in self._hosts)
        return parts.scheme == "https" and ours and port in (None, _HTTPS)

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


def _origin(url: str) -> tuple[str, str, int | None] | None:
    try:
        parts: SplitResult = urlsplit(url)
        return (parts.scheme, parts.hostname.lower(), parts.port) if parts.hostname else None
    except ValueError:
        return None
