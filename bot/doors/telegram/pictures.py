"""Get a picture a person sent, within limits of size and time; it is never written anywhere."""

import asyncio

import httpx
import structlog

from bot.doors.media import is_image
from bot.doors.telegram.client import Client, Limits

__all__ = ["Pictures"]

LARGEST = 20 * 1024 * 1024
"""Bytes; what the Bot API lets a bot download."""
_log = structlog.get_logger()


class Pictures:
    """Fetches by file id; streams, so that a body without end is given up early."""

    def __init__(self, client: Client, limits: Limits) -> None:
        self._client = client
        self._limits = limits
        timeout = httpx.Timeout(limits.read, connect=limits.connect)
        self._http = httpx.AsyncClient(timeout=timeout, trust_env=False, follow_redirects=False)

    async def fetch(self, file_id: str) -> bytes | None:
        """The bytes of an image; None for anything else."""
        try:
            async with asyncio.timeout(self._limits.upload):
                data = await self._download(file_id)
        except Exception as error:  # noqa: BLE001 - a picture that cannot be had is answered in words
            _log.info("picture_not_fetched", channel="telegram", reason=type(error).__name__)
            return None
        return data if data and is_image(data) else None

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def _download(self, file_id: str) -> bytes | None:
        file = await self._client.get_file(file_id)
        path = file.file_path or ""
        if not path.startswith(f"{self._client.base_file_url}/") or (file.file_size or 0) > LARGEST:
            return None
        read = bytearray()
        async with self._http.stream("GET", path) as response:
            if response.status_code != httpx.codes.OK:
                return None
            async for chunk in response.aiter_bytes():
                read += chunk
                if len(read) > LARGEST:
                    return None
        return bytes(read)
