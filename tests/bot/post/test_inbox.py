"""The queue on both databases: once in, in order, one at a time for a chat, whole at the end."""

import threading
from datetime import timedelta

from sqlalchemy import func, select

from bot.post.inbox import LEASE, MAX_ATTEMPTS, Finished, Inbound, Inbox
from bot.post.tables import InboxRow, InboxState, OutboxRow, OutboxState
from dialogues.replies import Button, Text
from knowledge.database import Database, now


def _inbound(message_id: str, chat_id: str = "c") -> Inbound:
    return Inbound("web", message_id, chat_id, "text", "khai sinh", (), "t")


def _finished(*buttons: Button) -> Finished:
    return Finished("answered", "ask_fee", 0.9, "1.001193", (), (Text(text="a", buttons=buttons), Text(text="b")), 5)


def test_a_message_delivered_twice_is_one(database: Database) -> None:
    inbox = Inbox(database)
    assert inbox.accept(_inbound("1")) == inbox.accept(_inbound("1"))
    assert inbox.claim() is not None
    assert inbox.claim() is None


def test_racing_deliveries_are_one(database: Database) -> None:
    inbox, ids = Inbox(database), []
    start = threading.Barrier(8)

    def deliver() -> None:
        start.wait()
        ids.append(inbox.accept(_inbound("1")))

    threads = [threading.Thread(target=deliver) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ids) == 8
    assert len(set(ids)) == 1


def test_one_at_a_time_for_a_chat_and_chats_side_by_side(database: Database) -> None:
    inbox = Inbox(database)
    for message_id, chat in (("1", "a"), ("2", "a"), ("3", "b")):
        inbox.accept(_inbound(message_id, chat))
    first, other = inbox.claim(), inbox.claim()
    assert first is not None
    assert other is not None
    assert (first.message_id, other.message_id) == ("1", "3")
    assert inbox.claim() is None
    inbox.finish(first, _finished())
    second = inbox.claim()
    assert second is not None
    assert second.message_id == "2"


def test_racing_workers_never_share_a_message(database: Database) -> None:
    inbox = Inbox(database)
    for number in range(24):
        inbox.accept(_inbound(str(number), f"chat{number % 6}"))
    taken: list[str] = []

    def work() -> None:
        while (message := inbox.claim()) is not None:
            taken.append(message.message_id)
            inbox.finish(message, _finished())

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    while (message := inbox.claim()) is not None:
        taken.append(message.message_id)
        inbox.finish(message, _finished())
    assert sorted(taken, key=int) == [str(number) for number in range(24)]
    for chat in range(6):
        mine = [int(number) for number in taken if int(number) % 6 == chat]
        assert mine == sorted(mine)


def test_replies_and_the_end_are_one_transaction_and_happen_once(database: Database) -> None:
    inbox = Inbox(database)
    inbox_id = inbox.accept(_inbound("1"))
    message = inbox.claim()
    assert message is not None
    assert inbox.result(inbox_id) is None
    inbox.finish(message, _finished())
    inbox.finish(message, _finished())
    result = inbox.result(inbox_id)
    assert result is not None
    assert [reply.text for reply in result.replies] == ["a", "b"]
    inbox.mark_sent(inbox_id)
    with database.read() as session:
        states = session.scalars(select(OutboxRow.state)).all()
        assert states == [OutboxState.SENT] * 2
    assert inbox.waiting() == 0


def test_a_dead_workers_message_comes_back_after_the_lease(database: Database) -> None:
    inbox = Inbox(database)
    inbox.accept(_inbound("1"))
    assert inbox.claim() is not None
    assert inbox.claim() is None
    again = inbox.claim(at=now() + LEASE + timedelta(seconds=1))
    assert again is not None
    assert again.attempts == 2


def test_a_restart_gives_everything_back(database: Database) -> None:
    inbox = Inbox(database)
    inbox.accept(_inbound("1"))
    inbox.claim()
    assert inbox.release_all() == 1
    assert inbox.claim() is not None


def test_a_turn_that_fails_is_retried_then_set_aside(database: Database) -> None:
    inbox = Inbox(database)
    inbox.accept(_inbound("1"))
    for attempt in range(1, MAX_ATTEMPTS + 1):
        message = inbox.claim()
        assert message is not None
        assert inbox.put_back(message.id) is (attempt == MAX_ATTEMPTS)
    assert inbox.claim() is None
    with database.read() as session:
        assert session.scalar(select(func.count()).where(InboxRow.state == InboxState.DEAD)) == 1


def test_buttons_are_remembered_latest_first(database: Database) -> None:
    inbox = Inbox(database)
    for number in ("1", "2"):
        inbox.accept(_inbound(number))
        message = inbox.claim()
        assert message is not None
        inbox.finish(message, _finished(Button(title=number, payload=f"/{number}")))
    offered = [buttons for buttons in inbox.buttons("web", "c") if buttons]
    assert [buttons[0].payload for buttons in offered] == ["/2", "/1"]
    assert inbox.buttons("web", "other") == []
