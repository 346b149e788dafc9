"""What is in a delivery or an update: messages for the inbox, or nothing of ours.

The documented body is ``{"ok": true, "result": {event_name, message}}``; the one seen live has no wrapping.
"""

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.doors.door import Incoming, Kind

__all__ = ["GROUPED", "Seen", "address_in", "is_grouped", "read", "read_bytes"]

GROUPED = "group"
"""Word in a message's ``media`` that says it was asked in a group."""
_KINDS = {
    "message.text.received": Kind.TEXT,
    "message.link.received": Kind.TEXT,
    "message.image.received": Kind.IMAGE,
    "message.sticker.received": Kind.STICKER,
    "message.voice.received": Kind.AUDIO,
}
_UNSUPPORTED = "message.unsupported.received"
_ID = re.compile(r"[!-~]{1,80}")
_ADDRESS = re.compile(r"https?://[!-~]{1,4000}")
_ANY_NAME = re.compile(r"\s*@\S+[\s,:]*")


@dataclass(frozen=True, slots=True)
class Seen:
    """Messages, and for everything else a word to count it under."""

    messages: tuple[Incoming, ...] = ()
    counted: tuple[str, ...] = ()


_UNKNOWN = Seen(counted=("unknown",))


def read_bytes(body: bytes, names: Iterable[str] = ()) -> Seen:
    """A delivery as the webhook gets it; never raises."""
    try:
        return read(json.loads(body), names)
    except (ValueError, RecursionError):
        return _UNKNOWN


def read(data: object, names: Iterable[str] = ()) -> Seen:
    """A delivery as JSON; ``names`` are ours, for mentions in groups; never raises."""
    wrapped = data.get("result") if isinstance(data, dict) and "event_name" not in data else data
    events = wrapped if isinstance(wrapped, list) else [wrapped]
    seen = [_event(event, names) for event in events]
    messages = tuple(found for found in seen if isinstance(found, Incoming))
    return Seen(messages, tuple(found for found in seen if isinstance(found, str)))


def address_in(media: str) -> str:
    """Where the picture of a message is; empty when it has none."""
    return next((word for word in media.split() if _ADDRESS.fullmatch(word)), "")


def is_grouped(media: str) -> bool:
    """Whether a message was asked in a group."""
    return GROUPED in media.split()


def _event(event: object, names: Iterable[str]) -> Incoming | str:
    name = event.get("event_name") if isinstance(event, dict) else None
    if not isinstance(event, dict) or not isinstance(name, str):
        return "unknown"
    if name == _UNSUPPORTED:  # sent in place of what the platform keeps from us; nothing to answer
        return "unsupported"
    kind, message = _KINDS.get(name), event.get("message")
    if kind is None or not isinstance(message, dict):
        return "unknown"
    return _message(kind, message, names) or "unknown"


def _message(kind: Kind, message: dict[str, Any], names: Iterable[str]) -> Incoming | None:
    chat, sender = _dict(message.get("chat")), _dict(message.get("from"))
    message_id, chat_id, author = (
        _id(value) for value in (message.get("message_id"), chat.get("id"), sender.get("id"))
    )
    if not message_id or not chat_id or sender.get("is_bot") not in (False, None):
        return None
    # A chat of a kind that is not named counts as a group unless it is the person's own: a group shows less.
    grouped = chat.get("chat_type") != "PRIVATE" and (chat.get("chat_type") is not None or chat_id != author)
    text = _text(kind, message)
    if text is None or (grouped and not author):
        return None
    address = _address(message) if kind is Kind.IMAGE else ""
    return Incoming(
        message_id=message_id,
        chat_id=chat_id,
        kind=kind,
        text=_without_name(text, names) if grouped else text,
        author=author if grouped else "",
        media=" ".join(word for word in (GROUPED if grouped else "", address) if word),
    )


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _id(value: object) -> str:
    """An id that can be stored and sent back as it is; empty for anything else."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**40:
        return str(value)
    return value if isinstance(value, str) and _ID.fullmatch(value) else ""


def _text(kind: Kind, message: dict[str, Any]) -> str | None:
    """The words of a message; None when a text has none."""
    if kind is Kind.TEXT:
        found = [value for key in ("text", "url") if isinstance(value := message.get(key), str) and value]
        empty = "" if isinstance(message.get("text"), str) else None
        return found[0] if found else empty
    caption = message.get("caption")
    return caption if kind is Kind.IMAGE and isinstance(caption, str) else ""


def _address(message: dict[str, Any]) -> str:
    values = (message.get(key) for key in ("photo_url", "photo"))
    return next((value for value in values if isinstance(value, str) and _ADDRESS.fullmatch(value)), "")


def _without_name(text: str, names: Iterable[str]) -> str:
    """In a group every message to us has our name in it; names not known are taken to be one word."""
    text = unicodedata.normalize("NFC", text)
    for name in sorted(names, key=len, reverse=True):
        called = re.compile(rf"@{re.escape(unicodedata.normalize('NFC', name))}(?!\w)[\s,:]*", re.IGNORECASE)
        if called.search(text):
            return called.sub("", text).strip()
    return _ANY_NAME.sub("", text, count=1) if _ANY_NAME.match(text) else text
