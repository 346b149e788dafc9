"""Without a webhook: nothing is confirmed before the inbox has it, and the loop outlives every fault."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest

from bot.doors.telegram.door import TelegramDoor
from bot.doors.telegram.polling import STOPPED, TWICE, Polling
from bot.post.alerts import Alerts
from knowledge.base import KnowledgeBase
from tests.bot.doors.telegram.conftest import QUICK, Inbox, house, settings, until
from tests.stand_ins import telegram_updates as updates
from tests.stand_ins.faults import Fault
from tests.stand_ins.telegram import TelegramStandIn


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("first_pause", "person_pause"):
        monkeypatch.setattr(Polling, name, 0.02)


@pytest.fixture
async def polling(
    telegram: TelegramStandIn, address: str, base: KnowledgeBase, alerts: Alerts, inbox: Inbox
) -> AsyncIterator[TelegramDoor]:
    opened = TelegramDoor(house(settings(address, telegram_webhook_secret=""), base, alerts, inbox), QUICK)
    await opened.start()
    yield opened
    await opened.stop()


def _open(alerts: Alerts) -> list[str]:
    return [key for key, _, _ in alerts.open()]


@pytest.mark.usefixtures("polling")
async def test_updates_arrive_in_order_and_are_confirmed(telegram: TelegramStandIn, inbox: Inbox) -> None:
    telegram.waiting += [updates.text(f"câu {number}") for number in range(3)]
    await until(lambda: len(inbox.messages) == 3)
    assert [message.text for message in inbox.messages] == ["câu 0", "câu 1", "câu 2"]
    await until(lambda: not telegram.waiting)
    kinds = telegram.made("getUpdates")[0]["allowed_updates"]
    assert kinds == ["message", "callback_query", "inline_query", "chosen_inline_result", "my_chat_member"]


@pytest.mark.usefixtures("polling")
async def test_what_the_inbox_cannot_take_is_asked_for_again(telegram: TelegramStandIn, inbox: Inbox) -> None:
    first, second = updates.text("một"), updates.text("hai")
    inbox.away = 2
    telegram.waiting += [first, second]
    await until(lambda: len(inbox.messages) == 2)
    assert [message.text for message in inbox.messages] == ["một", "hai"]
    assert all(int(call.get("offset", 0)) <= first["update_id"] for call in telegram.made("getUpdates")[:3])
    await until(lambda: not telegram.waiting)


@pytest.mark.usefixtures("polling")
async def test_an_unreadable_update_does_not_hold_up_the_next(telegram: TelegramStandIn, inbox: Inbox) -> None:
    broken = updates.text("hỏng")
    broken["message"]["chat"] = "?"
    telegram.waiting += [broken, updates.text("lành")]
    await until(lambda: len(inbox.messages) == 1)
    assert inbox.messages[0].text == "lành"
    await until(lambda: not telegram.waiting)


@pytest.mark.parametrize(
    "fault",
    [Fault.own(500, "x"), Fault.answer(502), Fault.drop(), Fault.answer(200, "?"), Fault.answer(200, '{"ok":true}'),
     Fault.own(429, "Too Many Requests: retry after 0.05", parameters={"retry_after": 0.05})],
)  # fmt: skip
async def test_the_loop_outlives_faults(
    telegram: TelegramStandIn, address: str, base: KnowledgeBase, alerts: Alerts, inbox: Inbox, fault: Fault
) -> None:
    telegram.faults.next(fault, times=3, call="getUpdates")
    opened = TelegramDoor(house(settings(address, telegram_webhook_secret=""), base, alerts, inbox), QUICK)
    await opened.start()
    telegram.waiting.append(updates.text("sau lỗi"))
    await until(lambda: inbox.messages)
    await opened.stop()
    assert _open(alerts) == []


@pytest.mark.parametrize(
    ("fault", "key"), [(Fault.own(409, "Conflict"), TWICE), (Fault.own(401, "Unauthorized"), STOPPED)]
)
async def test_what_only_a_person_can_mend_is_an_alert_until_it_is_mended(
    telegram: TelegramStandIn, address: str, base: KnowledgeBase, alerts: Alerts, inbox: Inbox, fault: Fault, key: str
) -> None:
    telegram.faults.often(fault, 1.0, call="getUpdates")
    opened = TelegramDoor(house(settings(address, telegram_webhook_secret=""), base, alerts, inbox), QUICK)
    await opened.start()
    await until(lambda: _open(alerts) == [key])
    telegram.faults.clear()
    await until(lambda: _open(alerts) == [])
    await opened.stop()


async def test_with_a_webhook_secret_nobody_polls(door: TelegramDoor, telegram: TelegramStandIn) -> None:
    await asyncio.sleep(0.05)
    assert telegram.made("getUpdates") == []


async def test_without_a_secret_no_delivery_is_believed(polling: TelegramDoor) -> None:
    assert not polling.verify({}, b"{}")
    assert not polling.verify({"x-telegram-bot-api-secret-token": ""}, b"{}")


async def test_a_start_without_network_is_quick_and_the_name_comes_later(
    telegram: TelegramStandIn, address: str, base: KnowledgeBase, alerts: Alerts, inbox: Inbox,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("bot.doors.telegram.door.AGAIN", 0.05)
    monkeypatch.setattr("bot.doors.telegram.door.PATIENCE", 0.1)
    telegram.faults.next(Fault.own(401, "Unauthorized"), call="getMe")
    telegram.faults.next(Fault.silence(0.9), call="getMe")
    opened = TelegramDoor(house(settings(address), base, alerts, inbox), QUICK)
    await opened.start()
    assert _open(alerts) == [STOPPED]
    asked = updates.group("@t_bot khai sinh")
    await until(lambda: opened.parse(_bytes(asked)))
    await until(lambda: _open(alerts) == [])
    await opened.stop()


def _bytes(update: dict[str, object]) -> bytes:
    return json.dumps(update).encode()
