"""The Telegram door: parts of this package joined behind the interface every door has."""

import asyncio
import contextlib
import hmac
from collections.abc import Mapping, Sequence

import structlog
from telegram.error import InvalidToken

from bot.doors.door import Incoming, Part
from bot.doors.house import House
from bot.doors.telegram.addressing import Me
from bot.doors.telegram.client import Limits, open_client
from bot.doors.telegram.errands import Errands
from bot.doors.telegram.failures import REMEDY
from bot.doors.telegram.inline import Inline
from bot.doors.telegram.media import Media
from bot.doors.telegram.pictures import Pictures
from bot.doors.telegram.polling import STOPPED, Polling
from bot.doors.telegram.rendering import render
from bot.doors.telegram.sending import Sending
from bot.doors.telegram.updates import Seen, read, read_bytes
from bot.metrics import RECEIVED
from dialogues.replies import Reply

__all__ = ["TelegramDoor", "open_telegram"]

NAME = "telegram"
HEADER = "x-telegram-bot-api-secret-token"
PATIENCE = 3.0
"""Seconds the start waits for Telegram to tell our name; it is asked for on in the background."""
AGAIN = 30.0
_log = structlog.get_logger()


def open_telegram(house: House) -> "TelegramDoor | None":
    """The door, or nothing without TELEGRAM_TOKEN."""
    return TelegramDoor(house) if house.settings.telegram_token else None


class TelegramDoor:
    """See bot.doors.door.Door."""

    name = NAME

    def __init__(self, house: House, limits: Limits | None = None) -> None:
        settings = house.settings
        limits = limits or Limits()
        self._house = house
        self._secret = settings.telegram_webhook_secret.encode()
        self._client = open_client(settings, limits)
        self._me = Me(_id_in(settings.telegram_token))
        self._send = Sending(self._client)
        self._pictures = Pictures(self._client, limits)
        self._errands = Errands()
        self._inline = Inline(
            self._client, house.base, limited=settings.motcua_rates == "on", closed=bool(settings.motcua_closed)
        )
        self._polling = Polling(self._client, limits, self._take, house.alerts)
        self._tasks: list[asyncio.Task[None]] = []

    def verify(self, headers: Mapping[str, str], body: bytes) -> bool:
        """The secret given to setWebhook; without one there is no webhook, and nobody may deliver."""
        given = headers.get(HEADER, "").encode("utf-8", "replace")
        return hmac.compare_digest(given, self._secret) and bool(self._secret)

    def parse(self, body: bytes) -> Sequence[Incoming]:
        """The message of an update; presses and inline queries are answered beside it."""
        return self._received(read_bytes(body, self._me))

    def render(self, chat_id: str, reply: Reply, answers: str = "") -> Sequence[Part]:
        """See bot.doors.telegram.rendering."""
        return render(
            reply, grouped=_is_group(chat_id), username=self._me.username, answers=Media.read(answers)
        )  # fmt: skip

    async def send(self, chat_id: str, part: Part) -> str:
        """See bot.doors.telegram.sending."""
        return await self._send(chat_id, part)

    async def typing(self, chat_id: str) -> None:
        """Not in groups, where every call counts against twenty a minute."""
        if not _is_group(chat_id):
            with contextlib.suppress(Exception):
                await self._client.send_chat_action(chat_id, "typing")

    async def fetch(self, media: str) -> bytes | None:
        """The picture by its file id."""
        file_id = Media.read(media).file_id
        return await self._pictures.fetch(file_id) if file_id else None

    async def start(self) -> None:
        """Learn our name; poll when there is no webhook secret."""
        introduction = asyncio.create_task(self._introduce())
        self._tasks = [introduction]
        await asyncio.wait([introduction], timeout=PATIENCE)
        if not self._secret:
            self._tasks.append(asyncio.create_task(self._polling.run()))

    async def stop(self) -> None:
        """End every task and connection."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._errands.stop()
        await self._pictures.close()
        await self._client.close_connections()

    async def _take(self, update: object) -> None:
        """An update that was polled."""
        await self._house.receive(NAME, self._received(read(update, self._me)))

    def _received(self, seen: Seen) -> Sequence[Incoming]:
        if seen.counted:
            RECEIVED.labels(NAME, seen.counted).inc()
        if seen.moved:
            self._send.moved(*seen.moved)
        if pressed := seen.pressed:
            self._errands.run(lambda: self._client.answer_callback_query(pressed))
        if query := seen.inline:
            RECEIVED.labels(NAME, "inline").inc()
            self._errands.run(lambda: self._inline(query, self._me.username))
        return [seen.message] if seen.message else []

    async def _introduce(self) -> None:
        while not self._me.username:
            try:
                await self._ask_name()
            except Exception as error:  # noqa: BLE001 - the door works without its name, only not by it
                _log.warning("name_not_known", channel=NAME, reason=type(error).__name__)
                await asyncio.sleep(AGAIN)

    async def _ask_name(self) -> None:
        try:
            user = await self._client.get_me()
        except InvalidToken:
            await asyncio.to_thread(self._house.alerts.raise_, STOPPED, REMEDY)
            raise
        await asyncio.to_thread(self._house.alerts.clear, STOPPED)
        self._me.id, self._me.username = user.id, user.username or str(user.id)


def _id_in(token: str) -> int:
    """A token begins with the bot's id."""
    number = token.partition(":")[0]
    return int(number) if number.isascii() and number.isdigit() else 0


def _is_group(chat_id: str) -> bool:
    """Groups have negative ids."""
    return chat_id.startswith("-")
