"""In a group the assistant answers only when spoken to: by command, by name, or by reply."""

import re
from dataclasses import dataclass

from telegram import Message, MessageEntity

from bot.doors.telegram.commands import NAMES

__all__ = ["Me", "spoken_to"]

_COMMAND = re.compile(r"^/([A-Za-z0-9_]+)(@[A-Za-z0-9_]+)?")
_MENTIONS: list[str | None] = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION]


@dataclass(slots=True)
class Me:
    """Who we are; the name is known once Telegram has told us."""

    id: int
    username: str = ""

    def is_called(self, name: str) -> bool:
        """Whether ``@name`` is our own."""
        return bool(self.username) and name.casefold() == f"@{self.username}".casefold()


def spoken_to(message: Message, me: Me) -> str | None:
    """What was said to us, without our name; None when it was said to others."""
    text = message.text or message.caption or ""
    if command := _COMMAND.match(text):
        return _command(text, command, me)
    ours = [said for said in _mentions(message, me) if said]
    if not ours and not _answers_us(message, me):
        return None
    for said in ours:
        text = re.sub(rf"{re.escape(said)}\b\s*[,:]?", " ", text)
    return re.sub(r"[ \t]{2,}", " ", text).strip()


def _command(text: str, command: re.Match[str], me: Me) -> str | None:
    name, addressee = command.groups()
    ours = me.is_called(addressee) if addressee else name.lower() in NAMES
    return f"/{name}{text[command.end() :]}" if ours else None


def _mentions(message: Message, me: Me) -> list[str]:
    if message.text:
        found = message.parse_entities(_MENTIONS)
    else:
        found = message.parse_caption_entities(_MENTIONS) if message.caption else {}
    return [
        said
        for entity, said in found.items()
        if me.is_called(said) or (entity.user is not None and entity.user.id == me.id)
    ]


def _answers_us(message: Message, me: Me) -> bool:
    answered = message.reply_to_message
    return answered is not None and answered.from_user is not None and answered.from_user.id == me.id
