"""Deletion on a person's word: the database at once, the engine's memory as soon as it answers."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy import delete, exists, select

from bot.engines import EngineAnswer, Engines, EngineUnavailable
from bot.own_data.tables import DeletionRow
from bot.own_data.wiping import people_of, wipe
from bot.post.inbox import Message
from bot.post.outbox import OPEN
from bot.post.tables import OutboxRow
from dialogues.consents import ConsentRow
from dialogues.outcomes import Outcome
from dialogues.own_data import deleted
from knowledge.database import Database, now
from knowledge.learning import forget_choices

__all__ = ["Deleting"]

PATIENCE = timedelta(minutes=10)
"""How long the reply that says "deleted" may wait for being sent before it is deleted too."""
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Rest:
    inbox_id: int
    channel: str
    chat_id: str
    people: tuple[str, ...]


class Deleting:
    """Starts deletions, and finishes those of which a part is left."""

    def __init__(self, database: Database, engines: Engines) -> None:
        self._database = database
        self._engines = engines

    def is_under_way(self, message: int) -> bool:
        """Whether this very message asked for a deletion: taken up again after a crash, it must not be turned away."""
        with self._database.read() as session:
            return session.get(DeletionRow, message) is not None

    async def delete(self, message: Message) -> EngineAnswer:
        """Everything of the person but this message, which has to be answered first."""
        rest = await asyncio.to_thread(self._begin, message)
        left = await self._forget(rest)
        return EngineAnswer(Outcome.SMALL_TALK, (deleted(rest_later=bool(left)),))

    async def finish(self) -> int:
        """Do what is left of earlier deletions; returns how many are over now."""
        done = 0
        for rest in await asyncio.to_thread(self._left):
            if not await self._forget(rest) and await asyncio.to_thread(self._end, rest):
                done += 1
        return done

    def _begin(self, message: Message) -> _Rest:
        """One transaction: either all of it is gone and the rest is written down, or nothing happened."""
        with self._database.write() as session:
            row = session.get(DeletionRow, message.id)
            if row is None:
                people = people_of(session, message.channel, message.chat_id)
                row = DeletionRow(inbox_id=message.id, channel=message.channel, chat_id=message.chat_id, people=people)
                session.add(row)
                wipe(session, message.channel, message.chat_id, message.id - 1)
                forget_choices(session, people)
                session.execute(delete(ConsentRow).where(ConsentRow.person.in_(people)))
            return _Rest(row.inbox_id, row.channel, row.chat_id, tuple(row.people))

    async def _forget(self, rest: _Rest) -> list[str]:
        """Conversations the engine could not be told to forget."""
        left = []
        for person in rest.people:
            try:
                await self._engines.forget(person)
            except EngineUnavailable as error:
                _log.warning("engine_did_not_forget", reason=str(error))
                left.append(person)
        await asyncio.to_thread(self._keep, rest.inbox_id, left)
        return left

    def _keep(self, inbox_id: int, people: list[str]) -> None:
        with self._database.write() as session:
            row = session.get(DeletionRow, inbox_id)
            if row is not None:
                row.people = people

    def _left(self) -> list[_Rest]:
        with self._database.read() as session:
            rows = session.scalars(select(DeletionRow).order_by(DeletionRow.inbox_id))
            return [_Rest(row.inbox_id, row.channel, row.chat_id, tuple(row.people)) for row in rows]

    def _end(self, rest: _Rest) -> bool:
        """When the last reply is on its way, the message that asked for the deletion goes too."""
        with self._database.write() as session:
            row = session.get(DeletionRow, rest.inbox_id)
            if row is None:
                return False
            said = exists().where(OutboxRow.inbox_id == rest.inbox_id)
            waiting = exists().where(OutboxRow.inbox_id == rest.inbox_id, OutboxRow.state.in_(OPEN))
            is_said, is_waiting = session.execute(select(said, waiting)).one()
            asked_at = row.asked_at.replace(tzinfo=row.asked_at.tzinfo or now().tzinfo)
            if (is_waiting or not is_said) and asked_at > now() - PATIENCE:
                return False
            wipe(session, rest.channel, rest.chat_id, rest.inbox_id)
            session.delete(row)
            return True
