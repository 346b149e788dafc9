"""What runs by the clock: retention every night, what is left of deletions every few seconds."""

import asyncio
from datetime import timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]
from sqlalchemy.exc import SQLAlchemyError

from bot.own_data.deleting import Deleting
from bot.own_data.leases import Leases
from bot.own_data.retention import Retention
from knowledge.database import Database, now

__all__ = ["Jobs"]

RETENTION = "retention"
_GRACE = 6 * 3600
"""Seconds: a machine that slept at 03:15 still cleans up in the morning."""
_LEASE = timedelta(hours=1)
_FINISH_SECONDS = 15
_log = structlog.get_logger()


class Jobs:
    """One scheduler a process; the lease keeps several processes from doing the same night's work."""

    def __init__(self, deleting: Deleting, retention: Retention, database: Database) -> None:
        self._deleting = deleting
        self._retention = retention
        self._leases = Leases(database)
        self._scheduler = AsyncIOScheduler(timezone="Asia/Ho_Chi_Minh")

    def start(self) -> None:
        """In the running loop."""
        options = {"coalesce": True, "max_instances": 1}
        self._scheduler.add_job(
            self.clean, "cron", hour=3, minute=15, misfire_grace_time=_GRACE, id=RETENTION, **options
        )
        self._scheduler.add_job(
            self.finish, "interval", seconds=_FINISH_SECONDS, misfire_grace_time=None, id="deletions", **options
        )
        self._scheduler.start()

    def stop(self) -> None:
        """Work in hand is cut off; it is taken up again, because nothing of it is done by halves."""
        self._scheduler.shutdown(wait=False)

    async def clean(self) -> None:
        """Let go what is past its time, if no other process does."""
        if not await asyncio.to_thread(self._leases.take, RETENTION, _LEASE):
            return
        gone = await self._retention.run(now())
        _log.info("retention", **{name.replace(" ", "_"): count for name, count in gone.items()})

    async def finish(self) -> None:
        """Go on with deletions of which a part is left."""
        try:
            await self._deleting.finish()
        except SQLAlchemyError as error:
            _log.warning("deletions_wait", kind=type(error).__name__)
