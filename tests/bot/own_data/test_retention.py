"""What is past its time goes, what is not stays; the clock is moved."""

import asyncio
from datetime import datetime, timedelta

import httpx
import pytest
from sqlalchemy import select

from bot.engines import Engines
from bot.jobs import Jobs
from bot.own_data.deleting import Deleting
from bot.own_data.leases import Leases
from bot.own_data.retention import Retention
from bot.post.inbox import Finished, Inbound, Inbox
from bot.post.tables import AlertRow, InboxRow, OutboxRow, TurnRow
from bot.settings import Settings
from dialogues.consents import DOSSIER, ConsentRow, Consents
from dialogues.replies import Text
from knowledge.database import Database, now
from knowledge.learning import remember_choice
from knowledge.models import AcceptedChoice

DAY = timedelta(days=1)


class Night:
    """A database with one of everything, an engine, and nights to come."""

    def __init__(self, database: Database) -> None:
        self.database, self.forgotten, self.engine_is_there = database, [], True
        self.engines = Engines(["http://127.0.0.1:1"], "e", 1.0)
        self.engines._client = httpx.AsyncClient(transport=httpx.MockTransport(self._answer))
        self.retention = Retention(database, self.engines, Settings(_env_file=None))
        inbox = Inbox(database)
        inbox.accept(Inbound("web", "m1", "chat-a", "text", "nội dung", (), "t"))
        message = inbox.claim()
        assert message is not None
        inbox.finish(message, Finished("answered", "ask_fee", 0.9, "1.001193", (), (Text(text="trả lời"),), 5))
        consents = Consents(database)
        consents.ask("web:chat-a", DOSSIER, "x")
        consents.give("web:chat-a", DOSSIER, message.id)
        consents.withdraw("web:chat-a")
        consents.ask("web:chat-b", DOSSIER, "y")
        remember_choice(database, "giấy gì đó", "1.001193", "web:chat-a")
        with database.write() as session:
            session.add(AlertRow(key="k", text="t", cleared_at=now()))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.forgotten.append(request.url.path)
        return httpx.Response(200 if self.engine_is_there else 503)

    def left(self) -> dict[str, int]:
        tables = (InboxRow, OutboxRow, TurnRow, ConsentRow, AlertRow, AcceptedChoice)
        with self.database.read() as session:
            return {table.__tablename__: len(session.scalars(select(table)).all()) for table in tables}


@pytest.fixture
def night(database: Database) -> Night:
    return Night(database)


ALL = {"inbox": 1, "outbox": 1, "turn": 1, "consent": 2, "alert": 1, "accepted_choice": 1}


@pytest.mark.parametrize(
    ("days", "gone"),
    [
        (0, {}),
        (29, {"consent": 1}),
        (89, {"consent": 1}),
        (91, {"consent": 1, "outbox": 0}),
        (366, {"consent": 1, "outbox": 0, "alert": 0}),
        (731, {"consent": 1, "outbox": 0, "alert": 0, "turn": 0, "inbox": 0, "accepted_choice": 0}),
        (1827, {"consent": 0, "outbox": 0, "alert": 0, "turn": 0, "inbox": 0, "accepted_choice": 0}),
    ],
)
async def test_each_class_goes_after_its_time(night: Night, days: int, gone: dict[str, int]) -> None:
    moment = now() + days * DAY
    due = night.retention.due(moment)
    done = await night.retention.run(moment)
    assert night.left() == {**ALL, **gone}
    assert {name: due[name] for name in ("replies", "messages", "figures", "alerts", "consents", "conversations")} == {
        name: done[name] for name in ("replies", "messages", "figures", "alerts", "consents", "conversations")
    }
    assert night.left() == {**ALL, **gone}


async def test_counting_deletes_nothing(night: Night) -> None:
    due = night.retention.due(now() + 5000 * DAY)
    assert due["messages"] == due["replies"] == due["conversations"] == 1
    assert night.left() == ALL


async def test_a_message_past_its_time_keeps_its_figures_only(night: Night) -> None:
    await night.retention.run(now() + 91 * DAY)
    with night.database.read() as session:
        row = session.scalars(select(InboxRow)).one()
    assert (row.text, row.chat_id, row.author, row.media) == ("", "", "", "")
    assert row.message_id.startswith("#")
    again = Inbox(night.database).accept(Inbound("web", "m1", "chat-a", "text", "nội dung", (), "t"))
    assert again == row.id


async def test_the_engine_forgets_quiet_conversations_once(night: Night) -> None:
    await night.retention.run(now() + 29 * DAY)
    assert night.forgotten == []
    night.engine_is_there = False
    await night.retention.run(now() + 31 * DAY)
    night.engine_is_there = True
    await night.retention.run(now() + 32 * DAY)
    assert len(night.forgotten) == 2
    await night.retention.run(now() + 40 * DAY)
    assert len(night.forgotten) == 2


def test_a_lease_is_one_process_s(database: Database) -> None:
    first, second = Leases(database), Leases(database)
    start = now()
    assert first.take("x", timedelta(hours=1), start)
    assert not second.take("x", timedelta(hours=1), start + timedelta(minutes=59))
    assert second.take("x", timedelta(hours=1), start + timedelta(minutes=61))


async def test_two_processes_clean_once_a_night(night: Night) -> None:
    ran: list[datetime] = []

    async def run(at: datetime) -> dict[str, int]:
        ran.append(at)
        return {}

    night.retention.run = run  # type: ignore[method-assign]
    deleting = Deleting(night.database, night.engines)
    jobs = [Jobs(deleting, night.retention, night.database) for _ in range(2)]
    await asyncio.gather(*(job.clean() for job in jobs))
    assert len(ran) == 1


async def test_the_clock_is_set_for_a_quarter_past_three_in_vietnam(night: Night) -> None:
    jobs = Jobs(Deleting(night.database, night.engines), night.retention, night.database)
    jobs.start()
    job = jobs._scheduler.get_job("retention")
    when = job.next_run_time
    jobs.stop()
    assert (when.hour, when.minute, when.utcoffset()) == (3, 15, timedelta(hours=7))
    assert job.misfire_grace_time == 6 * 3600
