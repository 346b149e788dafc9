"""What is in an event: a message of a person, an echo of one of ours, or something only to be counted.

Zalo delivers one event a request. Events of people carry sender, recipient and message; ``follow``
and ``user_click_chatnow`` carry none of them. Contact data that people submit is never read.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.doors.door import Incoming, Kind
from bot.screening.personal import mask
from bot.screening.typed import command

__all__ = ["GROUP", "Echo", "Seen", "group_in", "read"]

GROUP = "g:"
"""How the chat id of a group begins; ids of people have no colon."""
DAY_MS = 86_400_000
HANOI_MS = 7 * 3_600_000
_ID = re.compile(r"[A-Za-z0-9_.\-]{1,64}")
_SENT = re.compile(r"(user|oa)_send_(group_)?([a-z_]+)")
_KINDS = {
    "text": Kind.TEXT,
    "link": Kind.TEXT,
    "image": Kind.IMAGE,
    "gif": Kind.IMAGE,
    "file": Kind.FILE,
    "location": Kind.PLACE,
    "audio": Kind.AUDIO,
    "video": Kind.VIDEO,
    "sticker": Kind.STICKER,
    "business_card": Kind.CONTACT,
}
_COUNTED = {
    "unfollow": "unfollow",
    "user_received_message": "receipt",
    "user_seen_message": "receipt",
} | dict.fromkeys(
    (
        "user_reacted_message", "oa_reacted_message", "user_feedback", "user_call_oa", "oa_call_user", "shop_has_order",
        "add_user_to_tag", "remove_user_from_tag", "create_group", "user_join_group", "user_request_join_group",
        "add_group_admin", "remove_group_admin", "update_group_info", "user_out_group", "user_leave_group",
        "disperse_group", "delete_group",
    ),
    "ignored",
)  # fmt: skip
_PAYLOAD = re.compile(r"/[a-z][a-z_]{1,40}(?:\{[\x20-\x7e]*\})?")
LONGEST_PAYLOAD = 64
_MENTION = re.compile(r"\[@([A-Za-z0-9_.\-]{1,64})\]")


@dataclass(frozen=True, slots=True)
class Echo:
    """A message of the account's, as Zalo reports it back; staff's own are echoed too."""

    chat_id: str
    text: str
    platform_id: str


@dataclass(frozen=True, slots=True)
class Seen:
    """At most one of the first two is there; ``counted`` says why there is no message."""

    message: Incoming | None = None
    echo: Echo | None = None
    counted: str = ""


_UNKNOWN = Seen(counted="unknown")


def read(body: bytes) -> Seen:
    """An event as the webhook delivers it; never raises."""
    try:
        event = json.loads(body)
    except (ValueError, RecursionError):
        return _UNKNOWN
    name = event.get("event_name") if isinstance(event, dict) else None
    if not isinstance(name, str):
        return _UNKNOWN
    if name in _COUNTED:
        return Seen(counted=_COUNTED[name])
    if name.startswith("anonymous_"):
        return Seen(counted="anonymous")
    if name == "follow":
        return _without_words(Kind.HELLO, _inner(event, "follower"), name, _timestamp(event))
    if name == "user_click_chatnow":
        return _without_words(Kind.HELLO, _id(event.get("user_id")) or _inner(event, "sender"), name, _day(event))
    if name == "user_submit_info":  # that somebody gave their data, and not one letter of it
        return _without_words(Kind.CONTACT, _inner(event, "sender"), name, _timestamp(event))
    sent = _SENT.fullmatch(name)
    if sent is None:
        return _UNKNOWN
    side, grouped, what = sent.groups()
    return _echo(event, bool(grouped)) if side == "oa" else _sent(event, name, bool(grouped), _KINDS.get(what))


def group_in(chat_id: str) -> str:
    """The group's own id; empty for a person's chat."""
    return chat_id.removeprefix(GROUP) if chat_id.startswith(GROUP) else ""


def _without_words(kind: Kind, user: str, name: str, when: str) -> Seen:
    return Seen(Incoming(f"{name}:{when}:{user}", user, kind)) if user else _UNKNOWN


def _day(event: Mapping[str, Any]) -> str:
    """The button is pressed each time somebody comes back from the profile: one greeting a day is enough."""
    moment = _timestamp(event)
    return str((int(moment) + HANOI_MS) // DAY_MS) if moment.isascii() and moment.isdigit() else moment


def _echo(event: Mapping[str, Any], grouped: bool) -> Seen:
    message, chat = event.get("message"), _inner(event, "recipient")
    text = message.get("text") if isinstance(message, dict) else None
    if not chat or not isinstance(message, dict):
        return _UNKNOWN
    if not isinstance(text, str) or not text:
        return Seen(counted="echo")
    chat_id = GROUP + chat if grouped else chat
    return Seen(echo=Echo(chat_id, text, _id(message.get("msg_id"))), counted="echo")


def _sent(event: Mapping[str, Any], name: str, grouped: bool, kind: Kind | None) -> Seen:
    message, user, recipient = event.get("message"), _inner(event, "sender"), _inner(event, "recipient")
    if kind is None or not user or not isinstance(message, dict) or (grouped and not recipient):
        return _UNKNOWN
    text, url = _text(message, kind), _url(message) if kind is Kind.IMAGE else ""
    if text is None:
        return _UNKNOWN
    if grouped:
        if kind is not Kind.TEXT or _is_for_others(text, _id(event.get("oa_id")), recipient):
            return Seen(counted="not_for_us")
        text = re.sub(r"[ \t]{2,}", " ", _MENTION.sub(" ", text)).strip()
    if kind is Kind.TEXT and _is_payload(text):
        kind = Kind.PAYLOAD
    number = _id(message.get("msg_id")) or f"{name}:{_timestamp(event)}:{user}:{recipient}"
    chat_id = GROUP + recipient if grouped else user
    return Seen(Incoming(number, chat_id, kind, text, author=user if grouped else "", media=url))


def _text(message: Mapping[str, Any], kind: Kind) -> str | None:
    """The words; of a link without words its address; of a business card nothing."""
    if kind is Kind.CONTACT:
        return ""
    text = message.get("text")
    if kind is not Kind.TEXT:
        return text if isinstance(text, str) else ""
    if isinstance(text, str) and (text or "attachments" not in message):
        return text
    return _url(message) or None


def _url(message: Mapping[str, Any]) -> str:
    """The first address among the attachments."""
    attachments = message.get("attachments")
    for attachment in attachments if isinstance(attachments, list) else ():
        payload = attachment.get("payload") if isinstance(attachment, dict) else None
        url = payload.get("url") if isinstance(payload, dict) else None
        if isinstance(url, str) and url.startswith(("http://", "https://")):
            return url
    return ""


def _is_for_others(text: str, us: str, group: str) -> bool:
    """It calls somebody, and neither us nor everybody."""
    called = set(_MENTION.findall(text))
    return bool(us) and bool(called) and not called & {us, group}


def _is_payload(text: str) -> bool:
    """A menu of the account may hold our payloads; a word somebody typed after a slash is not one.

    Payloads are stored as they are, so a number that would be masked makes it an ordinary text.
    """
    if len(text) > LONGEST_PAYLOAD or not _PAYLOAD.fullmatch(text) or command(text) is not None:
        return False
    return ("_" in text or "{" in text) and not mask(text).kinds


def _inner(event: Mapping[str, Any], key: str) -> str:
    part = event.get(key)
    return _id(part.get("id")) if isinstance(part, dict) else ""


def _id(value: object) -> str:
    """Ids are strings of digits or hex; a number is one that somebody forgot to quote."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**40:
        return str(value)
    return value if isinstance(value, str) and _ID.fullmatch(value) else ""


def _timestamp(event: Mapping[str, Any]) -> str:
    return _id(event.get("timestamp")) or "0"
