"""What becomes of a call: every fault of the platform, over a real socket with the real client."""

import json
import logging
import socket
from typing import Any

import pytest

from bot.doors.door import ChannelStopped, NotSent, Refused, SendFailure, Unconfirmed
from bot.doors.telegram.client import Client
from bot.doors.telegram.door import TelegramDoor
from bot.post.alerts import Alerts
from dialogues.replies import Button, Choices, Text
from knowledge.base import KnowledgeBase
from tests.bot.doors.telegram.conftest import QUICK, Inbox, house, settings
from tests.stand_ins import telegram_updates as updates
from tests.stand_ins.faults import Fault
from tests.stand_ins.telegram import TOKEN, TelegramStandIn

FLOOD = Fault.own(429, "Too Many Requests: retry after 7", parameters={"retry_after": 7})
PART = {"text": "Miễn phí"}
CHOICES = Choices(question="Bạn chọn:", buttons=(Button(title="Lệ phí", payload="/ask_fee"),))


async def test_a_message_as_it_goes_over_the_wire(door: TelegramDoor, telegram: TelegramStandIn) -> None:
    (part,) = door.render("77", CHOICES)
    sent = await door.send("77", part)
    call = telegram.calls[-1]
    assert (call.method, call.content_type) == ("sendMessage", "application/x-www-form-urlencoded")
    assert call.params["chat_id"] == "77"
    assert call.params["reply_markup"] == {"inline_keyboard": [[{"text": "Lệ phí", "callback_data": "/ask_fee"}]]}
    assert call.params["link_preview_options"] == {"is_disabled": True}
    assert sent == str(telegram.chats["77"][0].id)


@pytest.mark.parametrize(
    ("fault", "kind", "reason", "arrived"),
    [
        (FLOOD, NotSent, "429", False),
        (Fault.own(429, "Too Many Requests"), NotSent, "429", False),
        (Fault.answer(429), NotSent, "429", False),
        (Fault.own(500, "Internal Server Error"), NotSent, "http_500", False),
        (Fault.own(503, "Service Unavailable"), NotSent, "http_503", False),
        (Fault.answer(500), Unconfirmed, "http_500", False),
        (Fault.answer(502, accepted=True), Unconfirmed, "http_502", True),
        (Fault.own(502, "Bad Gateway"), Unconfirmed, "http_502", False),
        (Fault.answer(504), Unconfirmed, "http_504", False),
        (Fault.answer(403), NotSent, "http_403", False),
        (Fault.answer(413), NotSent, "http_413", False),
        (Fault.answer(404), ChannelStopped, "http_404", False),
        (Fault.answer(200, "<html>đăng nhập wifi</html>"), Unconfirmed, "unreadable", False),
        (Fault.answer(200, '{"ok":true}'), Unconfirmed, "unreadable", False),
        (Fault.answer(200, "[]"), Unconfirmed, "unreadable", False),
        (Fault.silence(0.9), Unconfirmed, "ReadTimeout", False),
        (Fault.silence(0.9, accepted=True), Unconfirmed, "ReadTimeout", True),
        (Fault.drop(), Unconfirmed, "RemoteProtocolError", False),
        (Fault.drop(accepted=True), Unconfirmed, "RemoteProtocolError", True),
        (Fault.own(401, "Unauthorized"), ChannelStopped, "401", False),
        (Fault.own(404, "Not Found"), ChannelStopped, "401", False),
        (Fault.own(403, "Forbidden: bot was blocked by the user"), Refused, "403", False),
        (Fault.own(403, "Forbidden: user is deactivated"), Refused, "403", False),
        (Fault.own(409, "Conflict"), NotSent, "409", False),
    ],
)  # fmt: skip
async def test_every_fault_has_its_kind(
    door: TelegramDoor, telegram: TelegramStandIn, fault: Fault, kind: type[SendFailure], reason: str, arrived: bool
) -> None:
    telegram.faults.next(fault, call="sendMessage")
    with pytest.raises(SendFailure) as raised:
        await door.send("77", PART)
    assert (type(raised.value), raised.value.reason) == (kind, reason)
    assert bool(telegram.texts(77)) is arrived
    assert len(telegram.made("sendMessage")) == 1
    assert TOKEN not in repr(raised.value) + str(raised.value)
    assert await door.send("77", PART)


async def test_a_slow_answer_is_waited_for(door: TelegramDoor, telegram: TelegramStandIn) -> None:
    telegram.faults.next(Fault.slow(0.15), call="sendMessage")
    assert await door.send("77", PART)


async def test_nobody_listening_is_surely_not_sent(
    telegram: TelegramStandIn, base: KnowledgeBase, alerts: Alerts, inbox: Inbox
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        there = f"http://127.0.0.1:{taken.getsockname()[1]}"
        opened = TelegramDoor(house(settings(there), base, alerts, inbox), QUICK)
        with pytest.raises(NotSent) as raised:
            await opened.send("77", PART)
        await opened.stop()
    assert raised.value.reason == "ConnectError"


@pytest.mark.parametrize("base_address", ["keine-adresse", "http://[", "ftp://127.0.0.1"])
async def test_an_address_that_is_none(base_address: str, base: KnowledgeBase, alerts: Alerts, inbox: Inbox) -> None:
    opened = TelegramDoor(house(settings(base_address), base, alerts, inbox), QUICK)
    with pytest.raises(NotSent):
        await opened.send("77", PART)
    await opened.stop()


async def test_two_chats_told_to_wait_at_once_mean_the_whole_channel(
    door: TelegramDoor, telegram: TelegramStandIn
) -> None:
    telegram.faults.next(FLOOD, times=3, call="sendMessage")
    whole = []
    for chat in ("1", "1", "2"):
        with pytest.raises(NotSent) as raised:
            await door.send(chat, PART)
        assert raised.value.after == 7
        whole.append(raised.value.whole_channel)
    assert whole == [False, False, True]


async def test_a_group_that_moved_is_followed(door: TelegramDoor, telegram: TelegramStandIn) -> None:
    telegram.moved["-5"] = -1005
    await door.send("-5", PART)
    await door.send("-5", PART)
    assert telegram.texts(-1005) == ["Miễn phí", "Miễn phí"]
    assert [call["chat_id"] for call in telegram.made("sendMessage")] == ["-5", "-1005", "-1005"]


async def test_a_group_whose_move_was_told_is_not_asked_twice(door: TelegramDoor, telegram: TelegramStandIn) -> None:
    moved = updates.message(where={"id": -6, "type": "group", "title": "T"}, migrate_to_chat_id=-1006)
    assert door.parse(_bytes(moved)) == []
    await door.send("-6", PART)
    assert [call["chat_id"] for call in telegram.made("sendMessage")] == ["-1006"]


async def test_a_group_that_moves_in_a_circle_is_given_up(door: TelegramDoor, telegram: TelegramStandIn) -> None:
    telegram.moved |= {"-7": -1007, "-1007": -7}
    with pytest.raises(Refused):
        await door.send("-7", PART)


async def test_what_telegram_does_not_like_goes_as_plain_text(door: TelegramDoor, telegram: TelegramStandIn) -> None:
    telegram.faults.next(Fault.own(400, "Bad Request: BUTTON_URL_INVALID"), call="sendMessage")
    (part,) = door.render("77", CHOICES)
    await door.send("77", part)
    assert telegram.texts(77) == ["Bạn chọn:\n\n1. Lệ phí\nBạn gõ số để chọn."]
    assert telegram.chats["77"][0].keyboard == []


async def test_refused_in_every_form(door: TelegramDoor, telegram: TelegramStandIn) -> None:
    telegram.faults.next(Fault.own(400, "Bad Request: strange"), times=9, call="sendMessage")
    with pytest.raises(Refused):
        await door.send("77", door.render("77", Text(text="a"))[0])
    assert len(telegram.made("sendMessage")) == 2


async def test_a_chat_that_does_not_exist_is_not_tried_again(door: TelegramDoor, telegram: TelegramStandIn) -> None:
    telegram.unknown.add("8")
    with pytest.raises(Refused):
        await door.send("8", {**PART, "keyboard": [[{"text": "a", "data": "/a"}]]})
    assert len(telegram.made("sendMessage")) == 1


async def test_blocked(door: TelegramDoor, telegram: TelegramStandIn) -> None:
    telegram.blocked.add("9")
    with pytest.raises(Refused):
        await door.send("9", PART)


async def test_an_edit_that_changes_nothing_is_fine(door: TelegramDoor, telegram: TelegramStandIn) -> None:
    sent = await door.send("77", PART)
    assert await door.send("77", {**PART, "edit": int(sent)}) == sent
    assert telegram.texts(77) == ["Miễn phí"]


async def test_a_message_that_cannot_be_edited_is_sent_anew(door: TelegramDoor, telegram: TelegramStandIn) -> None:
    keyboard = [[{"text": "a", "data": "/a"}]]
    sent = await door.send("77", {**PART, "edit": 4, "keyboard": keyboard})
    assert telegram.chats["77"][0].id == int(sent)
    assert telegram.chats["77"][0].keyboard == [[{"text": "a", "callback_data": "/a"}]]


async def test_a_picture_telegram_cannot_get_is_sent_as_words(door: TelegramDoor, telegram: TelegramStandIn) -> None:
    part = {"photo": "https://a.vn/b.png", "text": "Sơ đồ"}
    await door.send("77", part)
    telegram.faults.next(Fault.own(400, "Bad Request: failed to get HTTP URL content"), call="sendPhoto")
    await door.send("77", part)
    assert [(sent.method, sent.text) for sent in telegram.chats["77"]] == [
        ("sendPhoto", "Sơ đồ"), ("sendMessage", "Sơ đồ\nhttps://a.vn/b.png"),
    ]  # fmt: skip


async def test_bold_and_topic_and_the_message_answered(door: TelegramDoor, telegram: TelegramStandIn) -> None:
    await door.send("-9", {"text": "Khai sinh\n\nMiễn phí", "bold": 9, "topic": 3, "to": 8})
    params = telegram.made("sendMessage")[0]
    assert params["entities"] == [{"type": "bold", "offset": 0, "length": 9}]
    assert params["message_thread_id"] == "3"
    assert params["reply_parameters"] == {"message_id": 8, "allow_sending_without_reply": True}


@pytest.mark.parametrize("fault", [None, Fault.own(403, "Forbidden"), Fault.drop(), Fault.answer(200, "{}"), FLOOD])
async def test_typing_never_raises(door: TelegramDoor, telegram: TelegramStandIn, fault: Fault | None) -> None:
    if fault:
        telegram.faults.next(fault, call="sendChatAction")
    await door.typing("77")
    await door.typing("-9")
    assert [call["chat_id"] for call in telegram.made("sendChatAction")] == ["77"]


async def test_nothing_secret_is_logged(
    door: TelegramDoor, telegram: TelegramStandIn, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    for fault in (FLOOD, Fault.answer(200, "không đọc được"), Fault.drop(), Fault.silence(0.9), Fault.own(401, "no")):
        telegram.faults.next(fault, call="sendMessage")
        with pytest.raises(SendFailure):
            await door.send("77", {"text": "lời riêng của tôi"})
    door.parse(_bytes({"update_id": 1, "message": {"text": "lời riêng của tôi"}}))
    written = caplog.text + "".join(capsys.readouterr()) + repr(door) + repr(door.__dict__)
    assert TOKEN not in written
    assert "lời riêng" not in written
    assert repr(Client(TOKEN)) == "Client()"


async def test_under_faults_nothing_is_sent_twice_and_nothing_is_lost_in_silence(
    door: TelegramDoor, telegram: TelegramStandIn
) -> None:
    for fault, often in ((Fault.own(500, "x"), 0.2), (Fault.drop(accepted=True), 0.1), (Fault.answer(502), 0.1)):
        telegram.faults.often(fault, often, call="sendMessage")
    fates: dict[str, str] = {}
    for number in range(60):
        text = f"tin {number}"
        for _ in range(20):
            try:
                await door.send("66", {"text": text})
            except NotSent:
                continue
            except Unconfirmed:
                fates[text] = "unknown"
            else:
                fates[text] = "sent"
            break
    shown = telegram.texts(66)
    assert len(shown) == len(set(shown))
    assert {text for text, fate in fates.items() if fate == "sent"} <= set(shown)
    assert set(shown) <= set(fates)
    assert len(fates) == 60


def _bytes(update: dict[str, Any]) -> bytes:
    return json.dumps(update).encode()
