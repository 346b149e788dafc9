"""The Zalo Bot door: parts of this package joined behind the interface every door has."""

import asyncio
import contextlib
import hmac
from collections.abc import Mapping, Sequence

import structlog

from bot.doors.door import Incoming, Part
from bot.doors.house import House
from bot.doors.media import ZALO_HOSTS, MediaFetcher
from bot.doors.zalo_bot.client import ApiFault, Limits, open_client
from bot.doors.zalo_bot.failures import LOST, REMEDY
from bot.doors.zalo_bot.polling import STOPPED, Polling
from bot.doors.zalo_bot.rendering import render
from bot.doors.zalo_bot.sending import Sending
from bot.doors.zalo_bot.updates import Seen, address_in, is_grouped, read, read_bytes
from bot.metrics import RECEIVED
from dialogues.replies import Reply

__all__ = ["ZaloBotDoor", "open_zalo_bot"]

NAME = "zalo_bot"
HEADER = "x-bot-api-secret-token"
AGAIN = 30.0
"""Seconds between two tries to learn our name."""
_log = structlog.get_logger()


def open_zalo_bot(house: House) -> "ZaloBotDoor | None":
    """The door, or nothing without ZALO_BOT_TOKEN."""
    return ZaloBotDoor(house) if house.settings.zalo_bot_token else None


class ZaloBotDoor:
    """See bot.doors.door.Door."""

    name = NAME

    def __init__(self, house: House, limits: Limits | None = None) -> None:
        settings = house.settings
        limits = limits or Limits()
        self._house = house
        self._secret = settings.zalo_bot_secret.encode()
        self._client = open_client(settings, limits)
        self._names: tuple[str, ...] = ()
        self._send = Sending(self._client, house.alerts)
        self._pictures = MediaFetcher(NAME, ZALO_HOSTS, settings.zalo_bot_api_base)
        self._polling = Polling(self._client, limits, self._take, house.alerts)
        self._tasks: list[asyncio.Task[None]] = []

    def verify(self, headers: Mapping[str, str], body: bytes) -> bool:
        """The secret given to setWebhook; without one there is no webhook, and nobody may deliver."""
        given = headers.get(HEADER, "").encode("utf-8", "replace")
        return hmac.compare_digest(given, self._secret) and bool(self._secret)

    def parse(self, body: bytes) -> Sequence[Incoming]:
        """The messages of a delivery."""
        return self._counted(read_bytes(body, self._names))

    def render(self, chat_id: str, reply: Reply, answers: str = "") -> Sequence[Part]:
        """See bot.doors.zalo_bot.rendering."""
        return render(reply, grouped=is_grouped(answers))

    async def send(self, chat_id: str, part: Part) -> str:
        """See bot.doors.zalo_bot.sending."""
        return await self._send(chat_id, part)

    async def typing(self, chat_id: str) -> None:
        """Whether it was shown is of no matter."""
        with contextlib.suppress(Exception):
            await self._client.call("sendChatAction", {"chat_id": chat_id, "action": "typing"})

    async def fetch(self, media: str) -> bytes | None:
        """The picture by its address, from Zalo's hosts only."""
        address = address_in(media)
        return await self._pictures.fetch(address) if address else None

    async def start(self) -> None:
        """Learn our name; poll when there is no webhook secret."""
        self._tasks = [asyncio.create_task(self._introduce())]
        if not self._secret:
            self._tasks.append(asyncio.create_task(self._polling.run()))

    async def stop(self) -> None:
        """End every task and connection."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._pictures.close()
        await self._client.close()

    async def _take(self, update: object) -> None:
        """An update that was polled."""
        await self._house.receive(NAME, self._counted(read(update, self._names)))

    def _counted(self, seen: Seen) -> Sequence[Incoming]:
        for word in seen.counted:
            RECEIVED.labels(NAME, word).inc()
        return seen.messages

    async def _introduce(self) -> None:
        """Until the platform has told our name; the door works without it, only groups need it."""
        while True:
            try:
                me = await self._client.call("getMe")
                await asyncio.to_thread(self._house.alerts.clear, STOPPED)
            except Exception as error:  # noqa: BLE001
                await self._not_introduced(error)
                await asyncio.sleep(AGAIN)
            else:
                self._names = _names(me)
                return

    async def _not_introduced(self, error: Exception) -> None:
        _log.warning("name_not_known", channel=NAME, reason=type(error).__name__)
        if isinstance(error, ApiFault) and error.code in LOST:
            with contextlib.suppress(Exception):
                await asyncio.to_thread(self._house.alerts.raise_, STOPPED, REMEDY)


def _names(me: object) -> tuple[str, ...]:
    """What people in a group may call us."""
    known = me if isinstance(me, dict) else {}
    found = (known.get(key) for key in ("display_name", "account_name"))
    return tuple(name for name in found if isinstance(name, str) and name.strip())
