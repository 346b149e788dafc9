"""Records out of a file, whatever it is: JSON lines, one JSON document, either of them gzipped."""

import gzip
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["Raw", "Unread", "read_records"]

_GZIP = b"\x1f\x8b"
_LISTS = ("result", "data", "items", "procedures")
_LIST_BEGINS = re.compile(rf'\s*(?:\{{\s*"(?:{"|".join(_LISTS)})"\s*:\s*)?\[')
_RECORD_BEGINS = re.compile(r"[\s,]*\{")
MOST_BYTES = 512 * 1024 * 1024
"""A file of more than this, unpacked, is no catalogue of procedures."""


@dataclass(frozen=True, slots=True)
class Raw:
    """One record as it stood in the file, counted from 1."""

    number: int
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Unread:
    """A place in the file that is no record."""

    number: int
    reason: str


def read_records(path: Path) -> Iterator[Raw | Unread]:
    """Every record in order; what cannot be read is yielded with its reason, and reading goes on after it."""
    try:
        content, fault = _content(path)
    except OSError as error:
        yield Unread(0, f"không mở được tệp: {error.strerror or error}")
        return
    text = content.decode("utf-8-sig", errors="replace")
    number = 0
    for found in _documents(text, cut=bool(fault)):
        number += 1
        yield Raw(number, found) if isinstance(found, dict) else Unread(number, str(found))
    if fault:
        yield Unread(number + 1, fault)
    elif not number:
        yield Unread(0, "tệp rỗng")


def _content(path: Path) -> tuple[bytes, str]:
    """What can be unpacked, and what is wrong with the rest."""
    with path.open("rb") as file:
        packed = file.read(2) == _GZIP
    read = bytearray()
    with gzip.open(path, "rb") if packed else path.open("rb") as stream:
        try:
            while chunk := stream.read1(1 << 16):
                read += chunk
                if len(read) > MOST_BYTES:
                    return bytes(read), "tệp quá lớn, phần sau không đọc"
        except (EOFError, zlib.error, gzip.BadGzipFile):
            return bytes(read), "tệp nén bị cụt hoặc hỏng, phần sau không đọc được"
    return bytes(read), ""


def _documents(text: str, *, cut: bool) -> Iterator[dict[str, Any] | str]:
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        yield from _broken(text, cut=cut) if _is_one_document(text) else _lines(text, cut=cut)
    else:
        yield from _inside(whole)


def _is_one_document(text: str) -> bool:
    """Whether a broken text was one document over several lines: neither of its first two lines is JSON."""
    first_two = [line for line in text.split("\n", 50) if line.strip()][:2]
    return text.lstrip().startswith(("{", "[")) and not any(_is_json(line) for line in first_two)


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _broken(text: str, *, cut: bool) -> Iterator[dict[str, Any] | str]:
    """The sound records of a list before the place where it breaks, and one fault for all the rest."""
    decoder, start = json.JSONDecoder(), _LIST_BEGINS.match(text)
    position = start.end() if start else len(text)
    while begins := _RECORD_BEGINS.match(text, position):
        try:
            found, position = decoder.raw_decode(text, begins.end() - 1)
        except (ValueError, RecursionError):
            break
        yield from _inside(found)
    if not cut:
        yield "không phải JSON, phần sau không đọc được"


def _lines(text: str, *, cut: bool) -> Iterator[dict[str, Any] | str]:
    lines = [line for line in text.split("\n") if line.strip()]
    for position, line in enumerate(lines, start=1):
        if cut and position == len(lines) and not _is_json(line):
            return  # the broken end of a truncated file is reported once, by the caller
        try:
            yield from _inside(json.loads(line))
        except (ValueError, RecursionError) as error:
            yield f"không phải JSON: {error.__class__.__name__}"
            if len(lines) > 1 and position == 1 and not line.lstrip().startswith(("{", "[")):
                return


def _inside(document: Any) -> Iterator[dict[str, Any] | str]:
    """Records wrapped in a list, or under the key that the known exchanges use."""
    if isinstance(document, list):
        for item in document:
            yield item if isinstance(item, dict) else "không phải bản ghi thủ tục"
    elif isinstance(document, dict):
        inner = next((document[key] for key in _LISTS if isinstance(document.get(key), list | dict)), None)
        if inner is None or {"ma_thu_tuc", "MATTHC"} & document.keys():
            yield document
        else:
            yield from _inside(inner)
    else:
        yield "không phải bản ghi thủ tục"
