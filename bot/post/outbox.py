"""Replies waiting for their doors: in order for each chat, in parts, never from the start again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from bot.post.tables import InboxRow, OutboxRow, OutboxState, TurnRow
from dialogues.outcomes import Outcome
from dialogues.replies import Reply, parse_reply
from knowledge.database import Database, now

__all__ = ["Delivery", "Outbox"]

LEASE = timedelta(seconds=60)
OPEN = (OutboxState.PENDING, OutboxState.SENDING)


@dataclass(frozen=True, slots=True)
class Delivery:
    """A reply claimed for sending, and how far earlier tries came."""

    id: int
    channel: str
    chat_id: str
    reply: Reply
    parts: list[dict[str, Any]] | None
    done: int
    attempts: int
    created_at: datetime
    answers: str = ""
    """The media of the message it replies to."""


class Outbox:
    """The queue of replies; every method is one short transaction and may run in any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, channels: Sequence[str], at: datetime | None = None) -> Delivery | None:
        """The oldest reply that may be sent now; a part that a dead worker left in flight counts as unsure."""
        moment = at or now()
        with self._database.write() as session:
            row = session.scalar(_next(channels, moment)) if channels else None
            if row is None:
                return None
            if row.in_flight:
                _leave_unsure(row)
            row.state, row.claimed_at = OutboxState.SENDING, moment
            answers = session.scalar(select(InboxRow.media).where(InboxRow.id == row.inbox_id)) or ""
            reply = parse_reply(row.reply)
            return Delivery(
                id=row.id,
                channel=row.channel,
                chat_id=row.chat_id,
                reply=reply,
                parts=row.parts,
                done=row.done_parts,
                attempts=row.attempts,
                created_at=row.created_at.replace(tzinfo=row.created_at.tzinfo or UTC),
                answers=answers,
            )

    def release_all(self) -> None:
        """Give back everything claimed; only for the single machine's start, when nobody else works."""
        with self._database.write() as session:
            for row in session.scalars(select(OutboxRow).where(OutboxRow.state == OutboxState.SENDING)):
                if row.in_flight:
                    _leave_unsure(row)
                row.state = OutboxState.PENDING

    def handing_over(self, delivery_id: int, parts: list[dict[str, Any]]) -> None:
        """The next part is about to leave; from here on its fate is unknown until we are told."""
        with self._database.write() as session:
            row = session.get_one(OutboxRow, delivery_id)
            row.parts, row.in_flight, row.claimed_at = parts, True, now()

    def arrived(self, delivery_id: int, platform_id: str) -> None:
        """The part in flight was accepted."""
        with self._database.write() as session:
            row = session.get_one(OutboxRow, delivery_id)
            if not row.in_flight:
                return
            row.platform_ids = [*row.platform_ids, platform_id]
            row.done_parts, row.in_flight, row.attempts = row.done_parts + 1, False, 0

    def unsure(self, delivery_id: int, reason: str) -> None:
        """The part in flight may have arrived: it is not repeated, the next one goes on."""
        with self._database.write() as session:
            row = session.get_one(OutboxRow, delivery_id)
            row.error = reason
            if row.in_flight:
                _leave_unsure(row)

    def later(self, delivery_id: int, reason: str, when: datetime, *, counts: bool = True) -> None:
        """The part surely did not arrive; to be tried again at ``when``."""
        with self._database.write() as session:
            row = session.get_one(OutboxRow, delivery_id)
            row.state, row.in_flight, row.error, row.next_try_at = OutboxState.PENDING, False, reason, when
            row.attempts += int(counts)

    def finished(self, delivery_id: int) -> None:
        """Every part left."""
        with self._database.write() as session:
            row = session.get_one(OutboxRow, delivery_id)
            row.state = OutboxState.UNKNOWN if row.unsure_parts else OutboxState.SENT
            row.sent_at = now()

    def failed(self, delivery_id: int, reason: str, *, ours: bool) -> None:
        """Given up; ``ours`` when it was not the person who closed the door, so that the turn counts as an error."""
        with self._database.write() as session:
            row = session.get_one(OutboxRow, delivery_id)
            row.state, row.in_flight, row.error = OutboxState.FAILED, False, reason
            turn = session.scalar(select(TurnRow).where(TurnRow.inbox_id == row.inbox_id))
            if ours and turn is not None:
                turn.outcome = Outcome.ERROR_DELIVERY

    def seen(self, channel: str, chat_id: str, text: str, platform_id: str) -> bool:
        """The platform reports a message of ours: it settles a part whose arrival was unsure."""
        with self._database.write() as session:
            rows = session.scalars(
                select(OutboxRow)
                .where(OutboxRow.channel == channel, OutboxRow.chat_id == chat_id)
                .where(OutboxRow.state == OutboxState.UNKNOWN)
                .order_by(OutboxRow.id)
            )
            for row in rows:
                for number in row.unsure_parts:
                    if row.parts and text in (row.parts[number].get("text"), row.parts[number].get("plain")):
                        row.unsure_parts = [other for other in row.unsure_parts if other != number]
                        row.platform_ids = [*row.platform_ids, platform_id]
                        row.state = OutboxState.UNKNOWN if row.unsure_parts else OutboxState.SENT
                        return True
        return False

    def counts(self, channels: Sequence[str]) -> dict[str, int]:
        """How many replies of these channels are in each state."""
        with self._database.read() as session:
            rows = session.execute(
                select(OutboxRow.state, func.count()).where(OutboxRow.channel.in_(channels)).group_by(OutboxRow.state)
            )
            return {str(state): count for state, count in rows.tuples()}


def _leave_unsure(row: OutboxRow) -> None:
    row.unsure_parts = [*row.unsure_parts, row.done_parts]
    row.done_parts, row.in_flight = row.done_parts + 1, False


def _next(channels: Sequence[str], moment: datetime) -> Select[tuple[OutboxRow]]:
    """Waiting and due, or claimed so long ago that its worker is gone; none of its chat before it."""
    earlier = aliased(OutboxRow)
    due = and_(
        OutboxRow.state == OutboxState.PENDING,
        or_(OutboxRow.next_try_at.is_(None), OutboxRow.next_try_at <= moment),
    )
    lapsed = and_(OutboxRow.state == OutboxState.SENDING, OutboxRow.claimed_at < moment - LEASE)
    behind = exists().where(
        earlier.channel == OutboxRow.channel,
        earlier.chat_id == OutboxRow.chat_id,
        earlier.id < OutboxRow.id,
        earlier.state.in_(OPEN),
    )
    return (
        select(OutboxRow)
        .where(OutboxRow.channel.in_(channels), or_(due, lapsed), ~behind)
        .order_by(OutboxRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
