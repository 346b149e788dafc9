"""A signed link to the copy of one's data, good for an hour: ``GET /my-data/<token>``."""

import asyncio
import base64
import binascii
import hmac
import json
import time
from collections.abc import Callable

from fastapi import APIRouter
from fastapi.responses import JSONResponse, PlainTextResponse, Response

from bot.own_data.kept import Kept

__all__ = ["Links", "link_routes"]

GOOD_FOR = 3600
_GONE, _UNKNOWN = 410, 404


class Links:
    """Makes and reads tokens; the key is made from the installation's secret for this purpose only."""

    def __init__(self, secret: str, clock: Callable[[], float] = time.time) -> None:
        self._key = hmac.new(secret.encode(), b"my-data", "sha256").digest()
        self._clock = clock

    def token(self, channel: str, chat_id: str) -> str:
        """Names the chat and the moment it ends, signed."""
        body = json.dumps([channel, chat_id, int(self._clock()) + GOOD_FOR], separators=(",", ":")).encode()
        return f"{_text(body)}.{_text(self._sign(body))}"

    def read(self, token: str) -> tuple[str, str] | None:
        """Channel and chat; None when it is not ours. Raises TimeoutError when its hour is over."""
        try:
            body, signature = (base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in token.split("."))
            if not hmac.compare_digest(signature, self._sign(body)):
                return None
            channel, chat_id, until = json.loads(body)
        except (ValueError, binascii.Error):
            return None
        if self._clock() > until:
            raise TimeoutError
        return channel, chat_id

    def _sign(self, body: bytes) -> bytes:
        return hmac.new(self._key, body, "sha256").digest()


def link_routes(links: Links, kept: Kept) -> APIRouter:
    """The one route; whoever has the link has the data, as the person was told."""
    router = APIRouter()

    @router.get("/my-data/{token}", include_in_schema=False)
    async def my_data(token: str) -> Response:
        try:
            chat = links.read(token)
        except TimeoutError:
            return PlainTextResponse("Liên kết đã hết hạn. Bạn gõ /dulieu để lấy liên kết mới.", _GONE)
        if chat is None:
            return PlainTextResponse("Không có trang này.", _UNKNOWN)
        headers = {"Content-Disposition": 'attachment; filename="du-lieu-cua-toi.json"', "Cache-Control": "no-store"}
        return JSONResponse(await asyncio.to_thread(kept.everything, *chat), headers=headers)

    return router


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
