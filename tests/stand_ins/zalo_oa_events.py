"""Events as Zalo delivers them, for tests to vary, and their signature."""

import hashlib
import itertools
import json
import time
from typing import Any

from tests.stand_ins.zalo_oa_tokens import APP_ID, OA_ID

__all__ = [
    "USER",
    "Event",
    "body_of",
    "chat_now",
    "echo",
    "follow",
    "group_text",
    "headers_for",
    "receipt",
    "sent",
    "text",
]

Event = dict[str, Any]
USER = "246845883529197922"
_numbers = itertools.count(1)


def text(words: str, user: str = USER, **message: Any) -> Event:
    """A person writes to the account."""
    return sent("text", user, text=words, **message)


def sent(what: str, user: str = USER, **message: Any) -> Event:
    """A person sends anything."""
    return {
        "event_name": f"user_send_{what}", "app_id": APP_ID, "sender": {"id": user}, "recipient": {"id": OA_ID},
        "message": {"msg_id": f"{next(_numbers):020x}", **message}, "timestamp": _moment(), "user_id_by_app": "4" * 18,
    }  # fmt: skip


def group_text(words: str, group: str = "nhom1", user: str = USER) -> Event:
    """A person writes in a group of the account."""
    return {
        "event_name": "user_send_group_text", "app_id": APP_ID, "oa_id": OA_ID, "sender": {"id": user},
        "recipient": {"id": group}, "message": {"text": words, "msg_id": f"{next(_numbers):020x}"},
        "timestamp": _moment(),
    }  # fmt: skip


def follow(user: str = USER, name: str = "follow") -> Event:
    """A person follows; there is no sender and no message."""
    return {
        "event_name": name, "app_id": APP_ID, "oa_id": OA_ID, "follower": {"id": user}, "source": "oa_profile",
        "user_id_by_app": "4" * 18, "timestamp": _moment(),
    }  # fmt: skip


def chat_now(user: str = USER) -> Event:
    """A person presses "Nhắn tin" on the account's profile."""
    return {
        "event_name": "user_click_chatnow", "app_id": APP_ID, "oa_id": OA_ID, "user_id": user, "timestamp": _moment(),
    }  # fmt: skip


def echo(chat: str, words: str, number: str) -> Event:
    """The account is told of its own message."""
    grouped = chat.startswith("g:")
    return {
        "event_name": "oa_send_group_text" if grouped else "oa_send_text", "app_id": APP_ID, "sender": {"id": OA_ID},
        "recipient": {"id": chat.removeprefix("g:")}, "message": {"text": words, "msg_id": number},
        "timestamp": _moment(),
    }  # fmt: skip


def receipt(chat: str, number: str) -> Event:
    """It reached the person's device."""
    return {
        "event_name": "user_received_message", "app_id": APP_ID, "sender": {"id": OA_ID},
        "recipient": {"id": chat.removeprefix("g:")}, "message": {"msg_id": number}, "timestamp": _moment(),
    }  # fmt: skip


def body_of(event: Event) -> bytes:
    """The very bytes that are signed and sent."""
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()


def headers_for(event: Event, body: bytes, secret: str) -> dict[str, str]:
    """With the signature Zalo would make."""
    signed = f"{event.get('app_id')}".encode() + body + f"{event.get('timestamp')}{secret}".encode()
    digest = hashlib.sha256(signed).hexdigest()
    return {"Content-Type": "application/json", "X-ZEvent-Signature": f"mac={digest}"}


def _moment() -> str:
    return str(int(time.time() * 1000))
