"""What is in an update: a message for the inbox, a press to acknowledge, an inline query, or nothing of ours."""

import json
import re
from dataclasses import dataclass

from telegram import CallbackQuery, Chat, InlineQuery, Message, Update

from bot.doors.door import Incoming, Kind
from bot.doors.telegram.addressing import Me, spoken_to
from bot.doors.telegram.links import linked_code
from bot.doors.telegram.media import Media

__all__ = ["KINDS", "PAGE", "Seen", "read", "read_bytes"]

KINDS = ("message", "callback_query", "inline_query", "chosen_inline_result", "my_chat_member")
"""Updates we ask Telegram for."""
PAGE = "/list_procedures{"
"""How the payload of a button that turns a page begins."""
_GROUPS = (Chat.GROUP, Chat.SUPERGROUP)
_START = re.compile(r"/start(?:@\w+)?(?:\s+(\S+).*)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Seen:
    """At most one of the first three is there; ``counted`` says why nothing is."""

    message: Incoming | None = None
    pressed: str = ""
    """Id of a callback query that Telegram wants answered."""
    inline: InlineQuery | None = None
    moved: tuple[str, str] | None = None
    """A group's old and new id."""
    counted: str = ""


_UNKNOWN = Seen(counted="unknown")


def read_bytes(body: bytes, me: Me) -> Seen:
    """An update as the webhook delivers it; never raises."""
    try:
        return read(json.loads(body), me)
    except (ValueError, RecursionError):
        return _UNKNOWN


def read(data: object, me: Me) -> Seen:
    """An update as JSON; never raises."""
    if not isinstance(data, dict):
        return _UNKNOWN
    try:
        return _seen(Update.de_json(data), me)
    except Exception:  # noqa: BLE001 - wrong shapes raise anything; Telegram must not deliver them for ever
        return _UNKNOWN


def _seen(update: Update, me: Me) -> Seen:
    if update.message is not None:
        return _message(update.message, me)
    if update.callback_query is not None:
        return _press(update.callback_query)
    if update.inline_query is not None:
        return Seen(inline=update.inline_query)
    if update.chosen_inline_result is not None:
        return Seen(counted="inline_chosen")
    if update.my_chat_member is not None:
        return Seen(counted="membership")
    if update.edited_message is not None:
        return Seen(counted="edited")
    return _UNKNOWN


def _message(message: Message, me: Me) -> Seen:
    chat = message.chat
    if message.migrate_to_chat_id is not None:
        return Seen(moved=(str(chat.id), str(int(message.migrate_to_chat_id))), counted="migration")
    grouped = chat.type in _GROUPS
    author = _author(message)
    if not author or not (grouped or chat.type == Chat.PRIVATE) or _is_our_own(message, me):
        return _UNKNOWN
    text = spoken_to(message, me) if grouped else message.text or message.caption or ""
    if text is None:
        return Seen(counted="not_for_us")
    found = _kind(message)
    if found is None or not isinstance(text, str):
        return _UNKNOWN
    kind, file_id = found
    if kind is Kind.TEXT:
        kind, text = _started(text)
    topic = message.message_thread_id if message.is_topic_message else None
    media = Media(file_id=file_id, topic=topic or 0, to=message.message_id if grouped else 0)
    incoming = Incoming(
        message_id=f"{int(chat.id)}:{int(message.message_id)}",
        chat_id=str(int(chat.id)),
        kind=kind,
        text=text,
        author=author if grouped else "",
        media=str(media),
    )
    return Seen(message=incoming)


def _author(message: Message) -> str:
    """A person, or a group's administrator who writes in its name; no bots, no channels."""
    if message.is_automatic_forward:
        return ""
    if message.sender_chat is not None:
        return str(int(message.sender_chat.id)) if message.sender_chat.id == message.chat.id else ""
    person = message.from_user
    return str(int(person.id)) if person is not None and not person.is_bot else ""


def _is_our_own(message: Message, me: Me) -> bool:
    """A card that somebody sent through our inline mode comes back as their message."""
    return message.via_bot is not None and message.via_bot.id == me.id


def _started(text: str) -> tuple[Kind, str]:
    if not text.strip():
        return Kind.HELLO, ""
    started = _START.fullmatch(text.strip())
    if not started:
        return Kind.TEXT, text
    code = linked_code(started.group(1) or "")
    return (Kind.LINK, code) if code else (Kind.HELLO, "")


def _kind(message: Message) -> tuple[Kind, str] | None:
    """What it is, and the id of the file if it is a picture."""
    if message.text is not None:
        return Kind.TEXT, ""
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return Kind.IMAGE, _word(largest.file_id)
    if message.animation or message.video or message.video_note:  # an animation is a document too
        return Kind.VIDEO, ""
    if message.document:
        is_picture = (message.document.mime_type or "").startswith("image/")
        return (Kind.IMAGE, _word(message.document.file_id)) if is_picture else (Kind.FILE, "")
    others = (
        (Kind.AUDIO, message.voice or message.audio),
        (Kind.STICKER, message.sticker),
        (Kind.PLACE, message.location or message.venue),
        (Kind.CONTACT, message.contact),
    )
    return next(((kind, "") for kind, there in others if there), None)


def _word(file_id: str) -> str:
    """Ids are one word; another shape is no id."""
    return file_id if re.fullmatch(r"[A-Za-z0-9_-]{1,256}", file_id) else ""


def _press(query: CallbackQuery) -> Seen:
    pressed = query.id if isinstance(query.id, str) else ""
    message, data = query.message, query.data
    if message is None or not isinstance(data, str) or not data or message.chat.type == Chat.CHANNEL:
        return Seen(pressed=pressed, counted="unknown")
    grouped = message.chat.type in _GROUPS
    turns = data.startswith(PAGE) and message.is_accessible
    topic = message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None
    media = Media(edit=int(message.message_id) if turns else 0, topic=topic or 0)
    incoming = Incoming(
        message_id=f"cb:{pressed}",
        chat_id=str(int(message.chat.id)),
        kind=Kind.PAYLOAD,
        text=data,
        author=str(int(query.from_user.id)) if grouped else "",
        media=str(media),
    )
    return Seen(message=incoming, pressed=pressed) if pressed else _UNKNOWN
