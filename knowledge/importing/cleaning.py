"""Portal text made readable: no HTML, no page furniture, in pieces short enough to show."""

import html
import re
import unicodedata
from collections.abc import Iterable

from underthesea import sent_tokenize

__all__ = ["NOTHING", "cut", "pieces", "plain", "unique"]

NOTHING = "Không có thông tin"
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/tr)\b[^<>]*>", re.IGNORECASE)
_FURNITURE = re.compile(
    r"(?:Từ khóa(?=Không có|Mô tả)|Chọn cơ quan thực hiện|Hệ thống chỉ hiển thị những cơ quan).*", re.DOTALL
)
_CONTROL = re.compile("[\u0000-\u0008\u000b-\u001f\u007f\u00ad\u200b-\u200f\u2028-\u202e\ufeff\ufffd]")
_BULLET = re.compile(r"^[\s\-+*•–.]+")


def plain(text: str) -> str:
    """Without tags, entities and the portal's own buttons; empty for "Không có thông tin"."""
    text = html.unescape(_BREAK.sub("\n", text))
    text = _CONTROL.sub("", unicodedata.normalize("NFC", _TAG.sub("", text)))
    text = _FURNITURE.sub("", text)
    lines = (" ".join(line.split()) for line in text.splitlines())
    text = "\n".join(line for line in lines if line)
    return "" if text.strip(" .-") in ("", NOTHING, "Không", "không") else text


def cut(text: str, most: int) -> str:
    """At most ``most`` characters, at the end of a word, with an ellipsis when shortened."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:-") + "…"


def pieces(text: str, most: int) -> list[str]:
    """Lines and, where a line is too long, its sentences put together up to ``most`` characters."""
    found: list[str] = []
    for line in text.splitlines():
        line = _BULLET.sub("", line).strip()
        if not line:
            continue
        if len(line) <= most:
            found.append(line)
        else:
            found += _sentences(line, most)
    return unique(found)


def _sentences(line: str, most: int) -> list[str]:
    found = [""]
    for sentence in sent_tokenize(line):
        if len(found[-1]) + len(sentence) + 1 > most:
            found.append("")
        found[-1] = f"{found[-1]} {sentence}".strip()
    return [cut(piece, most) for piece in found if piece]


def unique(items: Iterable[str]) -> list[str]:
    """Each once, in order: portals repeat papers and laws."""
    return list(dict.fromkeys(item for item in items if item))
