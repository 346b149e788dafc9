"""A reply as calls to Telegram: plain text with the title in bold, buttons under the last part.

Bold is given by its place and not by markup, so nothing in a text can be taken for markup.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from bot.doors.door import Part
from bot.doors.splitting import split, utf16_length
from bot.doors.telegram.links import deep_link, procedure_in
from bot.doors.telegram.media import Media
from dialogues.buttons import PRIVATE
from dialogues.replies import Button, Card, Checklist, Choices, File, Image, Place, Reply

__all__ = ["MOST_CAPTION", "MOST_TEXT", "attempts", "render"]

MOST_TEXT = 4096
MOST_CAPTION = 1024
BESIDE = 17
"""Letters of a label up to which two stand in one row on a narrow phone."""
LONGEST_LINK = 2000
_OPEN = "Mở trang web"
_DOWNLOAD = "Mở tệp"
_Row = list[dict[str, str]]


def render(reply: Reply, *, grouped: bool, username: str, answers: Media) -> list[Part]:
    """The calls, in order. Keys: text, bold, photo, keyboard, edit, topic, to."""
    text, link = _text_and_link(reply)
    private = _private_link(reply, username) if grouped else ""
    buttons = [button for button in reply.buttons if private or not grouped or button != PRIVATE]
    keyboard = _keyboard(buttons, private)
    if link:
        label = _DOWNLOAD if isinstance(reply, File) else _OPEN
        keyboard.insert(0, [{"text": label, "url": link}])
    parts = _picture(reply) if isinstance(reply, Image) and _is_public(reply.url) else _texts(text, _title(reply))
    if not parts:
        return []
    if keyboard:
        parts[-1]["keyboard"] = keyboard
    if answers.edit and len(parts) == 1 and isinstance(reply, Choices):
        parts[0]["edit"] = answers.edit
    for part in parts:
        part.update({"topic": answers.topic} if answers.topic else {})
    if answers.to:
        parts[0]["to"] = answers.to
    return parts


def attempts(part: Part) -> Iterator[Part]:
    """The part, then what is left of it if Telegram finds something wrong with it."""
    yield part
    if "edit" in part:
        yield _without(part, "edit")
    if "photo" in part:
        text = "\n".join(line for line in (part.get("text", ""), part["photo"]) if line)
        yield {**_without(part, "photo"), "text": text}
        yield _in_words({**part, "text": text})
    else:
        yield _in_words(part)


def _in_words(part: Part) -> Part:
    """Text alone: buttons as numbered lines, which may be typed; links written out."""
    buttons = [button for row in part.get("keyboard", []) for button in row]
    titles = [button["text"] for button in buttons if "data" in button]
    numbered = [f"{number}. {title}" for number, title in enumerate(titles, start=1)]
    links = [f"{button['text']}: {button['url']}" for button in buttons if "url" in button]
    ending = "\n".join([*numbered, *(["Bạn gõ số để chọn."] if numbered else []), *links])
    text = "\n\n".join(words for words in (part["text"], ending) if words)
    fits = utf16_length(text) <= MOST_TEXT
    return {"text": text if fits else part["text"], **{key: part[key] for key in ("topic",) if key in part}}


def _without(part: Part, key: str) -> Part:
    return {name: value for name, value in part.items() if name != key}


def _text_and_link(reply: Reply) -> tuple[str, str]:
    """A link that can be a button is left out of the text."""
    if isinstance(reply, Card) and _is_public(reply.url):
        return reply.model_copy(update={"url": ""}).text, reply.url
    if isinstance(reply, File):
        return (reply.text, reply.url) if _is_public(reply.url) else (f"{reply.text}\n{reply.url}".strip(), "")
    if isinstance(reply, Image):
        return f"{reply.text}\n{reply.url}".strip(), ""
    return reply.text, ""


def _title(reply: Reply) -> str:
    match reply:
        case Card() | Checklist():
            return reply.title
        case Place():
            return reply.name
        case _:
            return ""


def _texts(text: str, title: str) -> list[Part]:
    parts: list[Part] = [{"text": piece} for piece in split(text, MOST_TEXT, utf16_length)]
    title = unicodedata.normalize("NFC", title).strip()
    if parts and title and parts[0]["text"].startswith(title):
        parts[0]["bold"] = utf16_length(title)
    return parts


def _picture(reply: Image) -> list[Part]:
    if utf16_length(reply.text) <= MOST_CAPTION:
        return [{"photo": reply.url, "text": unicodedata.normalize("NFC", reply.text)}]
    return [{"photo": reply.url, "text": ""}, *_texts(reply.text, "")]


def _private_link(reply: Reply, username: str) -> str:
    """To the private chat, at the procedure the reply is about."""
    code = procedure_in(reply.source) if isinstance(reply, Card | Checklist) else ""
    return deep_link(username, code) if username else ""


def _keyboard(buttons: Sequence[Button], private: str) -> list[_Row]:
    """One or two to a row; a narrow one waits for a narrow neighbour."""
    rows: list[_Row] = []
    open_row = False
    for button in buttons:
        narrow = len(button.title) <= BESIDE
        made = _button(button, private)
        if narrow and open_row:
            rows[-1].append(made)
            open_row = False
        else:
            rows.append([made])
            open_row = narrow
    return rows


def _button(button: Button, private: str) -> dict[str, str]:
    if button == PRIVATE and private:
        return {"text": button.title, "url": private}
    return {"text": button.title, "data": button.payload}


def _is_public(url: str) -> bool:
    """Telegram takes links to named hosts only."""
    try:
        parts: Any = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in host and len(url) <= LONGEST_LINK and url.isprintable()
