"""A reply as calls to Zalo: plain text, up to five buttons under the last part, or the choices as numbers.

A button sends its title back as if it had been typed; the turn knows the titles it offered.
Keys of a part: text, image, buttons (titles), plain (the text to send where buttons are refused).
"""

import unicodedata
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from bot.doors.door import Part
from bot.doors.splitting import split
from bot.doors.zalo_oa.parsing import group_in
from dialogues.buttons import PRIVATE
from dialogues.replies import Button, File, Image, Reply
from knowledge.search import fold

__all__ = ["LONGEST", "MOST_BUTTONS", "message", "render"]

LONGEST = 1900
"""Zalo takes 2000; it does not say what it counts."""
MOST_BUTTONS = 5
LONGEST_LINK = 2000
_TYPE_A_NUMBER = "Bạn gõ số để chọn."


def render(chat_id: str, reply: Reply, *, buttons_allowed: bool, private_link: str = "") -> list[Part]:
    """The calls, in order; ``private_link`` leads from a group to the account."""
    grouped = bool(group_in(chat_id))
    shown = list(reply.buttons)
    link = f"{PRIVATE.title}: {private_link}" if grouped and PRIVATE in shown and private_link else ""
    numbered = _numbered([None if grouped and button == PRIVATE else button for button in shown])
    ending = "\n\n".join(part for part in (numbered, link) if part)
    as_buttons = buttons_allowed and not grouped and not isinstance(reply, Image) and _fit(shown)
    pictured = isinstance(reply, Image) and _is_public(reply.url)
    pieces = _pieces(_text(reply, with_link=not pictured), ending)
    parts: list[Part] = [{"text": piece} for piece in pieces]
    if as_buttons and parts:
        parts[-1] |= {"buttons": [button.title for button in shown], "plain": _joined(pieces[-1], ending)}
    elif ending:
        parts[-1:] = [{"text": _joined(pieces[-1] if pieces else "", ending)}]
    if isinstance(reply, Image) and pictured:
        return _with_picture(parts, reply.url)
    return parts


def message(part: Part, *, template_type: bool = False) -> dict[str, Any]:
    """What Zalo takes for a part."""
    if "attachment_id" in part or "image" in part:
        picture = {"attachment_id": part["attachment_id"]} if "attachment_id" in part else {"url": part["image"]}
        payload: dict[str, Any] = {"template_type": "media", "elements": [{"media_type": "image", **picture}]}
        text = {"text": part["text"]} if part["text"] else {}
        return {**text, "attachment": {"type": "template", "payload": payload}}
    if "buttons" not in part:
        return {"text": part["text"]}
    payload = {"template_type": "button"} if template_type else {}
    payload["buttons"] = [{"title": title, "type": "oa.query.show", "payload": title} for title in part["buttons"]]
    return {"text": part["text"], "attachment": {"type": "template", "payload": payload}}


def _text(reply: Reply, *, with_link: bool) -> str:
    if isinstance(reply, File) or (isinstance(reply, Image) and with_link):
        return "\n".join(line for line in (reply.text, reply.url) if line)
    return reply.text


def _pieces(text: str, ending: str) -> list[str]:
    """Parts of a text, the last one short enough for the ending."""
    pieces = split(text, LONGEST)
    room = max(1, LONGEST - len(ending) - 2)
    if pieces and len(pieces[-1]) > room:
        pieces[-1:] = split(pieces[-1], room)
    return pieces


def _numbered(buttons: Sequence[Button | None]) -> str:
    """Numbers are places among all buttons, for that is how the turn counts them."""
    lines = [f"{number}. {button.title}" for number, button in enumerate(buttons, start=1) if button]
    return unicodedata.normalize("NFC", "\n".join([*lines, _TYPE_A_NUMBER])) if lines else ""


def _fit(buttons: Sequence[Button]) -> bool:
    """Few enough, and each title means one of them."""
    return 0 < len(buttons) <= MOST_BUTTONS and len({fold(button.title) for button in buttons}) == len(buttons)


def _joined(text: str, ending: str) -> str:
    return "\n\n".join(part for part in (text, ending) if part)


def _with_picture(parts: list[Part], url: str) -> list[Part]:
    """The picture carries the first words; without its picture they are sent with the address."""
    first = parts[0]["text"] if parts else ""
    plain = f"{first}\n{url}".strip()
    if len(plain) > LONGEST:
        return [{"text": "", "image": url, "plain": url}, *parts]
    return [{"text": first, "image": url, "plain": plain}, *parts[1:]]


def _is_public(url: str) -> bool:
    """Zalo gets the picture itself, so its host must have a name."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in host and len(url) <= LONGEST_LINK and url.isprintable()
