"""What is deleted by itself, each class of data after its time."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog
from sqlalchemy import ColumnElement, and_, delete, exists, func, inspect, or_, select
from sqlalchemy.orm import Session

from bot.engines import Engines, EngineUnavailable
from bot.own_data.leases import Leases
from bot.own_data.tables import DeletionRow
from bot.own_data.wiping import FORGOTTEN, scrub
from bot.post.tables import AlertRow, InboxRow, InboxState, OutboxRow, OutboxState, TurnRow
from bot.settings import Settings
from dialogues.consents import ConsentRow
from knowledge.database import Base, Database
from knowledge.models import AcceptedChoice

__all__ = ["CONVERSATIONS", "Retention"]

CONVERSATIONS = "conversations"
"""Lease and progress of the part the engine does."""
AT_A_TIME = 500
_DONE = (InboxState.DONE, InboxState.DEAD)
_log = structlog.get_logger()


class Retention:
    """Counts what would go, or lets it go; in short transactions, so that nobody waits."""

    def __init__(self, database: Database, engines: Engines, settings: Settings) -> None:
        self._database = database
        self._engines = engines
        self._settings = settings
        self._leases = Leases(database)

    def due(self, at: datetime) -> dict[str, int]:
        """How much of each class is past its time."""
        with self._database.read() as session:
            counts = {name: self._count(session, table, old) for name, table, old in self._classes(at)}
        return {**counts, CONVERSATIONS: len(self._quiet(at))}

    async def run(self, at: datetime) -> dict[str, int]:
        """Delete what is past its time; the engine's part first, while its conversations can still be named."""
        gone = {CONVERSATIONS: await self._forget_conversations(at)}
        return {**gone, **await asyncio.to_thread(self._delete, at)}

    def _delete(self, at: datetime) -> dict[str, int]:
        gone: dict[str, int] = {}
        for name, table, old in self._classes(at):
            gone[name] = self._in_batches(
                self._scrub if table is InboxRow and name == "messages" else _deleter(table), old
            )
        return gone

    def _in_batches(self, step: Callable[[Session, ColumnElement[bool]], int], old: ColumnElement[bool]) -> int:
        total = 0
        while True:
            with self._database.write() as session:
                count = step(session, old)
            total += count
            if count < AT_A_TIME:
                return total

    def _scrub(self, session: Session, old: ColumnElement[bool]) -> int:
        rows = session.scalars(select(InboxRow).where(old).limit(AT_A_TIME)).all()
        scrub(rows)
        return len(rows)

    def _count(self, session: Session, table: type[Base], old: ColumnElement[bool]) -> int:
        return session.scalar(select(func.count()).select_from(table).where(old)) or 0

    def _classes(self, at: datetime) -> list[tuple[str, type[Base], ColumnElement[bool]]]:
        """Name, table, and which rows are past their time; replies go before the messages they belong to."""
        own = self._settings
        messages, replies = at - timedelta(days=own.motcua_keep_messages), at - timedelta(days=own.motcua_keep_replies)
        figures = at - timedelta(days=own.motcua_keep_figures)
        consents = at - timedelta(days=own.motcua_keep_consents)
        alerts = at - timedelta(days=own.motcua_keep_alerts)
        unanswered = and_(ConsentRow.given_at.is_(None), ConsentRow.asked_at < at - timedelta(days=1))
        sending = OutboxRow.state == OutboxState.SENDING
        deleting = exists().where(DeletionRow.inbox_id == InboxRow.id)
        return [
            ("replies", OutboxRow, and_(OutboxRow.created_at < replies, ~sending)),
            ("messages", InboxRow, and_(
                InboxRow.received_at < messages, InboxRow.message_id.not_like(FORGOTTEN), InboxRow.state.in_(_DONE), ~deleting,
            )),
            ("figures", TurnRow, TurnRow.finished_at < figures),
            ("rows of messages", InboxRow, and_(InboxRow.received_at < figures, InboxRow.message_id.like(FORGOTTEN))),
            ("choices", AcceptedChoice, AcceptedChoice.created_at < figures),
            ("consents", ConsentRow, or_(ConsentRow.withdrawn_at < consents, unanswered)),
            ("alerts", AlertRow, AlertRow.cleared_at < alerts),
        ]  # fmt: skip

    def _quiet(self, at: datetime) -> list[str]:
        """Conversations without a message for so long, since the last time this was done."""
        days = min(self._settings.motcua_keep_conversations, self._settings.motcua_keep_messages)
        last = func.max(InboxRow.received_at)
        done = self._leases.done_until(CONVERSATIONS) or datetime(1970, 1, 1, tzinfo=UTC)
        with self._database.read() as session:
            found = session.execute(
                select(InboxRow.channel, InboxRow.chat_id, InboxRow.author)
                .where(InboxRow.chat_id != "")
                .group_by(InboxRow.channel, InboxRow.chat_id, InboxRow.author)
                .having(last < at - timedelta(days=days), last >= done - timedelta(days=1))
            ).tuples()
            return [":".join(part for part in parts if part) for parts in found]

    async def _forget_conversations(self, at: datetime) -> int:
        """With the engine away nothing is marked as done, and the next night takes it up."""
        quiet = await asyncio.to_thread(self._quiet, at)
        for done, person in enumerate(quiet):
            try:
                await self._engines.forget(person)
            except EngineUnavailable as error:
                _log.warning("engine_did_not_forget", reason=str(error))
                return done
        days = min(self._settings.motcua_keep_conversations, self._settings.motcua_keep_messages)
        await asyncio.to_thread(self._leases.set_done, CONVERSATIONS, at - timedelta(days=days))
        return len(quiet)


def _deleter(table: type[Base]) -> Callable[[Session, ColumnElement[bool]], int]:
    """Deletes a batch of rows of a table."""
    (key,) = inspect(table).primary_key

    def step(session: Session, old: ColumnElement[bool]) -> int:
        keys = list(session.scalars(select(key).where(old).limit(AT_A_TIME)))
        session.execute(delete(table).where(key.in_(keys)))
        return len(keys)

    return step
