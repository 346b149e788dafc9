"""Accept messages once, claim them one at a time for a chat, finish them in one transaction."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, exists, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from bot.post.tables import InboxRow, InboxState, OutboxRow, OutboxState, TurnRow
from dialogues.replies import Button, Reply, parse_reply
from knowledge.database import Database, now

__all__ = ["Finished", "Inbound", "Inbox", "Message", "forgotten_id"]

LEASE = timedelta(seconds=60)
MAX_ATTEMPTS = 3
MEMORY_OF_BUTTONS = 30


@dataclass(frozen=True, slots=True)
class Inbound:
    """A message as a door hands it over, masked already."""

    channel: str
    message_id: str
    chat_id: str
    kind: str
    text: str
    masked: tuple[str, ...]
    trace_id: str
    author: str = ""
    media: str = ""


@dataclass(frozen=True, slots=True)
class Message(Inbound):
    """A claimed message: its row, and how often it was tried."""

    id: int = 0
    attempts: int = 0

    @property
    def person(self) -> str:
        """Whose conversation it belongs to: in a group each person has their own."""
        return ":".join(part for part in (self.channel, self.chat_id, self.author) if part)


@dataclass(frozen=True, slots=True)
class Finished:
    """What a turn came to."""

    outcome: str
    intent: str
    confidence: float
    procedure: str | None
    candidates: tuple[str, ...]
    replies: tuple[Reply, ...]
    took_ms: int


def forgotten_id(channel: str, message_id: str) -> str:
    """What stands for the id of a message whose text and chat are deleted: delivered again, it is still known."""
    return "#" + hashlib.sha256(f"{channel}:{message_id}".encode()).hexdigest()[:40]


class Inbox:
    """The queue of messages; every method is one short transaction and may run in any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def accept(self, inbound: Inbound) -> int:
        """Store a message and return its id; a message delivered twice is the same row."""
        row = InboxRow(
            channel=inbound.channel,
            message_id=inbound.message_id,
            chat_id=inbound.chat_id,
            kind=inbound.kind,
            text=inbound.text,
            masked=list(inbound.masked),
            trace_id=inbound.trace_id,
            author=inbound.author,
            media=inbound.media,
        )
        known = select(InboxRow.id).where(
            InboxRow.channel == inbound.channel,
            InboxRow.message_id.in_((inbound.message_id, forgotten_id(inbound.channel, inbound.message_id))),
        )
        try:
            with self._database.write() as session:
                found = session.scalar(known)
                if found is not None:
                    return found
                session.add(row)
                session.flush()
                return row.id
        except IntegrityError:  # another process accepted it between our look and our insert
            with self._database.read() as session:
                return session.scalars(known).one()

    def claim(self, at: datetime | None = None) -> Message | None:
        """The oldest message whose chat is idle, now ours for a lease; None when there is none."""
        moment = at or now()
        with self._database.write() as session:
            row = session.scalar(_next(moment))
            if row is None:
                return None
            row.state, row.claimed_at, row.attempts = InboxState.PROCESSING, moment, row.attempts + 1
            return _message(row)

    def release_all(self) -> int:
        """Give back everything claimed; only for the single machine's start, when nobody else works."""
        with self._database.write() as session:
            done = session.execute(
                update(InboxRow)
                .where(InboxRow.state == InboxState.PROCESSING)
                .values(state=InboxState.RECEIVED)
                .returning(InboxRow.id)
            )
            return len(done.all())

    def put_back(self, message_id: int) -> bool:
        """After a failed turn: to be tried again, or set aside; True when set aside."""
        with self._database.write() as session:
            row = session.get_one(InboxRow, message_id)
            dead = row.attempts >= MAX_ATTEMPTS
            row.state = InboxState.DEAD if dead else InboxState.RECEIVED
            return dead

    def finish(self, message: Message, finished: Finished, state: InboxState = InboxState.DONE) -> None:
        """The replies and "this message is done", together."""
        with self._database.write() as session:
            row = session.get_one(InboxRow, message.id)
            if row.state in (InboxState.DONE, InboxState.DEAD) and row.turn is not None:
                return
            row.state = state
            session.add(_turn(message, finished))
            session.add_all(
                OutboxRow(
                    inbox_id=message.id,
                    channel=message.channel,
                    chat_id=message.chat_id,
                    position=position,
                    reply=_dump(reply),
                )
                for position, reply in enumerate(finished.replies, start=len(row.replies))
            )

    def result(self, inbox_id: int) -> Finished | None:
        """What a message came to; None while it is being worked on."""
        with self._database.read() as session:
            row = session.get_one(InboxRow, inbox_id)
            if row.turn is None:
                return None
            turn = row.turn
            return Finished(
                outcome=turn.outcome,
                intent=turn.intent,
                confidence=turn.confidence,
                procedure=turn.procedure,
                candidates=tuple(turn.candidates),
                replies=tuple(parse_reply(reply.reply) for reply in row.replies),
                took_ms=turn.took_ms,
            )

    def mark_sent(self, inbox_id: int) -> None:
        """The replies were handed to a channel that takes them with the request."""
        with self._database.write() as session:
            session.execute(
                update(OutboxRow)
                .where(OutboxRow.inbox_id == inbox_id, OutboxRow.state == OutboxState.PENDING)
                .values(state=OutboxState.SENT, sent_at=now())
            )

    def buttons(self, channel: str, chat_id: str) -> list[list[Button]]:
        """Buttons offered in a chat, the latest reply first; old ones stay pressable."""
        with self._database.read() as session:
            replies = session.scalars(
                select(OutboxRow.reply)
                .where(OutboxRow.channel == channel, OutboxRow.chat_id == chat_id)
                .order_by(OutboxRow.id.desc())
                .limit(MEMORY_OF_BUTTONS)
            ).all()
        return [list(parse_reply(reply).buttons) for reply in replies]

    def waiting(self) -> int:
        """How many messages are not yet answered."""
        with self._database.read() as session:
            open_states = (InboxState.RECEIVED, InboxState.PROCESSING)
            return session.scalar(select(func.count()).where(InboxRow.state.in_(open_states))) or 0


def _next(moment: datetime) -> Select[tuple[InboxRow]]:
    """Received, or claimed so long ago that its worker is gone; none of its chat before it."""
    earlier = aliased(InboxRow)
    lapsed = and_(InboxRow.state == InboxState.PROCESSING, InboxRow.claimed_at < moment - LEASE)
    busy = exists().where(
        earlier.channel == InboxRow.channel,
        earlier.chat_id == InboxRow.chat_id,
        earlier.id < InboxRow.id,
        earlier.state.in_((InboxState.RECEIVED, InboxState.PROCESSING)),
    )
    return (
        select(InboxRow)
        .where(or_(InboxRow.state == InboxState.RECEIVED, lapsed), ~busy)
        .order_by(InboxRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def _message(row: InboxRow) -> Message:
    return Message(
        id=row.id,
        channel=row.channel,
        message_id=row.message_id,
        chat_id=row.chat_id,
        kind=row.kind,
        text=row.text,
        masked=tuple(row.masked),
        attempts=row.attempts,
        trace_id=row.trace_id,
        author=row.author,
        media=row.media,
    )


def _turn(message: Message, finished: Finished) -> TurnRow:
    return TurnRow(
        inbox_id=message.id,
        outcome=finished.outcome,
        intent=finished.intent,
        confidence=finished.confidence,
        procedure=finished.procedure,
        candidates=list(finished.candidates),
        took_ms=finished.took_ms,
    )


def _dump(reply: Reply) -> dict[str, object]:
    return reply.model_dump(mode="json")
