"""One call at a time: what Telegram does not like is tried again in a plainer form, a moved group is followed."""

import time
from collections.abc import Callable
from typing import Any

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    MessageEntity,
    ReplyParameters,
)
from telegram.error import BadRequest, ChatMigrated, RetryAfter

from bot.doors.door import Part, Refused
from bot.doors.telegram.client import Client, HttpFault
from bot.doors.telegram.failures import failure
from bot.doors.telegram.rendering import attempts

__all__ = ["Sending"]

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_HOPELESS = ("chat not found", "peer_id_invalid", "not enough rights", "have no rights", "chat was deactivated")
TOGETHER = 5.0
"""Seconds within which two chats told to slow down mean that all of them are."""
_FLOOD = 429


class Sending:
    """Makes the calls of parts; remembers where groups moved until the process ends."""

    def __init__(self, client: Client, clock: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._clock = clock
        self._moved: dict[str, str] = {}
        self._last_flood = ("", 0.0)

    def moved(self, old: str, new: str) -> None:
        """A group has a new id; messages to the old one go there."""
        self._moved[old] = new

    def where(self, chat_id: str) -> str:
        """The id a chat has today."""
        return self._moved.get(chat_id, chat_id)

    async def __call__(self, chat_id: str, part: Part) -> str:
        """The id of the message; raises SendFailure's kinds."""
        try:
            try:
                return await self._in_some_form(self.where(chat_id), part)
            except ChatMigrated as error:
                self.moved(chat_id, str(error.new_chat_id))
                return await self._in_some_form(self.where(chat_id), part)
        except Refused:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the outbox must know what became of the part
            raise failure(error, everywhere=self._everywhere(chat_id, error)) from None

    async def _in_some_form(self, chat_id: str, part: Part) -> str:
        for form in attempts(part):
            try:
                return await self._call(chat_id, form)
            except BadRequest as error:
                said = error.message.lower()
                if "not modified" in said and "edit" in form:
                    return str(form["edit"])
                if any(words in said for words in _HOPELESS):
                    break
        raise Refused("400")

    async def _call(self, chat_id: str, part: Part) -> str:
        keyboard = _keyboard(part)
        entities = [MessageEntity(MessageEntity.BOLD, 0, part["bold"])] if part.get("bold") else None
        if "edit" in part:
            edited = await self._client.edit_message_text(
                part["text"], chat_id, part["edit"], entities=entities, reply_markup=keyboard,
                link_preview_options=_NO_PREVIEW,
            )  # fmt: skip
            return str(edited.message_id) if isinstance(edited, Message) else str(part["edit"])
        common: dict[str, Any] = {"reply_markup": keyboard, "message_thread_id": part.get("topic")}
        if "to" in part:
            common["reply_parameters"] = ReplyParameters(part["to"], allow_sending_without_reply=True)
        if "photo" in part:
            sent = await self._client.send_photo(chat_id, part["photo"], caption=part["text"] or None, **common)
        else:
            sent = await self._client.send_message(
                chat_id, part["text"], entities=entities, link_preview_options=_NO_PREVIEW, **common
            )
        return str(sent.message_id)

    def _everywhere(self, chat_id: str, error: Exception) -> bool:
        """Telegram does not say whether a 429 is about one chat or about the bot."""
        if not isinstance(error, RetryAfter) and not (isinstance(error, HttpFault) and error.status == _FLOOD):
            return False
        other, when = self._last_flood
        self._last_flood = (chat_id, self._clock())
        return bool(other) and other != chat_id and self._clock() - when <= TOGETHER


def _keyboard(part: Part) -> InlineKeyboardMarkup | None:
    rows = part.get("keyboard")
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(button["text"], url=button.get("url"), callback_data=button.get("data"))
                for button in row
            ]
            for row in rows
        ]
    )
