"""Jobs that one process at a time may run."""

from datetime import UTC, datetime, timedelta

from sqlalchemy.exc import IntegrityError

from bot.own_data.tables import JobRow
from knowledge.database import Database, now

__all__ = ["Leases"]


class Leases:
    """Rows in the database; a lease is not given back but runs out, so that a second process does not run it again."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, name: str, length: timedelta, at: datetime | None = None) -> bool:
        """Whether the job is ours for ``length``."""
        try:
            return self._take(name, length, at or now())
        except IntegrityError:  # another process wrote the first row between our look and our insert
            return False

    def _take(self, name: str, length: timedelta, moment: datetime) -> bool:
        with self._database.write() as session:
            row = session.get(JobRow, name, with_for_update=True)
            if row is None:
                session.add(JobRow(name=name, leased_until=moment + length))
                return True
            if row.leased_until is not None and _aware(row.leased_until) > moment:
                return False
            row.leased_until = moment + length
            return True

    def done_until(self, name: str) -> datetime | None:
        """How far the job came."""
        with self._database.read() as session:
            row = session.get(JobRow, name)
            return _aware(row.done_until) if row and row.done_until else None

    def set_done(self, name: str, until: datetime) -> None:
        """Write down how far the job came."""
        with self._database.write() as session:
            row = session.get(JobRow, name, with_for_update=True)
            if row is None:
                session.add(JobRow(name=name, done_until=until))
            else:
                row.done_until = until


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=moment.tzinfo or UTC)
