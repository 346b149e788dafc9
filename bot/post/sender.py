"""Send what is in the outbox through its door, part after part."""

import asyncio
import random
import time
from collections.abc import Mapping
from datetime import timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.doors.door import ChannelStopped, Door, NotSent, Refused, Unconfirmed
from bot.metrics import SENDS
from bot.post.alerts import Alerts
from bot.post.outbox import Delivery, Outbox
from knowledge.database import now

__all__ = ["Sender"]

MOST_ATTEMPTS = 8
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 300.0
STALE = timedelta(hours=24)
"""An answer older than this helps nobody: it is given up, not sent into another talk days later."""
STOPPED_PAUSE = 60.0
"""Seconds a channel rests when only a person can mend it."""
_log = structlog.get_logger()


class Sender:
    """Claims replies of open channels and takes each as far as it goes."""

    def __init__(self, outbox: Outbox, doors: Mapping[str, Door], alerts: Alerts) -> None:
        self._outbox = outbox
        self._doors = doors
        self._alerts = alerts
        self._resting: dict[str, float] = {}
        self._maybe_alarmed = set(doors)

    def claim(self) -> Delivery | None:
        """The next reply of a channel that is not resting."""
        moment = time.monotonic()
        return self._outbox.claim([name for name in self._doors if self._resting.get(name, 0.0) <= moment])

    async def run(self, delivery: Delivery) -> None:
        """Send the parts that are left; whatever happens is written down before the next step."""
        try:
            await self._deliver(delivery)
        except SQLAlchemyError:
            raise  # the lease brings it back when the database is there again
        except Exception:  # noqa: BLE001 - one reply that a door cannot say must not come back for ever
            _log.exception("delivery_failed", channel=delivery.channel, delivery=delivery.id)
            await asyncio.to_thread(self._outbox.unsure, delivery.id, "fault")
            await asyncio.to_thread(self._outbox.failed, delivery.id, "fault", ours=True)

    async def _deliver(self, delivery: Delivery) -> None:
        if delivery.created_at < now() - STALE:
            await asyncio.to_thread(self._outbox.failed, delivery.id, "stale", ours=True)
            return
        door = self._doors[delivery.channel]
        parts = delivery.parts
        if parts is None:
            parts = list(door.render(delivery.chat_id, delivery.reply, delivery.answers))
        for part in parts[delivery.done :]:
            await asyncio.to_thread(self._outbox.handing_over, delivery.id, parts)
            try:
                platform_id = await door.send(delivery.chat_id, part)
            except Unconfirmed as error:
                self._count(delivery, "unknown", error.reason)
                await asyncio.to_thread(self._outbox.unsure, delivery.id, error.reason)
            except (NotSent, Refused, ChannelStopped) as error:
                await self._stop(delivery, error)
                return
            else:
                self._count(delivery, "sent")
                await asyncio.to_thread(self._outbox.arrived, delivery.id, platform_id)
        await asyncio.to_thread(self._outbox.finished, delivery.id)
        if delivery.channel in self._maybe_alarmed:
            self._maybe_alarmed.discard(delivery.channel)
            await asyncio.to_thread(self._alerts.clear, f"{delivery.channel}:stopped")

    async def _stop(self, delivery: Delivery, error: NotSent | Refused | ChannelStopped) -> None:
        if isinstance(error, Refused):
            self._count(delivery, "refused", error.reason)
            await asyncio.to_thread(self._outbox.failed, delivery.id, error.reason, ours=False)
            return
        if isinstance(error, ChannelStopped):
            self._count(delivery, "stopped", error.reason)
            self._maybe_alarmed.add(delivery.channel)
            await asyncio.to_thread(self._alerts.raise_, f"{delivery.channel}:stopped", error.remedy)
            self._resting[delivery.channel] = time.monotonic() + STOPPED_PAUSE
            when = now() + timedelta(seconds=STOPPED_PAUSE)
            await asyncio.to_thread(self._outbox.later, delivery.id, error.reason, when, counts=False)
            return
        self._count(delivery, "again", error.reason)
        if delivery.attempts + 1 >= MOST_ATTEMPTS:
            await asyncio.to_thread(self._outbox.failed, delivery.id, error.reason, ours=True)
            return
        pause = error.after if error.after is not None else _backoff(delivery.attempts)
        if error.whole_channel:
            self._resting[delivery.channel] = time.monotonic() + pause
        when = now() + timedelta(seconds=pause)
        await asyncio.to_thread(self._outbox.later, delivery.id, error.reason, when, counts=not error.whole_channel)

    def _count(self, delivery: Delivery, result: str, reason: str = "") -> None:
        SENDS.labels(delivery.channel, result).inc()
        if reason:
            _log.warning("send", channel=delivery.channel, result=result, reason=reason, delivery=delivery.id)


def _backoff(attempts: int) -> float:
    """Doubling, with full jitter above half, so that many chats do not come back in step."""
    pause: float = min(LONGEST_PAUSE, FIRST_PAUSE * 2.0**attempts)
    return pause * random.uniform(0.5, 1.0)  # noqa: S311 - spread, not secrecy
