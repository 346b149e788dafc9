"""Consent before the first look-up, through the whole application."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.doors.door import Incoming, Kind
from bot.doors.webhooks import Intake
from bot.post.tables import OutboxRow
from dialogues.consents import DOSSIER, ConsentRow, Consents
from knowledge.base import KnowledgeBase
from knowledge.database import Database
from tests.bot.application import Running, running, says
from tests.bot.own_data.waiting import all_answered

NUMBER = "H55.242-261120-0007"


async def _say(app: Running, chat: str = "c", **body: str) -> dict[str, Any]:
    answer: dict[str, Any] = (await app.client.post("/api/chat", json={"chat_id": chat, **body})).json()
    return answer


def _heard(app: Running) -> list[str]:
    return [body["message"] for body in app.asked]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.mark.parametrize("yes", ["đồng ý", "ok", "Dong y.", "1", "vâng"])
async def test_after_yes_what_waited_goes_on(folder: Path, base: KnowledgeBase, yes: str) -> None:
    async with running(folder, base, lambda _: says("đang xử lý")) as app:
        question = await _say(app, text=f"hồ sơ {NUMBER} xong chưa")
        assert app.asked == []
        assert [button["title"] for button in question["replies"][0]["buttons"]] == ["Đồng ý", "Không"]
        assert "90 ngày" in question["replies"][0]["text"]
        assert "nước ngoài" not in question["replies"][0]["text"]
        answer = await _say(app, text=yes)
        assert answer["replies"][0]["text"] == "đang xử lý"
        await _say(app, text=NUMBER)
        assert _heard(app) == [f"hồ sơ {NUMBER} xong chưa", NUMBER]


async def test_the_buttons_and_no(folder: Path, base: KnowledgeBase) -> None:
    async with running(folder, base, lambda _: says("x")) as app:
        await _say(app, payload="/lookup_dossier")
        no = await _say(app, payload="/consent_no")
        assert "dichvucong.gov.vn" in no["replies"][0]["text"]
        assert app.asked == []
        await _say(app, text=NUMBER)
        await _say(app, payload="/consent_yes")
        assert _heard(app) == [NUMBER]


async def test_words_of_consent_mean_nothing_else_when_nothing_is_asked(folder: Path, base: KnowledgeBase) -> None:
    async with running(folder, base, lambda _: says("x")) as app:
        await _say(app, text="không")
        await _say(app, text=NUMBER)
        await _say(app, text="khai sinh cần gì")
        await _say(app, text="ok")
        forged = await _say(app, "other", payload="/consent_yes")
        assert _heard(app) == ["không", "khai sinh cần gì", "ok"]
        assert forged["outcome"] == "clarified"
        with app.parts.database.read() as session:
            assert session.scalars(select(ConsentRow)).all() == []


async def test_withdrawn_means_asked_again(folder: Path, base: KnowledgeBase) -> None:
    async with running(folder, base, lambda _: says("x")) as app:
        await _say(app, text=NUMBER)
        await _say(app, text="ok")
        back = await _say(app, text="rút đồng ý")
        assert "rút lại" in back["replies"][0]["text"]
        again = await _say(app, text=NUMBER)
        assert again["replies"][0]["buttons"][0]["payload"] == "/consent_yes"
        assert len(app.asked) == 1


async def test_a_foreign_channel_says_so(folder: Path, base: KnowledgeBase) -> None:
    async with running(folder, base, lambda _: says("x")) as app:
        await Intake(app.parts.inbox, app.parts.workers.wake)("telegram", [Incoming("1", "5", Kind.TEXT, NUMBER)])
        await all_answered(app)
        with app.parts.database.read() as session:
            (reply,) = session.scalars(select(OutboxRow.reply))
    assert "nước ngoài" in reply["question"]


def test_a_new_version_asks_again(database: Database) -> None:
    old, new = Consents(database, "1"), Consents(database, "2")
    old.ask("web:a", DOSSIER, "x")
    assert old.give("web:a", DOSSIER, 1) == "x"
    assert old.valid("web:a", DOSSIER)
    assert not new.valid("web:a", DOSSIER)
    new.ask("web:a", DOSSIER, "y")
    assert new.give("web:a", DOSSIER, 2) == "y"
    assert new.valid("web:a", DOSSIER)


def test_the_same_yes_after_a_crash_finds_what_waited(database: Database) -> None:
    consents = Consents(database)
    consents.ask("web:a", DOSSIER, "x")
    assert [consents.give("web:a", DOSSIER, 7) for _ in range(2)] == ["x", "x"]
    consents.settle("web:a", 7)
    assert consents.give("web:a", DOSSIER, 7) == "x"
    consents.settle("web:a", 8)
    with database.read() as session:
        assert session.scalars(select(ConsentRow.waiting)).all() == [""]


def test_consents_are_one_persons(database: Database) -> None:
    consents = Consents(database)
    consents.ask("web:a", DOSSIER, "x")
    consents.give("web:a", DOSSIER, 1)
    assert not consents.valid("web:b", DOSSIER)
    assert consents.withdraw("web:b") == 0
    (given,) = consents.of(["web:a"])
    assert given.given_at <= datetime.now(UTC)
    assert consents.withdraw("web:a") == 1
    assert not consents.valid("web:a", DOSSIER)
