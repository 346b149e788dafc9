"""What an update is taken for, and that nothing Telegram or anybody else sends can break the door."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.doors.door import Incoming, Kind
from bot.doors.telegram.addressing import Me
from bot.doors.telegram.updates import Seen, read, read_bytes
from tests.stand_ins import telegram_updates as updates

ME = Me(123456, "t_bot")
PAYLOADS = Path(__file__).parents[5] / "shared" / "payloads" / "channels"
PHOTO = [
    {"file_id": "small", "file_unique_id": "s", "width": 90, "height": 60},
    {"file_id": "large", "file_unique_id": "l", "width": 900, "height": 600},
]
FILE = {"file_id": "f1", "file_unique_id": "u"}
SIZED = {**FILE, "width": 10, "height": 10, "duration": 1}
OURS = {"message_id": 4, "date": 1700000000, "chat": {"id": -100123, "type": "supergroup", "title": "T"},
        "from": {"id": 123456, "is_bot": True, "first_name": "t"}, "text": "Chọn"}  # fmt: skip
OTHERS = {**OURS, "from": {"id": 9, "is_bot": False, "first_name": "B"}}


def message(update: dict[str, Any]) -> Incoming:
    seen = read(update, ME).message
    assert seen is not None
    return seen


@pytest.mark.parametrize(
    ("words", "kind", "text"),
    [
        ("khai sinh cho con", Kind.TEXT, "khai sinh cho con"),
        ("/tracuu", Kind.TEXT, "/tracuu"),
        ("/start", Kind.HELLO, ""),
        ("/start@t_bot", Kind.HELLO, ""),
        ("/start p_1_001193", Kind.LINK, "1.001193"),
        ("/start tt_1", Kind.HELLO, ""),
        ("/start p_1_001193 thêm chữ", Kind.LINK, "1.001193"),
        ("/start p_1_00119", Kind.HELLO, ""),
        ("/start " + "a" * 64, Kind.HELLO, ""),
        ("/start " + "p" * 65, Kind.HELLO, ""),
        ("/started", Kind.TEXT, "/started"),
    ],
)
def test_texts_commands_and_deep_links(words: str, kind: Kind, text: str) -> None:
    update = updates.text(words)
    number = update["message"]["message_id"]
    assert message(update) == Incoming(f"77:{number}", "77", kind, text)


@pytest.mark.parametrize(
    ("parts", "kind", "media"),
    [
        ({"photo": PHOTO, "caption": "giấy hẹn"}, Kind.IMAGE, "large"),
        ({"document": {**FILE, "mime_type": "image/png"}}, Kind.IMAGE, "f1"),
        ({"document": {**FILE, "mime_type": "application/pdf"}}, Kind.FILE, ""),
        ({"document": FILE}, Kind.FILE, ""),
        ({"voice": {**FILE, "duration": 3}}, Kind.AUDIO, ""),
        ({"audio": {**FILE, "duration": 3}}, Kind.AUDIO, ""),
        ({"video": SIZED}, Kind.VIDEO, ""),
        ({"video_note": {**FILE, "length": 5, "duration": 1}}, Kind.VIDEO, ""),
        ({"animation": SIZED, "document": {**FILE, "mime_type": "image/gif"}}, Kind.VIDEO, ""),
        ({"sticker": {**FILE, "type": "regular", "width": 5, "height": 5, "is_animated": False, "is_video": False}},
         Kind.STICKER, ""),
        ({"location": {"latitude": 21.5, "longitude": 105.8}}, Kind.PLACE, ""),
        ({"contact": {"phone_number": "0912345678", "first_name": "A"}}, Kind.CONTACT, ""),
    ],
)  # fmt: skip
def test_what_is_not_words(parts: dict[str, Any], kind: Kind, media: str) -> None:
    seen = message(updates.message(**parts))
    assert (seen.kind, seen.media, seen.author) == (kind, media, "")
    assert "0912345678" not in seen.text


@pytest.mark.parametrize(
    ("update", "text"),
    [
        (updates.group("@t_bot lệ phí khai sinh"), "lệ phí khai sinh"),
        (updates.group("lệ phí khai sinh, @T_Bot ơi"), "lệ phí khai sinh, ơi"),
        (updates.group("😀 @t_bot: 😀 khai sinh", entities=[{"type": "mention", "offset": 3, "length": 6}]),
         "😀 😀 khai sinh"),
        (updates.group("A ơi", entities=[{"type": "text_mention", "offset": 0, "length": 1,
                                          "user": {"id": 123456, "is_bot": True, "first_name": "t"}}]), "ơi"),
        (updates.group("/thutuc@t_bot"), "/thutuc"),
        (updates.group("/thutuc"), "/thutuc"),
        (updates.group("còn lệ phí?", reply_to_message=OURS), "còn lệ phí?"),
        (updates.group("@t_bot"), ""),
    ],
)  # fmt: skip
def test_in_a_group_spoken_to(update: dict[str, Any], text: str) -> None:
    seen = message(update)
    assert (seen.chat_id, seen.author, seen.text) == ("-100123", "77", text)
    assert seen.media == f"to:{update['message']['message_id']}"


@pytest.mark.parametrize(
    "update",
    [
        updates.group("khai sinh thì sao nhỉ"),
        updates.group("@other_bot khai sinh"),
        updates.group("@t_bot_2 khai sinh"),
        updates.group("/thutuc@other_bot"),
        updates.group("/menu"),
        updates.group("còn lệ phí?", reply_to_message=OTHERS),
        updates.group("viết thư tới ai@t_bot"),
    ],
)
def test_in_a_group_not_spoken_to(update: dict[str, Any]) -> None:
    assert read(update, ME) == Seen(counted="not_for_us")


def test_a_name_not_known_yet_is_nobodys() -> None:
    assert read(updates.group("@ khai sinh"), Me(123456)).message is None
    assert read(updates.group("sao?", reply_to_message=OURS), Me(123456)).message is not None


def test_an_administrator_who_writes_as_the_group_is_a_person_of_it() -> None:
    hidden = updates.group("@t_bot khai sinh", sender_chat={"id": -100123, "type": "supergroup", "title": "T"})
    hidden["message"]["from"] = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    assert message(hidden).author == "-100123"


def test_a_topic_of_a_forum_is_answered_there() -> None:
    asked = updates.group("@t_bot khai sinh", is_topic_message=True, message_thread_id=31)
    assert message(asked).media == f"topic:31 to:{asked['message']['message_id']}"


def test_presses() -> None:
    data = '/ask_fee{"procedure":"1.001193"}'
    pressed = updates.press(data)
    seen = read(pressed, ME)
    assert seen.pressed == pressed["callback_query"]["id"]
    assert seen.message == Incoming(f"cb:{seen.pressed}", "77", Kind.PAYLOAD, data)
    grouped = read(updates.press(data, chat=-5, kind="group"), ME).message
    assert grouped is not None
    assert (grouped.chat_id, grouped.author) == ("-5", "77")
    turned = read(updates.press('/list_procedures{"page":"1"}', message_id=9), ME).message
    assert turned is not None
    assert turned.media == "edit:9"
    under_an_answer = read(updates.press("/list_procedures", message_id=9), ME).message
    assert under_an_answer is not None
    assert under_an_answer.media == ""


def test_a_press_on_a_message_that_is_gone_is_acknowledged() -> None:
    pressed = updates.press('/list_procedures{"page":"1"}')
    pressed["callback_query"]["message"]["date"] = 0
    seen = read(pressed, ME)
    assert seen.message is not None
    assert seen.message.media == ""
    del pressed["callback_query"]["message"]
    seen = read(pressed, ME)
    assert (seen.message, seen.counted) == (None, "unknown")
    assert seen.pressed


def _edited() -> dict[str, Any]:
    update = updates.text("sửa")
    return {"update_id": 1, "edited_message": update["message"]}


def _from_a_bot() -> dict[str, Any]:
    update = updates.text("tôi là bot")
    update["message"]["from"]["is_bot"] = True
    return update


def _membership() -> dict[str, Any]:
    person = {"id": 77, "is_bot": False, "first_name": "A"}
    bot = {"id": 123456, "is_bot": True, "first_name": "t"}
    changed = {
        "chat": {"id": 77, "type": "private"}, "from": person, "date": 1700000000,
        "old_chat_member": {"status": "member", "user": bot},
        "new_chat_member": {"status": "kicked", "user": bot, "until_date": 0},
    }  # fmt: skip
    return {"update_id": 1, "my_chat_member": changed}


@pytest.mark.parametrize(
    ("update", "counted"),
    [
        (_edited(), "edited"),
        (_from_a_bot(), "unknown"),
        (_membership(), "membership"),
        (updates.message(poll={}), "unknown"),
        (updates.message(new_chat_title="x"), "unknown"),
        (updates.message(text="thẻ của tôi", via_bot={"id": 123456, "is_bot": True, "first_name": "t"}), "unknown"),
        ({"update_id": 1, "channel_post": updates.text("x")["message"]}, "unknown"),
        ({"update_id": 1}, "unknown"),
    ],
)
def test_what_is_not_for_the_inbox(update: dict[str, Any], counted: str) -> None:
    assert read(update, ME) == Seen(counted=counted)


def test_a_group_that_moved() -> None:
    seen = read(updates.message(where={"id": -5, "type": "group", "title": "T"}, migrate_to_chat_id=-1005), ME)
    assert seen == Seen(moved=("-5", "-1005"), counted="migration")


def test_inline_queries_are_handed_on() -> None:
    inline = read(updates.inline_query("khai sinh"), ME).inline
    assert inline is not None
    assert inline.query == "khai sinh"


SAMPLES: list[dict[str, Any]] = [
    updates.text("/start p_1_001193"),
    updates.group("@t_bot khai sinh", reply_to_message=OURS),
    updates.message(photo=PHOTO, caption="ảnh"),
    updates.press('/list_procedures{"page":"1"}', chat=-5, kind="group"),
    updates.inline_query("khai sinh"),
    _membership(),
    updates.message(where={"id": -5, "type": "group", "title": "T"}, migrate_to_chat_id=-1005),
]
STRANGE = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.just(10**30), st.just([]), st.just({}),
    st.lists(st.integers(), max_size=2), st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)  # fmt: skip


def places(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value inside a payload."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*way, key)
        yield from places(inner, (*way, key))


def changed(payload: dict[str, Any], way: tuple[Any, ...], new: Any, *, remove: bool) -> dict[str, Any]:
    made = copy.deepcopy(payload)
    holder: Any = made
    for key in way[:-1]:
        holder = holder[key]
    if remove:
        del holder[way[-1]]
    else:
        holder[way[-1]] = new
    return made


def check(seen: Seen) -> None:
    """Whatever it was taken for has the right types."""
    if seen.message is not None:
        parts = (
            seen.message.message_id,
            seen.message.chat_id,
            seen.message.text,
            seen.message.author,
            seen.message.media,
        )
        assert all(isinstance(part, str) for part in parts)
        json.dumps(parts).encode()
    else:
        assert seen.counted or seen.inline is not None


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_changed_payload_never_breaks_the_door(data: st.DataObject) -> None:
    payload = data.draw(st.sampled_from(SAMPLES))
    way = data.draw(st.sampled_from(list(places(payload))))
    check(read(changed(payload, way, data.draw(STRANGE), remove=data.draw(st.booleans())), ME))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes(body: bytes) -> None:
    check(read_bytes(body, ME))


@settings(max_examples=200, deadline=None)
@given(
    st.recursive(
        STRANGE, lambda inner: st.dictionaries(st.sampled_from(["message", "chat", "from", "id", "text"]), inner)
    )
)
def test_any_json(body: Any) -> None:
    check(read(body, ME))


def test_every_recorded_payload() -> None:
    if not PAYLOADS.exists():
        pytest.skip("the reference payloads are not beside the repository")
    recorded = [json.loads(path.read_text()) for path in sorted(PAYLOADS.glob("tg_update_*.json"))]
    assert recorded
    for payload in recorded:
        seen = read(payload, ME)
        assert seen.message or seen.inline or seen.moved
        for way in places(payload):
            for new in (None, {}, [], 10**40, "x", -1.5, True):
                check(read(changed(payload, way, new, remove=False), ME))
            check(read(changed(payload, way, None, remove=True), ME))
