"""What a delivery is taken for, and that nothing the platform or anybody else sends can break the door."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.doors.door import Incoming, Kind
from bot.doors.zalo_bot.updates import GROUPED, Seen, address_in, is_grouped, read, read_bytes
from tests.stand_ins import zalo_bot_updates as updates

PAYLOADS = Path(__file__).parents[5] / "shared" / "payloads" / "channels"
PHOTO = "https://photo-stal-1.zdn.vn/a.jpg?x=1"
UNKNOWN = Seen(counted=("unknown",))


def message(update: dict[str, Any], *names: str) -> Incoming:
    seen = read(update, names)
    assert len(seen.messages) == 1, seen
    assert seen.counted == ()
    return seen.messages[0]


@pytest.mark.parametrize("wrap", [updates.wrapped, lambda event: event])
@pytest.mark.parametrize("words", ["khai sinh cho con", "/start", "", "1"])
def test_texts_in_either_form(wrap: Any, words: str) -> None:
    update = updates.text(words)
    found = Incoming(update["message"]["message_id"], "chat-1", Kind.TEXT, words)
    assert message(wrap(update)) == found
    assert read_bytes(json.dumps(wrap(update)).encode()).messages == (found,)


@pytest.mark.parametrize(
    ("update", "kind", "text", "media"),
    [
        (updates.image(PHOTO, caption="giấy hẹn"), Kind.IMAGE, "giấy hẹn", PHOTO),
        (updates.message("image", photo=PHOTO), Kind.IMAGE, "", PHOTO),
        (updates.message("image", photo_url=None, photo=PHOTO), Kind.IMAGE, "", PHOTO),
        (updates.message("image", photo_url="https://x.zdn.vn/ảnh", photo=PHOTO), Kind.IMAGE, "", PHOTO),
        (updates.message("image"), Kind.IMAGE, "", ""),
        (updates.message("image", photo_url="javascript:alert(1)", caption=3), Kind.IMAGE, "", ""),
        (updates.message("sticker", sticker="s1", url="https://x.zdn.vn/s"), Kind.STICKER, "", ""),
        (updates.message("voice", voice_url="https://x.zdn.vn/v.aac"), Kind.AUDIO, "", ""),
        (updates.message("link", url="https://dichvucong.gov.vn/1.001193"), Kind.TEXT, "https://dichvucong.gov.vn/1.001193", ""),
        (updates.message("link", text="xem giúp https://a.vn", url="https://a.vn"), Kind.TEXT, "xem giúp https://a.vn", ""),
    ],
)  # fmt: skip
def test_other_kinds(update: dict[str, Any], kind: Kind, text: str, media: str) -> None:
    seen = message(update)
    assert (seen.kind, seen.text, seen.media, seen.author) == (kind, text, media, "")
    assert address_in(seen.media) == media


@pytest.mark.parametrize(
    ("words", "names", "text"),
    [
        ("@Bot làm khai sinh cần gì", (), "làm khai sinh cần gì"),
        ("@Bot, 2", (), "2"),
        ("còn lệ phí?", (), "còn lệ phí?"),
        ("gửi ai@bot.vn", (), "gửi ai@bot.vn"),
        ("@Bot Đại Phúc 2", ("Bot Đại Phúc", "Bot"), "2"),
        ("lệ phí khai sinh @bot đại phúc", ("Bot Đại Phúc",), "lệ phí khai sinh"),
        ("@Bot Đại Phúc Hai 2", ("Bot Đại Phúc",), "Hai 2"),
        ("@Bot (1).* 2", ("Bot (1).*",), "2"),
        ("@Bot", ("Bot",), ""),
    ],
)
def test_in_a_group(words: str, names: tuple[str, ...], text: str) -> None:
    seen = message(updates.group(words), *names)
    assert (seen.chat_id, seen.author, seen.text) == ("group-1", "person-1", text)
    assert is_grouped(seen.media)


def test_a_picture_in_a_group_keeps_both_words() -> None:
    seen = message(updates.image(PHOTO, chat="g", sender="p", chat_type="GROUP"))
    assert seen.media == f"{GROUPED} {PHOTO}"
    assert (address_in(seen.media), is_grouped(seen.media)) == (PHOTO, True)


@pytest.mark.parametrize(
    ("chat_type", "sender", "author"),
    [("PRIVATE", "someone", ""), (None, "chat-1", ""), (None, "someone", "someone"), ("CHANNEL", "chat-1", "chat-1")],
)
def test_a_chat_of_an_unnamed_kind_shows_no_more_than_a_group(chat_type: Any, sender: str, author: str) -> None:
    assert message(updates.text("x", chat_type=chat_type, sender=sender)).author == author


def _changed(**parts: Any) -> dict[str, Any]:
    update = updates.text("x")
    update["message"].update(parts)
    return update


@pytest.mark.parametrize(
    ("update", "counted"),
    [
        ({"ok": True, "result": {"event_name": "message.unsupported.received"}}, "unsupported"),
        (updates.message("unsupported"), "unsupported"),
        (updates.message("reaction", reaction="like"), "unknown"),
        (updates.message("text"), "unknown"),
        (updates.message("text", text=5), "unknown"),
        (updates.group("x", sender=""), "unknown"),
        (_changed(**{"from": {"id": "b", "is_bot": True}}), "unknown"),
        (_changed(**{"from": {"id": "b", "is_bot": "true"}}), "unknown"),
        (_changed(message_id=None), "unknown"),
        (_changed(message_id="a" * 81), "unknown"),
        (_changed(message_id="a\x00b"), "unknown"),
        (_changed(chat={"id": "\ud800", "chat_type": "PRIVATE"}), "unknown"),
        (_changed(chat={"id": True, "chat_type": "PRIVATE"}), "unknown"),
        (_changed(chat={"id": 1.5, "chat_type": "PRIVATE"}), "unknown"),
        ({"event_name": "message.text.received"}, "unknown"),
        ({"ok": True, "result": None}, "unknown"),
        ({"ok": True}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_what_is_not_for_the_inbox(update: dict[str, Any], counted: str) -> None:
    assert read(update) == Seen(counted=(counted,))


def test_numbers_as_ids_are_ids() -> None:
    seen = message(_changed(message_id=10**20, chat={"id": 123, "chat_type": "PRIVATE"}))
    assert (seen.message_id, seen.chat_id) == ("1" + "0" * 20, "123")


def test_a_bad_neighbour_loses_nothing() -> None:
    good = [updates.text("một"), updates.text("hai")]
    seen = read({"ok": True, "result": [good[0], None, {"event_name": 1}, _changed(chat=[]), good[1]]})
    assert [found.text for found in seen.messages] == ["một", "hai"]
    assert seen.counted == ("unknown",) * 3


SAMPLES: list[dict[str, Any]] = [
    updates.text("khai sinh"),
    updates.wrapped(updates.group("@Bot khai sinh")),
    updates.image(PHOTO, caption="ảnh"),
    updates.wrapped(updates.message("link", url="https://a.vn", text="a")),
    updates.message("voice", voice_url="https://x.zdn.vn/v.aac"),
    {"ok": True, "result": [updates.text("một"), updates.text("hai")]},
]
STRANGE = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.just(10**50), st.just([]), st.just({}),
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
    """Whatever it was taken for can be stored, and nothing passes uncounted."""
    for found in seen.messages:
        words = (found.message_id, found.chat_id, found.author, found.media, found.text)
        assert all(isinstance(word, str) for word in words)
        assert all(word.isascii() and word.isprintable() for word in words[:4])
        assert max(map(len, words[:3])) <= 80
        assert found.message_id
        assert found.chat_id
    assert set(seen.counted) <= {"unknown", "unsupported"}


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_changed_payload_never_breaks_the_door(data: st.DataObject) -> None:
    payload = data.draw(st.sampled_from(SAMPLES))
    way = data.draw(st.sampled_from(list(places(payload))))
    check(read(changed(payload, way, data.draw(STRANGE), remove=data.draw(st.booleans()))))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes(body: bytes) -> None:
    check(read_bytes(body))


@settings(max_examples=300, deadline=None)
@given(
    st.recursive(
        STRANGE,
        lambda inner: st.dictionaries(
            st.sampled_from(["result", "event_name", "message", "chat", "from", "id", "text"]), inner
        ) | st.lists(inner, max_size=3),
    )
)  # fmt: skip
def test_any_json(body: Any) -> None:
    check(read(body, ("Bot",)))


@pytest.mark.parametrize("body", [b"", b"null", b"1" * 5000, b'{"result":' * 20_000, b"\xff\xfe{}", b"NaN", b'"x"'])
def test_bytes_that_break_parsers(body: bytes) -> None:
    assert read_bytes(body) == UNKNOWN


def test_every_recorded_payload() -> None:
    if not PAYLOADS.exists():
        pytest.skip("the reference payloads are not beside the repository")
    recorded = {path.stem: json.loads(path.read_text()) for path in sorted(PAYLOADS.glob("bot_webhook_*.json"))}
    assert recorded
    for name, payload in recorded.items():
        payload.pop("_note", None)
        seen = read(payload)
        if name.endswith("unsupported"):
            assert seen == Seen(counted=("unsupported",))
        else:
            assert len(seen.messages) == 1
        for way in places(payload):
            for new in (None, {}, [], 10**40, "x", -1.5, True):
                check(read(changed(payload, way, new, remove=False)))
            check(read(changed(payload, way, None, remove=True)))
