"""A reply as calls to the platform: plain text, the title in bold, choices as numbered lines.

Bold is given by its place and not by markup, so nothing in a text can be taken for markup.
"""

import unicodedata
from collections.abc import Iterator, Sequence

from bot.doors.door import Part
from bot.doors.splitting import split, utf16_length
from dialogues.buttons import PRIVATE
from dialogues.replies import Button, Card, Checklist, File, Image, Place, Reply

__all__ = ["MOST", "attempts", "render"]

MOST = 1900
"""Of a text and of a caption; the platform takes 2000."""
_CHOOSE = "Bạn gõ số để chọn."
_CHOOSE_IN_GROUP = "Bạn trả lời tin này bằng số để chọn."
_PRIVATELY = "nhắn riêng cho tôi"
_GO_PRIVATE = f"Muốn hỏi kỹ hơn, bạn {_PRIVATELY}."


def render(reply: Reply, *, grouped: bool) -> list[Part]:
    """The calls, in order. Keys: text, bold (length of a title), photo."""
    text = unicodedata.normalize("NFC", reply.text).strip()
    picture = reply.url if isinstance(reply, Image) and _is_https(reply.url) else ""
    if isinstance(reply, File | Image) and not picture:
        text = "\n".join(line for line in (text, reply.url) if line)
    pieces = _pieces(text, _choices(reply.buttons, text, grouped=grouped))
    if picture:
        caption = pieces.pop(0) if len(pieces) == 1 else ""
        return [{"photo": picture, "text": caption}, *({"text": piece} for piece in pieces)]
    parts: list[Part] = [{"text": piece} for piece in pieces]
    title = unicodedata.normalize("NFC", _title(reply)).strip()
    if parts and title and parts[0]["text"].startswith(title):
        parts[0]["bold"] = utf16_length(title)
    return parts


def attempts(part: Part) -> Iterator[Part]:
    """The part, then what is left of it if the platform finds something wrong with it."""
    yield part
    if "photo" in part:
        pieces = split("\n".join(line for line in (part["text"], part["photo"]) if line), MOST, utf16_length)
        yield {"text": pieces[0] if len(pieces) == 1 else part["text"]}
    elif "bold" in part:
        yield {"text": part["text"]}


def _pieces(text: str, choices: str) -> list[str]:
    """The choices stay together, under the text if they fit there."""
    pieces = split(text, MOST, utf16_length)
    if not choices:
        return pieces
    together = f"{pieces[-1]}\n\n{choices}" if pieces else choices
    if utf16_length(together) <= MOST:
        return [*pieces[:-1], together]
    return [*pieces, *split(choices, MOST, utf16_length)]


def _choices(buttons: Sequence[Button], text: str, *, grouped: bool) -> str:
    """Numbers are the buttons' places, which is what a typed number is looked up by."""
    privately = grouped and PRIVATE in buttons
    lines = [
        f"{number}. {unicodedata.normalize('NFC', button.title)}"
        for number, button in enumerate(buttons, start=1)
        if not (privately and button == PRIVATE)
    ]
    if lines:
        lines.append(_CHOOSE_IN_GROUP if grouped else _CHOOSE)
    if privately and _PRIVATELY not in text:
        lines.append(_GO_PRIVATE)
    return "\n".join(lines)


def _title(reply: Reply) -> str:
    match reply:
        case Card() | Checklist():
            return reply.title
        case Place():
            return reply.name
        case _:
            return ""


def _is_https(url: str) -> bool:
    return url.startswith("https://") and url.isprintable() and " " not in url
