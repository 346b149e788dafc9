"""What a typed message stands for: a number or a title of a button offered before.

A typed ``/`` never reaches the engine; a payload counts only if this chat was offered it.
"""

import re
from collections.abc import Sequence

from bot.screening.clean import without_slash
from dialogues.own_data import DELETE, MY_DATA, WITHDRAW
from dialogues.replies import Button
from knowledge.search import fold

__all__ = ["as_pressed", "command", "is_offered"]

_NUMBER = re.compile(r"^(?:so|chon|chon so)?\s*(\d{1,2})$")
_COMMANDS = {
    "start": "/start",
    "help": "/ask_help",
    "trogiup": "/ask_help",
    "tracuu": "/lookup_dossier",
    "thutuc": "/list_procedures",
    "canbo": "/talk_to_official",
    "dulieu": MY_DATA.payload,
    "xoadulieu": DELETE.payload,
    "rutdongy": WITHDRAW.payload,
}
_ALWAYS = frozenset(_COMMANDS.values())


def as_pressed(text: str, offered: Sequence[Sequence[Button]]) -> str | None:
    """The payload of the button that was typed by number or title; the latest reply's first."""
    folded = fold(text)
    latest = next((buttons for buttons in offered if buttons), [])
    if match := _NUMBER.match(folded):
        position = int(match.group(1)) - 1
        return latest[position].payload if 0 <= position < len(latest) else None
    for button in latest:
        if fold(button.title) == folded:
            return button.payload
    return None


def command(text: str) -> str | None:
    """The payload of a known command such as ``/start``; None for anything else."""
    if not text.lstrip().startswith("/"):
        return None
    word = without_slash(text).split("@", 1)[0].split(" ", 1)[0].strip().lower()
    return _COMMANDS.get(word)


def is_offered(payload: str, offered: Sequence[Sequence[Button]]) -> bool:
    """Whether this chat has a button with the payload, or anybody may use it."""
    return payload in _ALWAYS or any(button.payload == payload for buttons in offered for button in buttons)
