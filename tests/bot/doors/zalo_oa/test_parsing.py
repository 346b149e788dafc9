"""Events as Zalo delivers them, and as nobody should: every good message is found, nothing raises."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from bot.doors.door import Kind
from bot.doors.zalo_oa.parsing import Echo, read
from tests.stand_ins import zalo_oa_events as events
from tests.stand_ins.zalo_oa import OA_ID

PAYLOADS = Path(__file__).parents[4].parent / "shared/payloads/channels"
U = events.USER
URL = "https://f6.photo.talk.zdn.vn/a.jpg"


def media(kind: str = "image", **payload: Any) -> list[dict[str, Any]]:
    return [{"type": kind, "payload": payload}]


SAMPLES: list[tuple[dict[str, Any], Kind, str, str]] = [
    (events.text("chào"), Kind.TEXT, "chào", ""),
    (events.text("trả lời", quote_msg_id="ab12"), Kind.TEXT, "trả lời", ""),
    (events.sent("image", attachments=media(url=URL, thumbnail="t")), Kind.IMAGE, "", URL),
    (events.sent("image", text="giấy hẹn", attachments=media(url=URL)), Kind.IMAGE, "giấy hẹn", URL),
    (events.sent("gif", attachments=media("gif", url=URL)), Kind.IMAGE, "", URL),
    (events.sent("image", attachments=[None, {"payload": 1}, *media(url=7), *media(url=URL)]), Kind.IMAGE, "", URL),
    (events.sent("image"), Kind.IMAGE, "", ""),
    (events.sent("file", attachments=media("file", url=URL, name="a.docx", size="1")), Kind.FILE, "", ""),
    (events.sent("location", attachments=media("location", coordinates={"latitude": "1"})), Kind.PLACE, "", ""),
    (events.sent("audio", attachments=media("audio", url=URL)), Kind.AUDIO, "", ""),
    (events.sent("video", attachments=media("video", url=URL)), Kind.VIDEO, "", ""),
    (events.sent("sticker", attachments=media("sticker", id="1", url=URL)), Kind.STICKER, "", ""),
    (events.sent("link", text="https://a.vn", attachments=media("link", url="https://a.vn")), Kind.TEXT, "https://a.vn", ""),
    (events.sent("link", attachments=media("link", url="https://a.vn/b")), Kind.TEXT, "https://a.vn/b", ""),
    (events.sent("business_card", text="Nguyễn Văn A", attachments=media("link", description='{"phone":"84900000000"}')),
     Kind.CONTACT, "", ""),
    (events.text('/ask_fee{"procedure":"1.001193"}'), Kind.PAYLOAD, '/ask_fee{"procedure":"1.001193"}', ""),
    (events.text("/list_procedures"), Kind.PAYLOAD, "/list_procedures", ""),
    (events.text("/start"), Kind.TEXT, "/start", ""),
    (events.text("/thutuc"), Kind.TEXT, "/thutuc", ""),
    (events.text("/khaisinh"), Kind.TEXT, "/khaisinh", ""),
    (events.text("/khai_sinh cho con"), Kind.TEXT, "/khai_sinh cho con", ""),
    (events.text('/lookup_dossier{"number":"0912345678"}'), Kind.TEXT, '/lookup_dossier{"number":"0912345678"}', ""),
    (events.text('/ask_fee{"procedure":"' + "1" * 80 + '"}'), Kind.TEXT, '/ask_fee{"procedure":"' + "1" * 80 + '"}', ""),
]  # fmt: skip


@pytest.mark.parametrize(("event", "kind", "text", "url"), SAMPLES)
def test_what_people_send(event: dict[str, Any], kind: Kind, text: str, url: str) -> None:
    message = read(events.body_of(event)).message
    assert message is not None
    assert (message.kind, message.text, message.media) == (kind, text, url)
    assert (message.chat_id, message.author, message.message_id) == (U, "", event["message"]["msg_id"])


def test_opening_the_chat_is_a_greeting() -> None:
    first, second = events.follow(), {**events.follow(), "timestamp": "1540363714999"}
    seen = [read(events.body_of(event)).message for event in (first, first, second)]
    assert [message.kind for message in seen if message] == [Kind.HELLO] * 3
    assert seen[0] == seen[1] != seen[2]
    pressed = [
        read(events.body_of({**events.chat_now(), "timestamp": moment})).message
        for moment in ("1540363714987", "1540363999999", "1540463714987")
    ]
    assert pressed[0] is not None
    assert (pressed[0].kind, pressed[0].chat_id) == (Kind.HELLO, U)
    assert pressed[0] == pressed[1] != pressed[2]


def test_submitted_data_is_not_read() -> None:
    info = {"name": "Nguyễn Văn A", "phone": "84912345678", "full_address": {"user_city": "x"}}
    event = {**events.text("x"), "event_name": "user_submit_info", "info": info}
    message = read(events.body_of(event)).message
    assert message is not None
    assert (message.kind, message.text, message.media) == (Kind.CONTACT, "", "")
    assert "84912345678" not in repr(message)


def test_in_a_group_the_author_is_kept_and_names_are_left_out() -> None:
    message = read(events.body_of(events.group_text(f"[@{OA_ID}]  lệ phí  khai sinh?", "nhom1"))).message
    assert message is not None
    assert (message.chat_id, message.author, message.kind) == ("g:nhom1", U, Kind.TEXT)
    assert message.text == "lệ phí khai sinh?"
    everybody = read(events.body_of(events.group_text("[@nhom1] họp lúc 8 giờ", "nhom1"))).message
    assert everybody is not None
    assert everybody.text == "họp lúc 8 giờ"


def test_in_a_group_what_is_said_to_others_or_only_shown_is_left_alone() -> None:
    picture = {**events.group_text("x"), "event_name": "user_send_group_image"}
    for event in (events.group_text("[@123456] anh ơi"), picture):
        seen = read(events.body_of(event))
        assert (seen.message, seen.counted) == (None, "not_for_us")


@pytest.mark.parametrize(
    ("event", "counted"),
    [
        (events.follow(name="unfollow"), "unfollow"),
        (events.receipt(U, "m"), "receipt"),
        ({"event_name": "user_seen_message", "message": {"msg_ids": ["a"]}}, "receipt"),
        ({"event_name": "anonymous_send_text", "sender": {"id": "A"}, "message": {"text": "hi"}}, "anonymous"),
        ({"event_name": "add_user_to_tag"}, "ignored"),
        ({"event_name": "disperse_group"}, "ignored"),
        ({"event_name": "user_send_hologram", "sender": {"id": U}, "message": {}}, "unknown"),
        ({"event_name": "oa_send_image", "recipient": {"id": U}, "message": {"msg_id": "1"}}, "echo"),
        ({"event_name": 7}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_the_rest_is_counted(event: dict[str, Any], counted: str) -> None:
    seen = read(events.body_of(event))
    assert (seen.message, seen.echo, seen.counted) == (None, None, counted)


def test_an_echo_is_told_apart() -> None:
    assert read(events.body_of(events.echo(U, "đáp", "ab"))).echo == Echo(U, "đáp", "ab")
    assert read(events.body_of(events.echo("g:nhom1", "đáp", "ab"))).echo == Echo("g:nhom1", "đáp", "ab")


def test_without_a_message_id_the_event_itself_is_one() -> None:
    event = events.text("chào")
    del event["message"]["msg_id"]
    first, second = read(events.body_of(event)).message, read(events.body_of(event)).message
    later = read(events.body_of({**event, "timestamp": "1"})).message
    assert first is not None
    assert later is not None
    assert first == second
    assert first.message_id != later.message_id
    assert len(first.message_id) <= 80


def test_ids_beyond_two_to_the_53rd_keep_every_digit() -> None:
    event = events.text("chào")
    event["sender"]["id"] = 9007199254740993123
    message = read(events.body_of(event)).message
    assert message is not None
    assert message.chat_id == "9007199254740993123"


@pytest.mark.parametrize(
    "body",
    [b"", b"\xff", b"null", b"[]", b"7", b"[" * 100_000, b'{"event_name":"user_send_text"}',
     b'{"event_name":"user_send_text","sender":{"id":"1"},"message":{"text":null}}',
     b'{"event_name":"user_send_text","sender":{"id":"g:1"},"message":{"text":"a"}}',
     b'{"event_name":"user_send_text","sender":{"id":""},"message":{"text":"a"}}',
     b'{"event_name":"follow","follower":null}', b'{"event_name":"user_send_group_text","sender":{"id":"1"},"message":{"text":"a"}}'],
)  # fmt: skip
def test_wrong_shapes_are_unknown(body: bytes) -> None:
    assert read(body).counted == "unknown"


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("\ud800"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


def own_samples() -> list[dict[str, Any]]:
    others = [
        events.follow(),
        events.chat_now(),
        events.group_text("a"),
        events.echo(U, "a", "1"),
        events.receipt(U, "1"),
    ]
    return [*(sample[0] for sample in SAMPLES), *others]


def references() -> list[dict[str, Any]]:
    found = [json.loads(path.read_text()) for path in sorted(PAYLOADS.glob("oa_webhook_*.json"))]
    return [{key: value for key, value in event.items() if not key.startswith("_")} for event in found]


def paths(value: Any, before: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path for key, part in inner for path in ((*before, key), *paths(part, (*before, key)))]


def spoilt(event: dict[str, Any], data: st.DataObject) -> dict[str, Any]:
    changed = copy.deepcopy(event)
    for _ in range(data.draw(st.integers(1, 3))):
        there = paths(changed)
        if not there:
            break
        *way, last = data.draw(st.sampled_from(there))
        place: Any = changed
        for key in way:
            place = place[key]
        if isinstance(place, dict) and data.draw(st.booleans()):
            del place[last]
        else:
            place[last] = data.draw(JUNK)
    return changed


def holds(event: dict[str, Any]) -> None:
    seen = read(json.dumps(event).encode())
    assert (seen.message is None) or not seen.counted
    assert seen.message is not None or seen.counted
    if seen.message is not None:
        assert seen.message.chat_id
        assert seen.message.message_id
        assert seen.message.kind in Kind
        assert isinstance(seen.message.text, str)


@effort(max_examples=400, deadline=None)
@given(st.data())
def test_spoilt_events_never_raise(data: st.DataObject) -> None:
    holds(spoilt(data.draw(st.sampled_from(own_samples())), data))


@effort(max_examples=400, deadline=None)
@given(st.data())
def test_spoilt_events_of_the_references_never_raise(data: st.DataObject) -> None:
    if not references():
        pytest.skip("no references here")
    holds(spoilt(data.draw(st.sampled_from(references())), data))


@effort(max_examples=300, deadline=None)
@given(st.binary(max_size=200) | JUNK.map(lambda junk: json.dumps(junk).encode()))
def test_bytes_never_raise(body: bytes) -> None:
    assert read(body).message is None


def test_every_event_of_the_references_is_known() -> None:
    if not references():
        pytest.skip("no references here")
    events_there = [event for event in references() if "event_name" in event]
    assert len(events_there) >= 20
    assert {read(json.dumps(event).encode()).counted for event in events_there} == {
        "", "echo", "receipt", "unfollow", "anonymous", "ignored",
    }  # fmt: skip
