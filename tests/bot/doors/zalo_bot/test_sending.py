"""Every way a call can end, and the kind of failure the outbox is told."""

import asyncio
import logging
from typing import Any

import httpx
import pytest
import structlog

from bot.doors.door import ChannelStopped, NotSent, Refused, SendFailure, Unconfirmed
from bot.doors.zalo_bot.client import Limits
from bot.doors.zalo_bot.door import ZaloBotDoor
from bot.doors.zalo_bot.failures import QUOTA_PAUSE
from bot.post.alerts import Alerts
from knowledge.base import KnowledgeBase
from tests.bot.doors.zalo_bot.conftest import QUICK, Inbox, house, raised, settings
from tests.stand_ins.faults import Fault
from tests.stand_ins.zalo_bot import TOKEN, ZaloBotStandIn

PHOTO = "https://x.vn/a.jpg"


async def failed(door: ZaloBotDoor, part: dict[str, Any] | None = None, chat: str = "c") -> SendFailure:
    with pytest.raises(SendFailure) as caught:
        await door.send(chat, part or {"text": "xin chào"})
    assert TOKEN not in repr(caught.value) + str(caught.value)
    return caught.value


async def test_the_wire(door: ZaloBotDoor, platform: ZaloBotStandIn) -> None:
    platform.calls.clear()
    assert await door.send("c", {"text": "Khai sinh\n\nMiễn phí", "bold": 9}) == platform.chats["c"][0].id
    await door.send("c", {"photo": PHOTO, "text": "chú thích"})
    await door.send("c", {"photo": PHOTO, "text": ""})
    await door.typing("c")
    assert [(call.method, call.params) for call in platform.calls] == [
        ("sendMessage", {"chat_id": "c", "text": "Khai sinh\n\nMiễn phí",
                         "text_styles": [{"start": 0, "len": 9, "st": ["b"]}]}),
        ("sendPhoto", {"chat_id": "c", "photo": PHOTO, "caption": "chú thích"}),
        ("sendPhoto", {"chat_id": "c", "photo": PHOTO}),
        ("sendChatAction", {"chat_id": "c", "action": "typing"}),
    ]  # fmt: skip
    assert {call.content_type for call in platform.calls} == {"application/json"}


async def test_what_is_not_liked_is_sent_plainer(door: ZaloBotDoor, platform: ZaloBotStandIn) -> None:
    platform.styles = False
    platform.bad_photos.add(PHOTO)
    await door.send("c", {"text": "Khai sinh", "bold": 9})
    await door.send("c", {"photo": PHOTO, "text": "chú thích"})
    assert [sent.params.get("text_styles") for sent in platform.chats["c"]] == [None, None]
    assert platform.texts("c") == ["Khai sinh", f"chú thích\n{PHOTO}"]


@pytest.mark.parametrize("as_200", [False, True])
@pytest.mark.parametrize(
    ("fault", "kind", "reason"),
    [
        (Fault.own(400, "Bad Request"), Refused, "400"),
        (Fault.own(422), Refused, "422"),
        (Fault.own(401, "Unauthorized"), ChannelStopped, "401"),
        (Fault.own(408, "Request timeout"), Unconfirmed, "408"),
        (Fault.own(429, "Quota exceeded"), NotSent, "429"),
        (Fault.own(500), NotSent, "500"),
        (Fault.own(503), NotSent, "503"),
        (Fault.own(502), Unconfirmed, "502"),
        (Fault.own(-32), NotSent, "-32"),
    ],
)
async def test_the_platforms_own_errors(
    door: ZaloBotDoor, platform: ZaloBotStandIn, fault: Fault, kind: type[SendFailure], reason: str, as_200: bool
) -> None:
    platform.errors_as_200 = as_200
    platform.faults.next(fault, call="sendMessage")
    found = await failed(door)
    assert (type(found), found.reason) == (kind, reason)
    assert platform.texts("c") == []


@pytest.mark.parametrize(
    ("fault", "kind", "reason"),
    [
        (Fault.answer(500), Unconfirmed, "http_500"),
        (Fault.answer(502), Unconfirmed, "http_502"),
        (Fault.answer(503), Unconfirmed, "http_503"),
        (Fault.answer(504, accepted=True), Unconfirmed, "http_504"),
        (Fault.answer(413), NotSent, "http_413"),
        (Fault.answer(302, location="https://elsewhere.vn"), NotSent, "http_302"),
        (Fault.answer(401), ChannelStopped, "http_401"),
        (Fault.answer(200), Unconfirmed, "unreadable"),
        (Fault.answer(200, "[1]"), Unconfirmed, "unreadable"),
        (Fault.answer(200, '{"ok":1}'), Unconfirmed, "unreadable"),
        (Fault.answer(200, '{"ok":false}'), NotSent, "0"),
        (Fault.answer(400, '{"ok":false,"error_code":"400"}'), Refused, "400"),
        (Fault.answer(400, '{"ok":false,"error_code":1e999}'), Refused, "400"),
        (Fault.answer(500, '{"ok":true}'), Unconfirmed, "http_500"),
        (Fault.silence(0.6), Unconfirmed, "ReadTimeout"),
        (Fault.silence(0.6, accepted=True), Unconfirmed, "ReadTimeout"),
        (Fault.drop(accepted=True), Unconfirmed, "RemoteProtocolError"),
    ],
)
async def test_what_happens_between(
    door: ZaloBotDoor, platform: ZaloBotStandIn, fault: Fault, kind: type[SendFailure], reason: str
) -> None:
    platform.faults.next(fault, call="sendMessage")
    found = await failed(door)
    assert (type(found), found.reason) == (kind, reason)
    assert len(platform.made("sendMessage")) == 1
    assert len(platform.texts("c")) == fault.accepted


async def test_a_slow_answer_is_an_answer(door: ZaloBotDoor, platform: ZaloBotStandIn) -> None:
    platform.faults.next(Fault.slow(0.1), call="sendMessage")
    assert await door.send("c", {"text": "x"})


async def test_an_answer_without_an_id_is_an_arrival(door: ZaloBotDoor, platform: ZaloBotStandIn) -> None:
    platform.faults.next(Fault.answer(200, '{"ok":true}'), call="sendMessage")
    assert await door.send("c", {"text": "x"}) == ""


async def test_nobody_there(base: KnowledgeBase, alerts: Alerts, inbox: Inbox) -> None:
    for address, reason in (("http://127.0.0.1:9", "ConnectError"), ("ftp://127.0.0.1", "UnsupportedProtocol")):
        door = ZaloBotDoor(house(settings(address), base, alerts, inbox), QUICK)
        found = await failed(door)
        assert (type(found), found.reason) == (NotSent, reason)
        await door.typing("c")
        await door.stop()


@pytest.mark.parametrize("fault", [Fault.own(403), Fault.own(404), Fault.answer(403), Fault.answer(404)])
async def test_one_chat_that_turns_us_away_does_not_stop_the_channel(
    door: ZaloBotDoor, platform: ZaloBotStandIn, fault: Fault
) -> None:
    platform.faults.next(fault, call="sendMessage")
    assert type(await failed(door)) is Refused
    platform.blocked.add("closed")
    assert type(await failed(door, chat="closed")) is Refused
    assert await door.send("open", {"text": "x"})


@pytest.mark.parametrize("code", [401, 403, 404])
async def test_a_token_that_is_gone_stops_it(door: ZaloBotDoor, platform: ZaloBotStandIn, code: int) -> None:
    platform.faults.often(Fault.own(code), 1.0)
    found = await failed(door)
    assert isinstance(found, ChannelStopped)
    assert "ZALO_BOT_TOKEN" in found.remedy


async def test_turned_away_and_not_known_why_it_is_tried_again(door: ZaloBotDoor, platform: ZaloBotStandIn) -> None:
    for fault in (Fault.answer(503), Fault.silence(0.6)):
        platform.faults.next(Fault.own(403), call="sendMessage")
        platform.faults.next(fault, call="getMe")
        assert type(await failed(door)) is NotSent


async def test_the_quota(door: ZaloBotDoor, platform: ZaloBotStandIn, alerts: Alerts) -> None:
    platform.quota = 0
    found = await failed(door)
    assert isinstance(found, NotSent)
    assert (found.after, found.whole_channel) == (QUOTA_PAUSE, True)
    assert raised(alerts) == {"zalo_bot:quota"}
    platform.quota = 5
    await door.send("c", {"text": "x"})
    assert raised(alerts) == set()


@pytest.mark.parametrize(("header", "after"), [("7", 7.0), ("0.5", 0.5), ("99999", 3600.0)])
async def test_a_pause_asked_for_is_kept_and_alarms_nobody(
    door: ZaloBotDoor, platform: ZaloBotStandIn, alerts: Alerts, header: str, after: float
) -> None:
    platform.faults.next(Fault.answer(429, retry_after=header), call="sendMessage")
    found = await failed(door)
    assert isinstance(found, NotSent)
    assert (found.after, found.whole_channel) == (after, True)
    assert raised(alerts) == set()


@pytest.mark.parametrize("header", ["nan", "inf", "-1", "Wed, 21 Oct 2026 07:28:00 GMT"])
async def test_a_pause_that_cannot_be_read(door: ZaloBotDoor, platform: ZaloBotStandIn, header: str) -> None:
    platform.faults.next(Fault.answer(429, retry_after=header), call="sendMessage")
    found = await failed(door)
    assert isinstance(found, NotSent)
    assert found.after == QUOTA_PAUSE


async def test_a_database_that_is_away_changes_nothing(
    door: ZaloBotDoor, platform: ZaloBotStandIn, alerts: Alerts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(Alerts, "raise_", away)
        patched.setattr(Alerts, "clear", away)
        platform.quota = 0
        assert type(await failed(door)) is NotSent
        platform.quota = 1
        assert await door.send("c", {"text": "x"})
    alerts.raise_("zalo_bot:quota", "x")
    platform.quota = 1
    await door.send("c", {"text": "x"})
    assert raised(alerts) == set()


async def test_a_token_never_shows(
    door: ZaloBotDoor, platform: ZaloBotStandIn, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.INFO)
    with structlog.testing.capture_logs() as logged:
        await door.send("c", {"text": "lời riêng"})
        for fault in (Fault.answer(503), Fault.silence(0.6), Fault.drop(), Fault.own(401, f"bad {TOKEN}")):
            platform.faults.next(fault, call="sendMessage")
            await failed(door)
        async with httpx.AsyncClient() as other:
            assert logging.getLogger("httpx").level == logging.WARNING, other
    shown = f"{caplog.text} {capsys.readouterr()} {logged} {door!r} {door._client!r} {door._house.settings!r}"
    assert TOKEN not in shown
    assert "lời riêng" not in shown


async def test_many_at_once(door: ZaloBotDoor, platform: ZaloBotStandIn) -> None:
    ids = await asyncio.gather(*(door.send(f"c{n}", {"text": "x"}) for n in range(50)))
    assert len(set(ids)) == 50


def test_limits_are_those_of_the_house() -> None:
    assert (Limits().connect, Limits().read) == (5.0, 15.0)
