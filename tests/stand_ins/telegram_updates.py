"""Updates as Telegram delivers them, for tests to vary."""

import itertools
from typing import Any

__all__ = ["group", "inline_query", "message", "press", "text"]

_numbers = itertools.count(1)
PERSON = {"id": 77, "is_bot": False, "first_name": "A"}


def message(chat: int = 77, person: int = 77, where: dict[str, Any] | None = None, **parts: Any) -> dict[str, Any]:
    """An update with a message of any content."""
    number = next(_numbers)
    return {
        "update_id": number,
        "message": {
            "message_id": number, "date": 1700000000, "chat": where or {"id": chat, "type": "private", "first_name": "A"},
            "from": {**PERSON, "id": person}, **parts,
        },
    }  # fmt: skip


def text(words: str, chat: int = 77, **parts: Any) -> dict[str, Any]:
    """In a private chat."""
    entities = [{"type": "bot_command", "offset": 0, "length": len(words.split()[0])}] if words[:1] == "/" else []
    return message(chat, chat, text=words, **({"entities": entities} if entities else {}), **parts)


def group(words: str, chat: int = -100123, person: int = 77, **parts: Any) -> dict[str, Any]:
    """In a group; names with @ become mentions."""
    entities = [
        {"type": "mention", "offset": words.index(word), "length": len(word.rstrip(",:"))}
        for word in words.split()
        if word.startswith("@")
    ]
    where = {"id": chat, "type": "supergroup", "title": "Tổ 5"}
    return message(chat, person, where, **{"text": words, **({"entities": entities} if entities else {}), **parts})


def press(data: str, chat: int = 77, message_id: int = 5, person: int = 77, kind: str = "private") -> dict[str, Any]:
    """A press on an inline button."""
    number = next(_numbers)
    return {
        "update_id": number,
        "callback_query": {
            "id": f"q{number}", "from": {**PERSON, "id": person}, "chat_instance": "-1", "data": data,
            "message": {"message_id": message_id, "date": 1700000000, "text": "Chọn",
                        "chat": {"id": chat, "type": kind, "first_name": "A", "title": "Tổ 5"}},
        },
    }  # fmt: skip


def inline_query(words: str, person: int = 77) -> dict[str, Any]:
    """Typed after the bot's name in any chat."""
    number = next(_numbers)
    query = {"id": f"i{number}", "from": {**PERSON, "id": person}, "query": words, "offset": ""}
    return {"update_id": number, "inline_query": {**query, "chat_type": "supergroup"}}
