"""A photo of the receipt slip: its QR or bar code holds the dossier number; nothing else is read or kept."""

import asyncio
import io
from collections.abc import Awaitable, Callable

import PIL.Image
import structlog
import zxingcpp

from bot.post.inbox import Message
from connectors.onestop.number import find_dossier_number

__all__ = ["LARGEST", "Pictures", "number_in_picture"]

LARGEST = 25_000_000
"""Pixels; a larger picture is not opened."""
Fetch = Callable[[str, str], Awaitable[bytes | None]]
_log = structlog.get_logger()


class Pictures:
    """Fetches a picture through its door and reads the codes on it; the picture is never stored."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch

    async def number_in(self, message: Message) -> str:
        """The dossier number on the picture; empty when there is none or the picture cannot be had."""
        data = await self._fetch(message.channel, message.media) if message.media else None
        return await asyncio.to_thread(number_in_picture, data) if data else ""


def number_in_picture(data: bytes) -> str:
    """The first dossier number in any code of a picture; empty when it cannot be read, whatever the bytes are."""
    try:
        with PIL.Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > LARGEST:
                return ""
            codes = zxingcpp.read_barcodes(picture.convert("L"))
    except Exception as error:  # noqa: BLE001 - decoders raise anything over broken bytes
        _log.info("picture_unreadable", reason=type(error).__name__)
        return ""
    found = (find_dossier_number(code.text) for code in codes)
    return next((str(number) for number in found if number), "")
