"""The real application over real sockets: signed deliveries in, calls out, echoes and faults in between."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from sqlalchemy import select

from bot.doors.zalo_oa import door as door_module
from bot.post.tables import InboxRow, OutboxRow
from dialogues.replies import Button
from knowledge.base import KnowledgeBase
from tests.bot.application import Running, Script, running, says
from tests.bot.doors.zalo_oa.conftest import QUICK, options, until
from tests.stand_ins import zalo_oa_events as events
from tests.stand_ins.faults import Fault
from tests.stand_ins.zalo_oa import OA_ID, ZaloOaStandIn

PATH = "/webhooks/zalo-oa"
FEE = Button(title="Lệ phí", payload='/ask_fee{"procedure":"1.001193"}')
PAPERS = Button(title="Giấy tờ", payload='/ask_papers{"procedure":"1.001193"}')


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Doors opened by the application wait no longer than a test does."""
    opened = door_module.ZaloOaDoor.__init__
    monkeypatch.setattr(door_module.ZaloOaDoor, "__init__", lambda self, house: opened(self, house, QUICK))


@asynccontextmanager
async def application(
    folder: Path, base: KnowledgeBase, address: str, engine: Script, **changed: Any
) -> AsyncIterator[Running]:
    async with running(folder, base, engine, **options(address, **changed)) as app:
        yield app


async def deliver(app: Running, zalo: ZaloOaStandIn, *sent: events.Event) -> list[int]:
    """In this process, in the order the stand-in would deliver them."""
    statuses = []
    for event in zalo.deliveries(list(sent)):
        body = events.body_of(event)
        headers = events.headers_for(event, body, zalo.secret)
        statuses.append((await app.client.post(PATH, content=body, headers=headers)).status_code)
    return statuses


@asynccontextmanager
async def listening(app: Running) -> AsyncIterator[str]:
    """The application's webhook on a real port, so that the stand-in can reach it; same loop, no thread."""
    transport = app.client._transport
    server = uvicorn.Server(
        uvicorn.Config(transport.app, port=0, log_level="critical", lifespan="off", ws="none")  # type: ignore[attr-defined]
    )
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    task = asyncio.create_task(server.serve())
    await until(lambda: server.started)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}{PATH}"
    server.should_exit = True
    await task


def states(app: Running) -> list[tuple[str, list[str]]]:
    with app.parts.database.read() as session:
        rows = session.scalars(select(OutboxRow).order_by(OutboxRow.id)).all()
        return [(str(row.state), list(row.platform_ids)) for row in rows]


async def test_a_question_is_answered_with_buttons_and_a_tap_comes_back(
    folder: Path, base: KnowledgeBase, zalo: ZaloOaStandIn, address: str
) -> None:
    async with application(folder, base, address, lambda body: says(f"về {body['message']}", FEE, PAPERS)) as app:
        assert await deliver(app, zalo, events.text("khai sinh")) == [200]
        await until(lambda: len(zalo.chats[events.USER]) == 1)
        button = zalo.chats[events.USER][0]["attachment"]["payload"]["buttons"][0]
        assert button == {"title": "Lệ phí", "type": "oa.query.show", "payload": "Lệ phí"}
        await deliver(app, zalo, events.text(button["payload"]))
        await deliver(app, zalo, events.text("2"))
        await until(lambda: len(zalo.chats[events.USER]) == 3)
    assert [body["message"] for body in app.asked] == ["khai sinh", FEE.payload, PAPERS.payload]


async def test_payloads_of_the_account_s_menu_count_only_where_they_were_offered(
    folder: Path, base: KnowledgeBase, zalo: ZaloOaStandIn, address: str
) -> None:
    async with application(folder, base, address, lambda _: says("ok", FEE)) as app:
        await deliver(app, zalo, events.text(FEE.payload, user="2001"))
        await until(lambda: zalo.texts("2001"))
        assert "không còn dùng được" in zalo.texts("2001")[0]
        await deliver(app, zalo, events.text("khai sinh", user="2002"))
        await until(lambda: zalo.texts("2002"))
        await deliver(app, zalo, events.text(FEE.payload, user="2002"))
        await until(lambda: len(zalo.texts("2002")) == 2)
    assert [body["message"] for body in app.asked] == ["khai sinh", FEE.payload]


async def test_everything_people_send_gets_an_answer(
    folder: Path, base: KnowledgeBase, zalo: ZaloOaStandIn, address: str
) -> None:
    kinds = ("image", "gif", "file", "location", "sticker", "audio", "video", "business_card")
    async with application(folder, base, address, lambda body: says(body["message"])) as app:
        sent = [events.sent(kind, user=f"30{n}") for n, kind in enumerate(kinds)]
        info = {**events.text("", user="399"), "event_name": "user_submit_info", "info": {"phone": "84912345678"}}
        assert set(await deliver(app, zalo, *sent, info, events.follow("397"), events.chat_now("398"))) == {200}
        await until(lambda: len(zalo.chats) == len(kinds) + 3)
        with app.parts.database.read() as session:
            stored = "".join(row.text + row.media for row in session.scalars(select(InboxRow)))
    assert "84912345678" not in stored
    assert zalo.texts("397") == zalo.texts("398") == ["/start"]


async def test_duplicates_and_disorder_lose_and_double_nothing(
    folder: Path, base: KnowledgeBase, zalo: ZaloOaStandIn, address: str
) -> None:
    zalo.duplicates = zalo.shuffled = True
    people = [f"40{n:02}" for n in range(10)]
    async with application(
        folder, base, address, lambda body: says(f"đáp {body['message']}"), motcua_rates="off"
    ) as app:
        asked = [events.text(f"câu {n}", user=person) for person in people for n in range(3)]
        assert set(await deliver(app, zalo, *asked)) == {200}
        await until(lambda: all(len(zalo.chats[person]) >= 3 for person in people), 20)
        await asyncio.sleep(0.1)
    for person in people:
        assert sorted(zalo.texts(person)) == ["đáp câu 0", "đáp câu 1", "đáp câu 2"]


async def test_a_group_is_answered_with_numbers_and_a_link_to_the_account(
    folder: Path, base: KnowledgeBase, zalo: ZaloOaStandIn, address: str
) -> None:
    async with application(folder, base, address, lambda _: says("miễn phí")) as app:
        await until(lambda: zalo.made("getoa"))
        await asyncio.sleep(0.1)
        await deliver(app, zalo, events.group_text("[@999] anh ơi"), events.group_text(f"[@{OA_ID}] lệ phí khai sinh?"))
        await until(lambda: zalo.texts("g:nhom1"))
    assert zalo.texts("g:nhom1") == [f"miễn phí\n\nNhắn riêng cho tôi: https://zalo.me/{OA_ID}"]
    assert [body["message"] for body in app.asked] == ["lệ phí khai sinh?"]


async def test_an_echo_tells_that_a_message_without_an_answer_arrived(
    folder: Path, base: KnowledgeBase, zalo: ZaloOaStandIn, address: str
) -> None:
    zalo.duplicates = True
    async with application(folder, base, address, lambda _: says("đáp")) as app, listening(app) as url:
        zalo.webhook = url
        zalo.faults.next(Fault.silence(1.0, accepted=True), call="cs")
        await deliver(app, zalo, events.text("câu"))
        await until(lambda: [state for state, _ in states(app)] == ["sent"])
        zalo.webhook = ""
    assert zalo.texts(events.USER) == ["đáp"]
    assert set(zalo.delivered) == {200}


async def test_an_echo_that_comes_late_settles_what_was_unsure(
    folder: Path, base: KnowledgeBase, zalo: ZaloOaStandIn, address: str
) -> None:
    async with application(folder, base, address, lambda _: says("đáp")) as app:
        zalo.faults.next(Fault.drop(accepted=True), call="cs")
        await deliver(app, zalo, events.text("câu"))
        await until(lambda: [state for state, _ in states(app)] == ["unknown"])
        await deliver(app, zalo, events.echo(events.USER, "đáp", "ab12"), events.receipt(events.USER, "ab12"))
        await until(lambda: states(app) == [("sent", ["ab12"])])
    assert zalo.texts(events.USER) == ["đáp"]


async def test_outside_the_window_it_is_given_up_and_the_next_person_is_answered(
    folder: Path, base: KnowledgeBase, zalo: ZaloOaStandIn, address: str
) -> None:
    zalo.outside.add("501")
    async with application(folder, base, address, lambda _: says("đáp")) as app:
        await deliver(app, zalo, events.text("câu", user="501"), events.text("câu", user="502"))
        await until(lambda: sorted(state for state, _ in states(app)) == ["failed", "sent"])
    assert len(zalo.made("cs")) == 2


async def test_a_channel_without_tokens_waits_for_the_office(
    folder: Path, base: KnowledgeBase, zalo: ZaloOaStandIn, address: str
) -> None:
    none = {"zalo_oa_access_token": "", "zalo_oa_refresh_token": ""}
    async with application(folder, base, address, lambda _: says("đáp"), **none) as app:
        assert await deliver(app, zalo, events.text("câu")) == [200]
        await until(lambda: app.parts.alerts.open())
        [(key, text, _)] = app.parts.alerts.open()
    assert key == "zalo_oa:stopped"
    assert "/office/zalo/connect" in text


async def test_many_faults_and_no_message_twice(
    folder: Path, base: KnowledgeBase, zalo: ZaloOaStandIn, address: str
) -> None:
    zalo.faults.next(Fault.own(-216), call="cs")
    for fault in (Fault.own(-200), Fault.own(-201), Fault.drop(accepted=True), Fault.answer(503)):
        zalo.faults.often(fault, 0.06, call="cs")
    zalo.faults.often(Fault.answer(503), 0.2, call="getoa")
    people = [f"60{n:02}" for n in range(40)]
    async with application(
        folder, base, address, lambda body: says(f"đáp {body['message']}", FEE), motcua_rates="off"
    ) as app:
        await deliver(app, zalo, *(events.text(f"câu của {person}", user=person) for person in people))
        await until(lambda: all(state in ("sent", "unknown", "failed") for state, _ in states(app)), 20)
        await until(lambda: len(states(app)) == len(people), 20)
        await until(lambda: all(state in ("sent", "unknown", "failed") for state, _ in states(app)), 20)
        ends = [state for state, _ in states(app)]
    assert max(len(zalo.texts(person)) for person in people) == 1
    assert ends.count("sent") > len(people) / 2
    assert sum(len(zalo.texts(person)) for person in people) >= ends.count("sent")
