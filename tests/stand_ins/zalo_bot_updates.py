"""What the Zalo Bot Platform delivers, made to order."""

import itertools
from typing import Any

__all__ = ["group", "image", "message", "text", "wrapped"]

_ids = itertools.count(1)


def message(event: str, *, chat: str = "chat-1", chat_type: str | None = "PRIVATE", **parts: Any) -> dict[str, Any]:
    """A flat event; ``sender`` is the person's id, the chat's own unless given."""
    sender = parts.pop("sender", chat)
    kind = {} if chat_type is None else {"chat_type": chat_type}
    return {
        "event_name": f"message.{event}.received",
        "message": {
            "message_id": f"m{next(_ids):019x}",
            "date": 1750316131602,
            "from": {"id": sender, "display_name": "Ted", "is_bot": False},
            "chat": {"id": chat, **kind},
            **parts,
        },
    }


def text(words: str, chat: str = "chat-1", **parts: Any) -> dict[str, Any]:
    """A text in a private chat."""
    return message("text", chat=chat, text=words, **parts)


def group(words: str, chat: str = "group-1", sender: str = "person-1", **parts: Any) -> dict[str, Any]:
    """A text in a group."""
    return message("text", chat=chat, chat_type="GROUP", sender=sender, text=words, **parts)


def image(url: str, chat: str = "chat-1", **parts: Any) -> dict[str, Any]:
    """A picture."""
    return message("image", chat=chat, photo_url=url, **parts)


def wrapped(event: dict[str, Any]) -> dict[str, Any]:
    """The same event as the documentation has it."""
    return {"ok": True, "result": event}
