"""Without a webhook: ask for one update after another.

The platform forgets an update once it has handed it out, and there is no offset to confirm it with. An update that
cannot be stored is therefore kept here and tried again as long as the database is away; it is lost only if the process
ends before that.
"""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

from bot.doors.zalo_bot.client import ApiFault, Client, Limits
from bot.doors.zalo_bot.failures import FLOOD, IDLE, LOST, REMEDY
from bot.metrics import RECEIVED
from bot.post.alerts import Alerts

__all__ = ["POLLING", "STOPPED", "Polling"]

STOPPED = "zalo_bot:stopped"
POLLING = "zalo_bot:polling"
POLLING_REMEDY = (
    "Zalo từ chối getUpdates: có lẽ webhook của bot đang bật. Hãy chạy “motcua zalo setup” "
    "(xóa webhook khi ZALO_BOT_SECRET để trống)."
)
MOST_TRIES = 5
"""For an update that the database does not want although it is there: the others must not wait behind it for ever."""
_AWAY = (OperationalError, InterfaceError, NoConnection)
_CLIENT = range(400, 500)
_log = structlog.get_logger()


class Polling:
    """One loop; ``take`` stores an update and raises when it cannot."""

    first_pause, longest_pause, person_pause, least = 1.0, 60.0, 30.0, 1.0
    """Seconds; the third when only a person can mend it, the last between two calls that brought nothing."""

    def __init__(
        self, client: Client, limits: Limits, take: Callable[[object], Awaitable[None]], alerts: Alerts
    ) -> None:
        self._client = client
        self._limits = limits
        self._take = take
        self._alerts = alerts
        self._kept: object = None
        self._tries = 0
        self._failures = 0
        self._maybe_alarmed = {STOPPED, POLLING}

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            try:
                await self._once()
            except Exception as error:  # noqa: BLE001 - the loop must outlive every fault
                pause = await self._pause_after(error)
                _log.warning("polling", channel="zalo_bot", reason=_word(error), pause=round(pause, 1))
                await asyncio.sleep(pause)
            else:
                self._failures = 0

    async def _once(self) -> None:
        if self._kept is None:
            self._kept = await self._next()
            await self._all_clear()
        if self._kept is not None:
            await self._store(self._kept)
            self._kept, self._tries = None, 0

    async def _store(self, update: object) -> None:
        try:
            await self._take(update)
        except Exception as error:
            self._tries += not isinstance(error, _AWAY)
            if self._tries < MOST_TRIES:
                raise
            _log.error("update_lost", channel="zalo_bot", reason=type(error).__name__)
            RECEIVED.labels("zalo_bot", "not_stored").inc()

    async def _next(self) -> object:
        """An update, or nothing after a while."""
        started = time.monotonic()
        update: object = None
        try:
            update = await self._client.call(
                "getUpdates", {"timeout": str(self._limits.poll)}, longer=self._limits.poll
            )
        except ApiFault as fault:
            if fault.code != IDLE:
                raise
        if not update:
            await asyncio.sleep(max(0.0, self.least - (time.monotonic() - started)))
        return update or None

    async def _all_clear(self) -> None:
        for key in list(self._maybe_alarmed):
            await asyncio.to_thread(self._alerts.clear, key)
            self._maybe_alarmed.discard(key)

    async def _pause_after(self, error: Exception) -> float:
        if isinstance(error, ApiFault):
            if error.code == FLOOD:
                return self.longest_pause if error.after is None else max(error.after, self.least)
            if error.code in LOST:
                return await self._alarm(STOPPED, REMEDY)
            if error.own and error.code in _CLIENT:
                return await self._alarm(POLLING, POLLING_REMEDY)
        self._failures += 1
        pause = min(self.longest_pause, self.first_pause * 2.0 ** min(self._failures - 1, 10))
        return pause * random.uniform(0.5, 1.0)  # noqa: S311 - spread, not secrecy

    async def _alarm(self, key: str, text: str) -> float:
        self._maybe_alarmed.add(key)
        try:
            await asyncio.to_thread(self._alerts.raise_, key, text)
        except Exception as error:  # noqa: BLE001 - a database that is away must not end the loop
            _log.error("alert_not_stored", key=key, reason=type(error).__name__)
        return self.person_pause


def _word(error: Exception) -> str:
    return str(error.code) if isinstance(error, ApiFault) else type(error).__name__
