"""Seeing, copying and deleting one's own data, on both databases."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

import bot.own_data.link
from bot.doors.door import Incoming, Kind
from bot.doors.webhooks import Intake
from bot.own_data.link import GOOD_FOR, Links
from bot.own_data.tables import DeletionRow
from bot.post.tables import InboxRow, OutboxRow, OutboxState, TurnRow
from knowledge.base import KnowledgeBase
from knowledge.database import Base, Database, now
from knowledge.learning import remember_choice
from knowledge.models import AcceptedChoice
from tests.bot.application import Running, running, says
from tests.bot.own_data.waiting import all_answered

MARKER = "mậtdanhzyx"
CHAT = "887766554433"
NUMBER = "H55.242-261120-0007"


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest) -> dict[str, str]:
    if request.param == "sqlite":
        return {}
    return {"database_url": request.getfixturevalue("postgres").new_database()}


def everything(database: Database) -> str:
    values: list[str] = []
    with database.read() as session:
        for table in Base.metadata.sorted_tables:
            for row in session.execute(select(table)):
                values += [json.dumps(v, ensure_ascii=False) if isinstance(v, dict | list) else str(v) for v in row]
    return "\n".join(values)


class Person:
    """Somebody on a messenger whose door is not open here: replies are taken out of the outbox."""

    def __init__(self, app: Running, chat: str = CHAT, channel: str = "zalo_bot") -> None:
        self.app, self.chat, self.channel, self.count = app, chat, channel, 0

    async def send(self, text: str, kind: Kind = Kind.TEXT, **more: str) -> str:
        """The texts of the replies."""
        self.count += 1
        message = Incoming(f"{self.chat}:{self.count}", more.pop("group", self.chat), kind, text, **more)
        await Intake(self.app.parts.inbox, self.app.parts.workers.wake)(self.channel, [message])
        await all_answered(self.app)
        with self.app.parts.database.write() as session:
            rows = session.scalars(
                select(OutboxRow).where(OutboxRow.channel == self.channel, OutboxRow.state == OutboxState.PENDING)
            ).all()
            for row in rows:
                row.state, row.sent_at = OutboxState.SENT, now()
            return "\n".join(json.dumps(row.reply, ensure_ascii=False) for row in rows)


async def _has_talked(app: Running) -> Person:
    person = Person(app)
    await person.send(f"khai sinh {MARKER}")
    await person.send(f"cả nhóm ơi {MARKER}", group="-99", author=CHAT)
    await person.send(NUMBER)
    await person.send("đồng ý")
    key = f"zalo_bot:{CHAT}"
    remember_choice(app.parts.database, f"giấy {MARKER}", "1.001193", key)
    return person


def _echo(body: dict[str, Any]) -> Any:
    return says(f"Bạn hỏi {body['message']}")


async def test_after_deletion_no_table_knows_the_person(
    tmp_path: Path, base: KnowledgeBase, address: dict[str, str]
) -> None:
    async with running(tmp_path, base, _echo, motcua_rates="off", **address) as app:
        other = Person(app, "11", "telegram")
        await other.send("người khác hỏi")
        person = await _has_talked(app)
        assert CHAT in everything(app.parts.database)
        assert "Xóa hẳn" in await person.send("xóa dữ liệu của tôi")
        assert "Tôi đã xóa" in await person.send("/delete_yes", Kind.PAYLOAD)
        assert MARKER not in everything(app.parts.database)
        await app.parts.own_data.deleting.finish()
        left = everything(app.parts.database)
        for secret in (CHAT, MARKER, NUMBER, "giấy matdanhzyx"):
            assert secret not in left, secret
        assert sorted(app.forgotten) == ["zalo_bot:-99:887766554433", "zalo_bot:887766554433"]
        assert "người khác hỏi" in left
        with app.parts.database.read() as session:
            assert len(session.scalars(select(TurnRow)).all()) == 7
            assert session.scalars(select(AcceptedChoice)).all() == []
            assert session.scalars(select(DeletionRow)).all() == []


async def test_a_message_delivered_again_after_deletion_is_not_answered_again(
    tmp_path: Path, base: KnowledgeBase, address: dict[str, str]
) -> None:
    async with running(tmp_path, base, _echo, motcua_rates="off", **address) as app:
        person = await _has_talked(app)
        await person.send("/xoadulieu")
        await person.send("/delete_yes", Kind.PAYLOAD)
        await app.parts.own_data.deleting.finish()
        asked, person.count = len(app.asked), 0
        assert await person.send(f"khai sinh {MARKER}") == ""
        assert len(app.asked) == asked
        assert MARKER not in everything(app.parts.database)


async def test_with_the_engine_away_its_part_is_done_later(tmp_path: Path, base: KnowledgeBase) -> None:
    async with running(tmp_path, base, _echo, motcua_rates="off") as app:
        person = await _has_talked(app)
        app.engine_is_there = False
        await person.send("/xoadulieu")
        assert "sẽ tự làm nốt" in await person.send("/delete_yes", Kind.PAYLOAD)
        assert await app.parts.own_data.deleting.finish() == 0
        app.engine_is_there = True
        await person.send("tôi nhắn lại")
        assert await app.parts.own_data.deleting.finish() == 1
        assert await app.parts.own_data.deleting.finish() == 0
        assert "tôi nhắn lại" in everything(app.parts.database)
        assert MARKER not in everything(app.parts.database)


async def test_a_reply_not_sent_yet_is_waited_for(tmp_path: Path, base: KnowledgeBase) -> None:
    async with running(tmp_path, base, _echo, motcua_rates="off") as app:
        person = await _has_talked(app)
        await person.send("/xoadulieu")
        await person.send("/delete_yes", Kind.PAYLOAD)
        with app.parts.database.write() as session:
            session.scalars(select(OutboxRow).order_by(OutboxRow.id.desc())).first().state = OutboxState.SENDING
        assert await app.parts.own_data.deleting.finish() == 0
        with app.parts.database.write() as session:
            session.scalars(select(OutboxRow).order_by(OutboxRow.id.desc())).first().state = OutboxState.SENT
        assert await app.parts.own_data.deleting.finish() == 1
        assert CHAT not in everything(app.parts.database)


async def test_a_deletion_taken_up_again_after_a_crash_ends(tmp_path: Path, base: KnowledgeBase) -> None:
    """The buttons are gone with the replies: the message that asked for it must still be let through."""
    async with running(tmp_path, base, _echo, motcua_rates="off") as app:
        person = await _has_talked(app)
        await person.send("/xoadulieu")
        inbox = app.parts.inbox
        await app.parts.workers.stop()
        await Intake(inbox, lambda: None)("zalo_bot", [Incoming(f"{CHAT}:99", CHAT, Kind.PAYLOAD, "/delete_yes")])
        message = inbox.claim()
        assert message is not None
        await app.parts.own_data.deleting.delete(message)
        inbox.release_all()
        app.parts.workers._stopping = False
        app.parts.workers.start()
        app.parts.workers.wake()
        await all_answered(app)
        with app.parts.database.read() as session:
            (reply,) = session.scalars(select(OutboxRow.reply).where(OutboxRow.inbox_id == message.id))
    assert "Tôi đã xóa" in reply["text"]


@pytest.mark.parametrize("typed", ["/delete_yes", "xóa hẳn"])
async def test_nothing_is_deleted_that_was_not_asked_about(tmp_path: Path, base: KnowledgeBase, typed: str) -> None:
    async with running(tmp_path, base, _echo, motcua_rates="off") as app:
        person = await _has_talked(app)
        await person.send(typed)
        await person.send("/delete_yes", Kind.PAYLOAD)
        assert MARKER in everything(app.parts.database)
        await person.send("/xoadulieu")
        assert "giữ nguyên" in await person.send("/delete_no", Kind.PAYLOAD)
        assert MARKER in everything(app.parts.database)


async def test_in_a_group_it_is_a_private_matter(tmp_path: Path, base: KnowledgeBase) -> None:
    async with running(tmp_path, base, _echo, motcua_rates="off") as app:
        person = Person(app)
        for text in ("/dulieu", "/xoadulieu", "xem dữ liệu của tôi", "/rutdongy"):
            assert "Nhắn riêng" in await person.send(text, group="-99", author=CHAT)


async def test_what_is_kept_is_shown_in_the_chat(tmp_path: Path, base: KnowledgeBase) -> None:
    async with running(tmp_path, base, _echo, motcua_rates="off") as app:
        person = await _has_talked(app)
        said = await person.send("xem dữ liệu của tôi")
    assert "đang giữ 5 tin nhắn" in said
    assert f"khai sinh {MARKER}" in said
    assert "đã đồng ý cho tra cứu hồ sơ" in said
    assert "/my-data/" not in said


async def test_the_page_gives_a_link_to_a_copy(
    tmp_path: Path, base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path, base, _echo) as app:
        await app.client.post("/api/chat", json={"chat_id": "a", "text": f"khai sinh {MARKER}"})
        await app.client.post("/api/chat", json={"chat_id": "b", "text": "của người khác"})
        shown = (await app.client.post("/api/chat", json={"chat_id": "a", "text": "/dulieu"})).json()
        link = next(reply["url"] for reply in shown["replies"] if reply["type"] == "file")
        copy = await app.client.get(link)
        assert copy.headers["content-disposition"].startswith("attachment")
        assert copy.headers["cache-control"] == "no-store"
        assert copy.json()["tin_nhan"][0]["noi_dung"] == f"khai sinh {MARKER}"
        assert "của người khác" not in copy.text
        assert (await app.client.get(link[:-3] + "AAA")).status_code == 404
        assert (await app.client.get("/my-data/ế.x")).status_code == 404
        links = app.parts.own_data.links
        monkeypatch.setattr(links, "_clock", lambda: 10**12)
        assert (await app.client.get(link)).status_code == 410


async def test_with_a_public_address_a_messenger_gets_a_link_too(tmp_path: Path, base: KnowledgeBase) -> None:
    async with running(tmp_path, base, _echo, motcua_public_url="https://motcua.vidu.vn/") as app:
        assert "https://motcua.vidu.vn/my-data/" in await Person(app).send("/dulieu")


def test_tokens_end_after_an_hour_and_are_of_one_installation() -> None:
    moment = [1000.0]
    links = Links("a", lambda: moment[0])
    token = links.token("web", "c:1")
    assert links.read(token) == ("web", "c:1")
    assert Links("b", lambda: moment[0]).read(token) is None
    for wrong in ("", ".", "a.b", "a.b.c", token + "x", "%%%.%%%"):
        assert links.read(wrong) is None
    moment[0] += GOOD_FOR + 1
    with pytest.raises(TimeoutError):
        links.read(token)
    assert bot.own_data.link.GOOD_FOR == 3600


def test_rows_of_scrubbed_messages_have_no_link_left() -> None:
    """A column added later must be thought about: these are the ones a message has today."""
    assert set(InboxRow.__table__.columns.keys()) == {
        "id", "channel", "message_id", "chat_id", "kind", "text", "masked", "state", "attempts", "trace_id", "author", "media",
        "received_at", "claimed_at",
    }  # fmt: skip
