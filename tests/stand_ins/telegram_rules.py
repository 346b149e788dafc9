"""What Telegram refuses in a message (core.telegram.org/bots/api, as far as we send it)."""

from typing import Any
from urllib.parse import urlsplit

__all__ = ["Broken", "check_message"]

MOST_BUTTON_BYTES = 64


class Broken(Exception):
    """An error in Telegram's envelope."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


def check_message(params: dict[str, Any], text: str, longest: int, *, may_be_empty: bool = False) -> None:
    """Raises Broken as Telegram would."""
    length = len(text.encode("utf-16-le")) // 2
    if not text.strip() and not may_be_empty:
        raise Broken(400, "Bad Request: message text is empty")
    if length > longest:
        what = "message is too long" if longest > 1024 else "message caption is too long"
        raise Broken(400, f"Bad Request: {what}")
    for entity in params.get("entities") or []:
        if entity["offset"] + entity["length"] > length:
            raise Broken(400, "Bad Request: entity beyond the end of the text")
    markup = params.get("reply_markup") or {}
    for row in markup.get("inline_keyboard", []):
        for button in row:
            _check_button(button)


def _check_button(button: dict[str, Any]) -> None:
    if not button.get("text"):
        raise Broken(400, "Bad Request: can't parse inline keyboard button: text is empty")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(data.encode()) <= MOST_BUTTON_BYTES:
        raise Broken(400, "Bad Request: BUTTON_DATA_INVALID")
    if data is None and "." not in (urlsplit(button.get("url", "")).hostname or ""):
        raise Broken(400, "Bad Request: inline keyboard button URL is invalid: Wrong HTTP URL")
