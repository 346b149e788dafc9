"""Without a webhook: nothing that was handed out is dropped, and no fault ends the loop."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy.exc import DataError, OperationalError

from bot.doors.zalo_bot.door import ZaloBotDoor
from bot.doors.zalo_bot.polling import MOST_TRIES, Polling
from bot.metrics import RECEIVED
from bot.post.alerts import Alerts
from knowledge.base import KnowledgeBase
from tests.bot.doors.zalo_bot.conftest import QUICK, Inbox, house, raised, settings, until
from tests.stand_ins import zalo_bot_updates as updates
from tests.stand_ins.faults import Fault
from tests.stand_ins.zalo_bot import ZaloBotStandIn

POLL = "getUpdates"


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, seconds in {"first_pause": 0.01, "longest_pause": 0.05, "person_pause": 0.05, "least": 0.05}.items():
        monkeypatch.setattr(Polling, name, seconds)


@pytest.fixture
async def polling(
    platform: ZaloBotStandIn, address: str, base: KnowledgeBase, alerts: Alerts, inbox: Inbox
) -> AsyncIterator[ZaloBotDoor]:
    """A door without a webhook secret; a test starts it."""
    door = ZaloBotDoor(house(settings(address, zalo_bot_secret=""), base, alerts, inbox), QUICK)
    yield door
    await door.stop()


def _texts(inbox: Inbox) -> list[str]:
    return [message.text for message in inbox.messages]


def _away() -> OperationalError:
    return OperationalError("insert", {}, Exception("away"))


async def test_one_update_a_call_wrapped_or_flat(polling: ZaloBotDoor, platform: ZaloBotStandIn, inbox: Inbox) -> None:
    platform.waiting += [updates.text("một"), updates.wrapped(updates.text("hai")), updates.text("ba")]
    await polling.start()
    await until(lambda: len(inbox.messages) == 3)
    assert _texts(inbox) == ["một", "hai", "ba"]
    assert platform.made(POLL)[0] == {"timeout": "1"}


async def test_idle_is_no_fault_and_later_news_come(
    polling: ZaloBotDoor, platform: ZaloBotStandIn, inbox: Inbox, alerts: Alerts
) -> None:
    await polling.start()
    await until(lambda: len(platform.made(POLL)) >= 2)
    platform.waiting.append(updates.text("muộn"))
    await until(lambda: inbox.messages)
    assert polling._polling._failures == 0
    assert raised(alerts) == set()


@pytest.mark.parametrize("answer", ['{"ok":true}', '{"ok":true,"result":{}}', '{"ok":true,"result":null}'])
async def test_an_empty_answer_at_once_does_not_spin(
    polling: ZaloBotDoor, platform: ZaloBotStandIn, answer: str
) -> None:
    platform.faults.often(Fault.answer(200, answer), 1.0, call=POLL)
    await polling.start()
    await asyncio.sleep(0.4)
    assert 2 <= len(platform.made(POLL)) <= 9


async def test_every_fault_is_outlived(
    polling: ZaloBotDoor, platform: ZaloBotStandIn, inbox: Inbox, alerts: Alerts
) -> None:
    faults = [
        Fault.answer(502), Fault.answer(200), Fault.own(500), Fault.drop(), Fault.own(429), Fault.answer(429, retry_after="0"),
        Fault.own(401), Fault.own(400), Fault.silence(1.5),
    ]  # fmt: skip
    for fault in faults:
        platform.faults.next(fault, call=POLL)
    platform.waiting.append(updates.text("sau cùng"))
    await polling.start()
    await until(lambda: inbox.messages)
    assert len(platform.made(POLL)) >= len(faults) + 1
    await until(lambda: raised(alerts) == set())


async def test_a_token_that_is_gone_raises_an_alert_until_it_is_back(
    polling: ZaloBotDoor, platform: ZaloBotStandIn, alerts: Alerts
) -> None:
    platform.faults.often(Fault.own(401), 1.0)
    await polling.start()
    await until(lambda: raised(alerts) == {"zalo_bot:stopped"})
    platform.faults.clear()
    await until(lambda: raised(alerts) == set())


async def test_an_active_webhook_is_told(polling: ZaloBotDoor, platform: ZaloBotStandIn, alerts: Alerts) -> None:
    platform.webhook = {"url": "https://x.vn"}
    await polling.start()
    await until(lambda: raised(alerts) == {"zalo_bot:polling"})
    platform.webhook = {}
    await until(lambda: raised(alerts) == set())


async def test_what_cannot_be_stored_is_kept_until_it_can(
    polling: ZaloBotDoor, platform: ZaloBotStandIn, inbox: Inbox
) -> None:
    inbox.failures = [_away() for _ in range(3 * MOST_TRIES)]
    platform.waiting += [updates.text("một"), updates.text("hai")]
    await polling.start()
    await until(lambda: len(inbox.messages) == 2)
    assert _texts(inbox) == ["một", "hai"]


async def test_what_the_database_does_not_want_holds_up_the_rest_for_a_while_only(
    polling: ZaloBotDoor, platform: ZaloBotStandIn, inbox: Inbox
) -> None:
    before = RECEIVED.labels("zalo_bot", "not_stored")._value.get()
    inbox.failures = [DataError("insert", {}, Exception("bad")) for _ in range(MOST_TRIES)]
    platform.waiting += [updates.text("hỏng"), updates.text("lành")]
    await polling.start()
    await until(lambda: inbox.messages)
    assert _texts(inbox) == ["lành"]
    assert RECEIVED.labels("zalo_bot", "not_stored")._value.get() == before + 1


async def test_alerts_that_cannot_be_cleared_lose_no_update(
    polling: ZaloBotDoor, platform: ZaloBotStandIn, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = 3
    real = Alerts.clear

    def clear(self: Alerts, key: str) -> None:
        nonlocal times
        times -= 1
        if times >= 0:
            raise _away()
        real(self, key)

    monkeypatch.setattr(Alerts, "clear", clear)
    platform.waiting.append(updates.text("còn đây"))
    await polling.start()
    await until(lambda: inbox.messages)


async def test_unreadable_updates_are_counted(polling: ZaloBotDoor, platform: ZaloBotStandIn, inbox: Inbox) -> None:
    before = RECEIVED.labels("zalo_bot", "unknown")._value.get()
    strange: list[dict[str, Any]] = [{"event_name": 5}, {"ok": True, "result": [1, {}]}, {"a": 1}]
    platform.waiting += [*strange, updates.text("lành")]
    await polling.start()
    await until(lambda: inbox.messages)
    assert RECEIVED.labels("zalo_bot", "unknown")._value.get() == before + 4


async def test_with_a_secret_nobody_polls_and_stopping_is_quick(
    door: ZaloBotDoor, polling: ZaloBotDoor, platform: ZaloBotStandIn
) -> None:
    await asyncio.sleep(0.1)
    assert platform.made(POLL) == []
    await polling.start()
    await until(lambda: platform.made(POLL))
    started = time.monotonic()
    await polling.stop()
    assert time.monotonic() - started < 0.5
    assert all(task.done() for task in polling._tasks)


async def test_the_name_is_learnt_for_groups(
    platform: ZaloBotStandIn, address: str, base: KnowledgeBase, alerts: Alerts, inbox: Inbox
) -> None:
    platform.me = {**platform.me, "display_name": "Bot Đại Phúc"}
    opened = ZaloBotDoor(house(settings(address), base, alerts, inbox), QUICK)
    await opened.start()
    await until(lambda: opened._names)
    await opened.stop()
    assert opened._names == ("Bot Đại Phúc", "bot.VDKyGxQvc")
