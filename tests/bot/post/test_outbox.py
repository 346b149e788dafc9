"""The queue of replies on both databases: in order, in parts, never from the start again."""

from datetime import timedelta

from sqlalchemy import select

from bot.post.inbox import Finished, Inbound, Inbox
from bot.post.mending import Mending
from bot.post.outbox import LEASE, Outbox
from bot.post.tables import OutboxRow, OutboxState, TurnRow
from dialogues.replies import Text
from knowledge.database import Database, now

PARTS = [{"text": "một"}, {"text": "hai"}]


def _answered(database: Database, message_id: str, chat: str = "c", channel: str = "zalo_oa", replies: int = 2) -> int:
    inbox = Inbox(database)
    inbox_id = inbox.accept(Inbound(channel, message_id, chat, "text", "khai sinh", (), "t", media="edit:9"))
    message = inbox.claim()
    assert message is not None
    texts = tuple(Text(text=f"{message_id}/{n}") for n in range(replies))
    inbox.finish(message, Finished("answered", "ask_fee", 0.9, None, (), texts, 5))
    return inbox_id


def _row(database: Database, delivery_id: int) -> OutboxRow:
    with database.read() as session:
        return session.get_one(OutboxRow, delivery_id)


def test_replies_of_a_chat_go_one_after_the_other_and_chats_side_by_side(database: Database) -> None:
    outbox = Outbox(database)
    _answered(database, "1", "a")
    _answered(database, "2", "b")
    _answered(database, "3", "a")
    first, other = outbox.claim(["zalo_oa"]), outbox.claim(["zalo_oa"])
    assert first is not None
    assert other is not None
    assert [first.reply.text, other.reply.text] == ["1/0", "2/0"]
    assert first.answers == "edit:9"
    assert outbox.claim(["zalo_oa"]) is None
    outbox.finished(first.id)
    order = []
    while delivery := outbox.claim(["zalo_oa"]):
        order.append(delivery.reply.text)
        outbox.finished(delivery.id)
    assert order == ["1/1", "3/0", "3/1"]


def test_channels_without_a_door_wait(database: Database) -> None:
    _answered(database, "1", channel="web")
    assert Outbox(database).claim(["telegram"]) is None
    assert Outbox(database).claim([]) is None


def test_a_part_in_flight_when_the_worker_died_is_left_unsure_and_the_next_goes_on(database: Database) -> None:
    outbox = Outbox(database)
    _answered(database, "1", replies=1)
    delivery = outbox.claim(["zalo_oa"])
    assert delivery is not None
    outbox.handing_over(delivery.id, PARTS)
    assert outbox.claim(["zalo_oa"]) is None
    again = outbox.claim(["zalo_oa"], now() + LEASE + timedelta(seconds=1))
    assert again is not None
    assert (again.done, again.parts) == (1, PARTS)
    outbox.handing_over(again.id, PARTS)
    outbox.arrived(again.id, "p2")
    outbox.finished(again.id)
    row = _row(database, delivery.id)
    assert (row.state, row.unsure_parts, row.platform_ids) == (OutboxState.UNKNOWN, [0], ["p2"])
    assert outbox.seen("zalo_oa", "c", "một", "p1")
    assert not outbox.seen("zalo_oa", "c", "một", "p1")
    assert _row(database, delivery.id).state == OutboxState.SENT


def test_a_worker_that_died_between_parts_loses_and_repeats_nothing(database: Database) -> None:
    outbox = Outbox(database)
    _answered(database, "1", replies=1)
    delivery = outbox.claim(["zalo_oa"])
    assert delivery is not None
    outbox.handing_over(delivery.id, PARTS)
    outbox.arrived(delivery.id, "p1")
    outbox.release_all()
    again = outbox.claim(["zalo_oa"])
    assert again is not None
    assert (again.done, _row(database, again.id).unsure_parts) == (1, [])


def test_a_put_off_reply_keeps_its_chat_waiting_until_it_is_due(database: Database) -> None:
    outbox = Outbox(database)
    _answered(database, "1")
    delivery = outbox.claim(["zalo_oa"])
    assert delivery is not None
    outbox.later(delivery.id, "http_429", now() + timedelta(minutes=5))
    assert outbox.claim(["zalo_oa"]) is None
    again = outbox.claim(["zalo_oa"], now() + timedelta(minutes=6))
    assert again is not None
    assert (again.id, again.attempts) == (delivery.id, 1)


def test_giving_up_lets_the_next_reply_go_and_can_be_replayed_from_where_it_stopped(database: Database) -> None:
    outbox, mending = Outbox(database), Mending(database)
    inbox_id = _answered(database, "1")
    delivery = outbox.claim(["zalo_oa"])
    assert delivery is not None
    outbox.handing_over(delivery.id, PARTS)
    outbox.arrived(delivery.id, "p1")
    outbox.handing_over(delivery.id, PARTS)
    outbox.failed(delivery.id, "http_500", ours=True)
    with database.read() as session:
        assert session.scalars(select(TurnRow.outcome)).one() == "error_delivery"
    following = outbox.claim(["zalo_oa"])
    assert following is not None
    outbox.finished(following.id)
    assert [(row.message, row.state, row.reason) for row in mending.set_aside()] == [(inbox_id, "failed", "http_500")]
    assert list(mending.replay([inbox_id, 999])) == [(inbox_id, "reply"), (999, "nothing")]
    again = outbox.claim(["zalo_oa"])
    assert again is not None
    assert (again.id, again.done) == (delivery.id, 1)


def test_an_unknown_reply_is_repeated_only_when_asked_for(database: Database) -> None:
    outbox, mending = Outbox(database), Mending(database)
    inbox_id = _answered(database, "1", replies=1)
    delivery = outbox.claim(["zalo_oa"])
    assert delivery is not None
    outbox.handing_over(delivery.id, PARTS[:1])
    outbox.unsure(delivery.id, "timeout")
    outbox.finished(delivery.id)
    assert list(mending.replay([inbox_id])) == [(inbox_id, "nothing")]
    assert list(mending.replay([inbox_id], unknown_too=True)) == [(inbox_id, "reply")]
    again = outbox.claim(["zalo_oa"])
    assert again is not None
    assert again.done == 0


def test_a_dead_turn_is_run_again_and_its_new_replies_come_after_the_old(database: Database) -> None:
    inbox, mending = Inbox(database), Mending(database)
    inbox_id = inbox.accept(Inbound("zalo_oa", "1", "c", "text", "khai sinh", (), "t"))
    for _ in range(3):
        message = inbox.claim()
        assert message is not None
        dead = inbox.put_back(message.id)
    assert dead
    assert [row.state for row in mending.set_aside()] == ["dead"]
    assert list(mending.replay([inbox_id])) == [(inbox_id, "turn")]
    message = inbox.claim()
    assert message is not None
    inbox.finish(message, Finished("answered", "ask_fee", 0.9, None, (), (Text(text="xong"),), 5))
    assert mending.set_aside() == []
