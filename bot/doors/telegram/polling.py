"""Without a webhook: ask for updates, and confirm only what the inbox has taken."""

import asyncio
import random
from collections.abc import Awaitable, Callable

import structlog
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.doors.telegram.client import Client, HttpFault, Limits
from bot.doors.telegram.failures import REMEDY
from bot.doors.telegram.updates import KINDS
from bot.post.alerts import Alerts

__all__ = ["Polling"]

STOPPED = "telegram:stopped"
TWICE = "telegram:polling"
TWICE_REMEDY = (
    "Telegram từ chối getUpdates: có webhook đang bật hoặc một tiến trình khác dùng cùng token. "
    "Hãy tắt tiến trình kia, hoặc chạy “motcua telegram setup” (xóa webhook khi TELEGRAM_WEBHOOK_SECRET để trống)."
)
_LOST = (401, 404)
_log = structlog.get_logger()


class Polling:
    """One loop; ``take`` stores an update and raises when it cannot."""

    first_pause, longest_pause, person_pause = 1.0, 60.0, 30.0
    """Seconds; the last when only a person can mend it."""

    def __init__(
        self, client: Client, limits: Limits, take: Callable[[object], Awaitable[None]], alerts: Alerts
    ) -> None:
        self._client = client
        self._limits = limits
        self._take = take
        self._alerts = alerts
        self._offset: int | None = None
        self._failures = 0
        self._alarmed = {STOPPED, TWICE}

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            try:
                await self._once()
            except Exception as error:  # noqa: BLE001 - the loop must outlive every fault
                pause = await self._pause_after(error)
                _log.warning("polling", reason=type(error).__name__, pause=round(pause, 1))
                await asyncio.sleep(pause)
            else:
                self._failures = 0

    async def _once(self) -> None:
        updates = await self._client.updates(self._offset, self._limits.poll, self._limits.read, KINDS)
        for key in list(self._alarmed):
            await asyncio.to_thread(self._alerts.clear, key)
            self._alarmed.discard(key)
        for update in updates:
            await self._take(update)
            number = update.get("update_id") if isinstance(update, dict) else None
            if isinstance(number, int):
                self._offset = number + 1

    async def _pause_after(self, error: Exception) -> float:
        if isinstance(error, RetryAfter):
            asked = error.retry_after
            return float(asked) if isinstance(asked, int) else asked.total_seconds()
        if isinstance(error, InvalidToken) or (isinstance(error, HttpFault) and error.status in _LOST):
            await self._alarm(STOPPED, REMEDY)
            return self.person_pause
        if isinstance(error, Conflict):
            await self._alarm(TWICE, TWICE_REMEDY)
            return self.person_pause
        if not isinstance(error, TelegramError):
            _log.error("polling_not_stored", reason=type(error).__name__)
        self._failures += 1
        pause = min(self.longest_pause, self.first_pause * 2.0 ** min(self._failures - 1, 10))
        return pause * random.uniform(0.5, 1.0)  # noqa: S311 - spread, not secrecy

    async def _alarm(self, key: str, text: str) -> None:
        self._alarmed.add(key)
        try:
            await asyncio.to_thread(self._alerts.raise_, key, text)
        except Exception as error:  # noqa: BLE001 - a database that is away must not end the loop
            _log.error("alert_not_stored", key=key, reason=type(error).__name__)
