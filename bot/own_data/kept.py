"""What is kept of a person, counted and copied out."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select

from bot.own_data.wiping import belongs_to, people_of
from bot.post.tables import InboxRow, OutboxRow
from dialogues.consents import Consents, Given
from dialogues.replies import parse_reply
from knowledge.database import Database

__all__ = ["Kept", "Summary"]

SHOWN = 20
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Summary:
    """For the first line of an answer."""

    count: int
    since: datetime | None
    consents: tuple[Given, ...]


class Kept:
    """Reads only; may be used from any thread."""

    def __init__(self, database: Database, consents: Consents) -> None:
        self._database = database
        self._consents = consents

    def summary(self, channel: str, chat_id: str) -> Summary:
        """How much there is."""
        with self._database.read() as session:
            counted = select(func.count(), func.min(InboxRow.received_at)).where(belongs_to(channel, chat_id))
            count, since = session.execute(counted).one()
            people = people_of(session, channel, chat_id)
        return Summary(count, _aware(since) if since else None, tuple(self._consents.of(people)))

    def latest(self, channel: str, chat_id: str) -> tuple[list[tuple[datetime, str]], int]:
        """The latest texts, the oldest of them first, and how many more there are."""
        mine = belongs_to(channel, chat_id) & (InboxRow.kind == "text") & (InboxRow.text != "")
        with self._database.read() as session:
            count = session.scalar(select(func.count()).where(mine)) or 0
            rows = session.scalars(select(InboxRow).where(mine).order_by(InboxRow.id.desc()).limit(SHOWN)).all()
        found = [(_aware(row.received_at), row.text[:LONGEST]) for row in reversed(rows)]
        return found, count - len(found)

    def everything(self, channel: str, chat_id: str) -> dict[str, Any]:
        """The whole copy, as JSON."""
        with self._database.read() as session:
            rows = session.scalars(select(InboxRow).where(belongs_to(channel, chat_id)).order_by(InboxRow.id)).all()
            said: dict[int, list[str]] = {row.id: [] for row in rows}
            replies = (
                select(OutboxRow.inbox_id, OutboxRow.reply)
                .join(InboxRow, InboxRow.id == OutboxRow.inbox_id)
                .where(belongs_to(channel, chat_id))
                .order_by(OutboxRow.id)
            )
            for inbox_id, reply in session.execute(replies).tuples():
                said[inbox_id].append(parse_reply(reply).text)
            people = people_of(session, channel, chat_id)
        return {
            "tin_nhan": [
                {"luc": _aware(row.received_at).isoformat(), "loai": row.kind, "noi_dung": row.text, "da_che": row.masked,
                 "tra_loi": said[row.id]}
                for row in rows
            ],
            "dong_y": [
                {"viec": given.purpose, "phien_ban": given.version, "luc": given.given_at.isoformat(),
                 "rut_lai": given.withdrawn_at.isoformat() if given.withdrawn_at else None}
                for given in self._consents.of(people)
            ],
        }  # fmt: skip


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=moment.tzinfo or UTC)
