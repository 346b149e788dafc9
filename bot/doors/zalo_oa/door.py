"""The Official Account door: parts of this package joined behind the interface every door has."""

import asyncio
import re
import time
from collections.abc import Mapping, Sequence

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.doors.door import Incoming, Part, Unconfirmed
from bot.doors.house import House
from bot.doors.media import ZALO_HOSTS, MediaFetcher
from bot.doors.zalo_oa.attachments import Attachments
from bot.doors.zalo_oa.client import Client
from bot.doors.zalo_oa.echoes import Echoes
from bot.doors.zalo_oa.failures import failure
from bot.doors.zalo_oa.limits import Limits
from bot.doors.zalo_oa.opening import is_closed, open_tokens
from bot.doors.zalo_oa.parsing import Echo, read
from bot.doors.zalo_oa.rendering import render
from bot.doors.zalo_oa.sending import ACCOUNT, Sending
from bot.doors.zalo_oa.signature import NAME, Signature
from bot.metrics import RECEIVED
from dialogues.replies import Reply

__all__ = ["ZaloOaDoor", "open_zalo_oa"]

ASK_EVERY = 10
"""Looks between two tries to learn the account's number: a refused one may cost a pair of tokens."""
_log = structlog.get_logger()


def open_zalo_oa(house: House) -> "ZaloOaDoor | None":
    """The door, or nothing without ZALO_APP_ID and something of the account's."""
    return None if is_closed(house.settings) else ZaloOaDoor(house)


class ZaloOaDoor:
    """See bot.doors.door.Door."""

    name = NAME

    def __init__(self, house: House, limits: Limits | None = None) -> None:
        settings, limits = house.settings, limits or Limits()
        self._house = house
        self._limits = limits
        self._signature = Signature(settings)
        self._tokens = open_tokens(settings, house.database, house.alerts, limits)
        self._client = Client(settings, self._tokens, limits)
        self._send = Sending(
            self._client,
            Attachments(self._client, settings.motcua_public_url, limits),
            house.alerts,
            self._tokens.office,
            template_type=settings.zalo_oa_template_type,
            again=limits.again,
        )
        self._pictures = MediaFetcher(NAME, ZALO_HOSTS, settings.zalo_api_base)
        self._echoes = Echoes(self._settle)
        self._account = ""
        self._tasks: list[asyncio.Task[None]] = []

    def verify(self, headers: Mapping[str, str], body: bytes) -> bool:
        """See bot.doors.zalo_oa.signature."""
        return self._signature(headers, body)

    def parse(self, body: bytes) -> Sequence[Incoming]:
        """The message of an event; echoes of our own are settled beside it."""
        seen = read(body)
        if seen.counted:
            RECEIVED.labels(NAME, seen.counted).inc()
        if seen.echo:
            self._echoes.heard(seen.echo)
        return [seen.message] if seen.message else []

    def render(self, chat_id: str, reply: Reply, answers: str = "") -> Sequence[Part]:
        """See bot.doors.zalo_oa.rendering."""
        link = f"https://zalo.me/{self._account}" if self._account else ""
        return render(chat_id, reply, buttons_allowed=self._house.settings.zalo_oa_buttons, private_link=link)

    async def send(self, chat_id: str, part: Part) -> str:
        """Make the call; one that got no answer may have been echoed meanwhile."""
        started = time.monotonic()
        try:
            platform_id = await self._send(chat_id, part)
        except Unconfirmed:
            echoed = self._echoes.of(chat_id, (part["text"], str(part.get("plain", ""))), started)
            if echoed is None:
                raise
            return echoed
        self._echoes.sent(platform_id)
        return platform_id

    async def typing(self, chat_id: str) -> None:
        """Zalo has no such sign."""

    async def fetch(self, media: str) -> bytes | None:
        """From Zalo's hosts; events give plain http, which a person's picture is not fetched over."""
        address = media if self._pictures.allows(media) else re.sub(r"^http:", "https:", media)
        return await self._pictures.fetch(address) if media else None

    async def start(self) -> None:
        """Keep the tokens fresh and settle echoes, beside everything else."""
        self._tasks = [asyncio.create_task(self._echoes.run()), asyncio.create_task(self._attend())]

    async def stop(self) -> None:
        """End every task and connection; a pair of tokens just being renewed is saved first."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._tokens.stop()
        await asyncio.gather(self._client.close(), self._pictures.close())

    def _settle(self, echo: Echo) -> bool:
        return self._house.outbox.seen(NAME, echo.chat_id, echo.text, echo.platform_id)

    async def _attend(self) -> None:
        """Tokens are renewed when nobody writes, too; the account's number leads from groups to it."""
        try:
            await asyncio.to_thread(self._house.alerts.clear, ACCOUNT)
        except SQLAlchemyError as error:
            _log.warning("alert_not_cleared", channel=NAME, reason=type(error).__name__)
        looks, told = 0, ""
        while True:
            try:
                await self._tokens.current()
                if not self._account and looks % ASK_EVERY == 0:
                    self._account = _number(await self._client.account())
                told = ""
            except Exception as error:  # noqa: BLE001 - the next look may find things mended
                reason = failure(error, self._tokens.office).reason
                if reason != told:
                    _log.warning("not_attended", channel=NAME, reason=reason)
                told = reason
            looks += 1
            await asyncio.sleep(self._limits.attend)


def _number(account: Mapping[str, object]) -> str:
    number = account.get("oaid")
    text = str(number) if isinstance(number, int | str) else ""
    return text if text.isascii() and text.isalnum() else ""
