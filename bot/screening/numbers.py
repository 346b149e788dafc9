"""Runs of digits, and digits in words, that are somebody's number."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.screening.kept import is_no_number

__all__ = ["Found", "runs_in", "words_in"]


class Found(NamedTuple):
    """A stretch of the shadow that has to go."""

    start: int
    end: int
    kind: str


LEAST = 9
"""Digits in a row, however they are grouped, from which a number may be a person's."""
LEAST_NAMED, LEAST_OF_ACCOUNT = 7, 6
LOOK_BACK = 48
_RUN = re.compile(r"(?:\( ?)?\+?(?:\( ?\+?)?\d(?:[ .\-_()+,/\n]{0,4}\d)*+\)?")
_LIST_GAP = re.compile(r", |,,| /|/ ")
_NAMED = re.compile(
    r"(?<![a-z])(?:cccd|cmnd|cmt(?:nd)?|can ?cuoc|dinh danh|chung minh(?: thu)?|sdt|dt|dien ?thoai|phone|tel|hotline|zalo|"
    r"so bao hiem|so so|so the|ma the|bhxh|bhyt|ho ?chieu|passport|mst|ma so thue|gplx|bang lai)[^\d\n]{0,20}$"
)
_ACCOUNT = re.compile(
    r"(?<![a-z])(?:stk|s\.t\.k|so tk|tk|tai ?khoan|account|acc|ngan hang|agribank|vietcombank|vcb|bidv|vietinbank|"
    r"techcombank|mb ?bank|tpbank|vpbank|acb|sacombank)[^\d\n]{0,40}$"
)
_PHONE = re.compile(r"0\d{9,10}|(?:00)?84\d{8,10}")
_DIGIT_WORD = r"(?:khong|khog|hong|zero|mot|hai|bay|ba|bon|tu|nam|lam|nham|sau|tam|chin|muoi|linh|le)"
_WORDS = re.compile(rf"(?:{_DIGIT_WORD}|(?<!\d)\d{{1,6}})(?:[ .,\-]{{1,3}}(?:{_DIGIT_WORD}|\d{{1,12}})){{4,}}+")
_GLUED = re.compile(rf"{_DIGIT_WORD}(?:[ .,\-]?{_DIGIT_WORD}){{8,}}+")
_A_WORD = re.compile(_DIGIT_WORD)
FEWEST_WORDS = 3


def runs_in(shade: str, numeric: str) -> Iterator[Found]:
    """Runs in ``numeric``, the shadow with letters read as digits; ``shade`` has the words around them."""
    for match in _RUN.finditer(numeric):
        start = match.start()
        for piece in _pieces(match.group()):
            digits = re.sub(r"\D", "", piece)
            if len(digits) >= LEAST_OF_ACCOUNT:
                before = shade[max(0, start - LOOK_BACK) : start]
                after = shade[start + len(piece) : start + len(piece) + LOOK_BACK]
                kind = _kind(piece.strip(" ()+"), digits, before, after)
                if kind:
                    yield Found(start, start + len(piece), kind)
            start += len(piece)


def _pieces(run: str) -> Iterator[str]:
    """A list of amounts or years, written with commas and spaces, is not one number."""
    end = 0
    for gap in _LIST_GAP.finditer(run):
        yield run[end : gap.start()]
        yield run[gap.start() : gap.end()]
        end = gap.end()
    yield run[end:]


def _kind(run: str, digits: str, before: str, after: str) -> str:
    if len(digits) >= LEAST_NAMED and _NAMED.search(before):
        return _by_length(digits)
    if is_no_number(run, before, after):
        return ""
    if _ACCOUNT.search(before):
        return "account"
    if len(digits) < LEAST:
        return ""
    return _by_length(digits)


def _by_length(digits: str) -> str:
    if _PHONE.fullmatch(digits):
        return "phone"
    return "card" if len(digits) > 12 else "identity"


def words_in(shade: str) -> Iterator[Found]:
    """Nine or more digits said in words, or words and digits by turns."""
    for match in _WORDS.finditer(shade):
        words = len(_A_WORD.findall(match.group()))
        if words >= FEWEST_WORDS and words + sum(map(str.isdigit, match.group())) >= LEAST:
            yield Found(match.start(), match.end(), "spelled")
    for match in _GLUED.finditer(shade):
        yield Found(match.start(), match.end(), "spelled")
