"""What only a person can mend: kept in the database so that the office and ``motcua doctor`` can show it."""

from datetime import datetime

import structlog
from sqlalchemy import select

from bot.post.tables import AlertRow
from knowledge.database import Database, now

__all__ = ["Alerts"]

_log = structlog.get_logger()


class Alerts:
    """One row a cause; raising it again changes nothing but its words."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def raise_(self, key: str, text: str) -> None:
        """Open an alert; ``text`` tells an operator what to do, in Vietnamese, without secrets."""
        with self._database.write() as session:
            row = session.get(AlertRow, key)
            if row is None:
                session.add(AlertRow(key=key, text=text))
            elif row.cleared_at is not None:
                row.text, row.raised_at, row.cleared_at = text, now(), None
            else:
                row.text = text
                return
        _log.error("alert", key=key)

    def clear(self, key: str) -> None:
        """The cause is gone."""
        with self._database.write() as session:
            row = session.get(AlertRow, key)
            if row is not None and row.cleared_at is None:
                row.cleared_at = now()

    def open(self) -> list[tuple[str, str, datetime]]:
        """Key, words and since when, the oldest first."""
        with self._database.read() as session:
            rows = session.scalars(select(AlertRow).where(AlertRow.cleared_at.is_(None)).order_by(AlertRow.raised_at))
            return [(row.key, row.text, row.raised_at) for row in rows]
