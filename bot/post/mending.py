"""What was set aside: turns that failed and replies that did not get out, to look at and to run again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, or_, select

from bot.post.tables import InboxRow, InboxState, OutboxRow, OutboxState, TurnRow
from knowledge.database import Database

__all__ = ["Mending", "SetAside"]

_NOT_OUT = (OutboxState.FAILED, OutboxState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class SetAside:
    """One message whose turn failed, or whose replies are not all known to have arrived."""

    message: int
    channel: str
    received_at: datetime
    state: str
    """``dead``: the turn failed; ``failed``: a reply was given up; ``unknown``: a reply may have arrived."""
    reason: str


class Mending:
    """For ``motcua post``; texts of people are not shown."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def set_aside(self, limit: int = 100) -> list[SetAside]:
        """The newest first."""
        with self._database.read() as session:
            rows = session.execute(
                select(InboxRow, func.max(OutboxRow.state), func.max(OutboxRow.error))
                .outerjoin(OutboxRow, (OutboxRow.inbox_id == InboxRow.id) & OutboxRow.state.in_(_NOT_OUT))
                .where(or_(InboxRow.state == InboxState.DEAD, OutboxRow.id.is_not(None)))
                .group_by(InboxRow.id)
                .order_by(InboxRow.id.desc())
                .limit(limit)
            )
            return [
                SetAside(
                    row.id, row.channel, row.received_at,
                    "dead" if row.state == InboxState.DEAD else str(state), error or "",
                )
                for row, state, error in rows.tuples()
            ]  # fmt: skip

    def replay(self, messages: Sequence[int], *, unknown_too: bool = False) -> Iterator[tuple[int, str]]:
        """Run turns anew and send what was given up from the part where it stopped.

        Yields each message with what was done: ``turn``, ``reply`` or ``nothing``. A reply whose arrival is unknown
        is sent again only when asked for: the person may then read it twice.
        """
        for message in messages:
            with self._database.write() as session:
                row = session.get(InboxRow, message)
                if row is None:
                    yield message, "nothing"
                    continue
                if row.state == InboxState.DEAD:
                    session.execute(delete(TurnRow).where(TurnRow.inbox_id == row.id))
                    row.state, row.attempts, row.claimed_at = InboxState.RECEIVED, 0, None
                    yield message, "turn"
                    continue
                states = _NOT_OUT if unknown_too else (OutboxState.FAILED,)
                replies = session.scalars(
                    select(OutboxRow).where(OutboxRow.inbox_id == row.id, OutboxRow.state.in_(states))
                ).all()
                for reply in replies:
                    _again(reply)
                yield message, "reply" if replies else "nothing"


def _again(reply: OutboxRow) -> None:
    reply.state, reply.attempts, reply.next_try_at, reply.error = OutboxState.PENDING, 0, None, ""
    if reply.unsure_parts:
        reply.done_parts = min(reply.unsure_parts)
        reply.unsure_parts = []
