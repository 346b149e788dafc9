"""Every kind of failure has its own end; a partial failure never starts from the beginning."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from bot.doors.door import ChannelStopped, NotSent, Part, Refused, Unconfirmed
from bot.post import sender as sender_module
from bot.post.alerts import Alerts
from bot.post.outbox import Outbox
from bot.post.sender import MOST_ATTEMPTS, Sender
from bot.post.tables import OutboxRow, OutboxState
from dialogues.replies import Reply
from knowledge.database import Database
from tests.bot.post.test_outbox import _answered


class Platform:
    """A door whose calls end as told; parts are words."""

    name = "zalo_oa"

    def __init__(self, *ends: BaseException | None) -> None:
        self.ends = list(ends)
        self.took: list[str] = []

    def render(self, chat_id: str, reply: Reply, answers: str = "") -> Sequence[Part]:
        return [{"text": f"{reply.text}:{n}"} for n in range(3)]

    async def send(self, chat_id: str, part: Part) -> str:
        end = self.ends.pop(0) if self.ends else None
        if end is not None:
            raise end
        self.took.append(part["text"])
        return f"id{len(self.took)}"


def _sender(database: Database, platform: Any) -> Sender:
    return Sender(Outbox(database), {"zalo_oa": platform}, Alerts(database))


async def _deliver(sender: Sender) -> None:
    delivery = sender.claim()
    assert delivery is not None
    await sender.run(delivery)


def _state(database: Database) -> OutboxRow:
    with database.read() as session:
        return session.query(OutboxRow).order_by(OutboxRow.id).first()  # type: ignore[return-value]


async def test_parts_go_out_in_order(database: Database) -> None:
    _answered(database, "1", replies=1)
    platform = Platform()
    await _deliver(_sender(database, platform))
    assert platform.took == ["1/0:0", "1/0:1", "1/0:2"]
    row = _state(database)
    assert (row.state, row.platform_ids) == (OutboxState.SENT, ["id1", "id2", "id3"])


async def test_a_failure_in_the_middle_goes_on_in_the_middle(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sender_module, "FIRST_PAUSE", 0.0)
    _answered(database, "1", replies=1)
    platform = Platform(None, NotSent("http_503"))
    sender = _sender(database, platform)
    await _deliver(sender)
    assert _state(database).state == OutboxState.PENDING
    await _deliver(sender)
    assert platform.took == ["1/0:0", "1/0:1", "1/0:2"]


async def test_an_unconfirmed_part_is_not_repeated(database: Database) -> None:
    _answered(database, "1", replies=1)
    platform = Platform(None, Unconfirmed("timeout"))
    await _deliver(_sender(database, platform))
    assert platform.took == ["1/0:0", "1/0:2"]
    row = _state(database)
    assert (row.state, row.unsure_parts) == (OutboxState.UNKNOWN, [1])


async def test_a_refusal_ends_the_reply_and_not_the_next(database: Database) -> None:
    _answered(database, "1")
    platform = Platform(Refused("-230"))
    sender = _sender(database, platform)
    await _deliver(sender)
    await _deliver(sender)
    assert (_state(database).state, _state(database).error) == (OutboxState.FAILED, "-230")
    assert platform.took == ["1/1:0", "1/1:1", "1/1:2"]


async def test_a_stopped_channel_rests_and_calls_a_person_once(database: Database) -> None:
    _answered(database, "1", replies=1)
    sender = _sender(database, Platform(ChannelStopped("-220", "Mở trang văn phòng và kết nối lại Zalo.")))
    await _deliver(sender)
    assert sender.claim() is None
    assert [key for key, _, _ in Alerts(database).open()] == ["zalo_oa:stopped"]
    row = _state(database)
    assert (row.state, row.attempts) == (OutboxState.PENDING, 0)
    after = _sender(database, Platform())
    delivery = Outbox(database).claim(["zalo_oa"], row.next_try_at)
    assert delivery is not None
    await after.run(delivery)
    await_clear = Alerts(database).open()
    assert await_clear == []


async def test_a_platform_that_asks_for_a_pause_gets_it(database: Database) -> None:
    _answered(database, "1", "a", replies=1)
    _answered(database, "2", "b", replies=1)
    sender = _sender(database, Platform(NotSent("http_429", 30.0, whole_channel=True)))
    await _deliver(sender)
    assert sender.claim() is None


async def test_it_gives_up_in_the_end_and_says_so(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sender_module, "FIRST_PAUSE", 0.0)
    _answered(database, "1", replies=1)
    sender = _sender(database, Platform(*[NotSent("http_500")] * MOST_ATTEMPTS))
    for _ in range(MOST_ATTEMPTS):
        await _deliver(sender)
    assert sender.claim() is None
    assert _state(database).state == OutboxState.FAILED


async def test_an_answer_of_days_ago_is_given_up(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    _answered(database, "1", replies=1)
    platform = Platform()
    monkeypatch.setattr(sender_module, "STALE", timedelta(seconds=-1))
    await _deliver(_sender(database, platform))
    assert (_state(database).state, _state(database).error, platform.took) == (OutboxState.FAILED, "stale", [])


async def test_a_reply_no_door_can_say_is_set_aside_and_the_next_goes_on(database: Database) -> None:
    _answered(database, "1")
    platform = Platform(ValueError("a fault in a door"))
    sender = _sender(database, platform)
    await _deliver(sender)
    await _deliver(sender)
    assert (_state(database).state, _state(database).error) == (OutboxState.FAILED, "fault")
    assert platform.took == ["1/1:0", "1/1:1", "1/1:2"]
