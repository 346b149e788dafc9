"""Mask personal numbers before anything is stored or leaves the process.

Dossier numbers, procedure codes, dates and sums of money are kept: the turn needs them.
"""

import re
from dataclasses import dataclass

__all__ = ["Masked", "mask"]

_SEP = r"[ .\-\u2010-\u2015\u00a0]?"
_KEEP = re.compile(
    r"(?<![\w.])(?:[0-9A-Z]{2,3}\s*\.\s*){0,3}[GHK]\s?\d{2}(?:\s*\.\s*\d{1,3}){0,3}"
    r"\s*[-\u2010-\u2015\u2212_]+\s*\d{6,8}\s*[-\u2010-\u2015\u2212_]+\s*\d{4,7}(?!\d)"
    r"|(?<![\d.])\d\.\d{6}(?:\.\d{2,3})*(?:\.[A-Z]\d+)*(?![\d])"
    r"|(?<!\d)\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}(?!\d)"
    r"|(?<!\d)\d{1,3}(?:[.,]\d{3})+\s?(?:đ|d|₫|vnd|vnđ|đồng|dong)\b"
    r"|(?<!\d)1800\s?1096(?!\d)",
    re.IGNORECASE,
)
_KINDS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("email", "[thư điện tử]", re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")),
    ("secret", "[mã bí mật]",
     re.compile(r"(?i)\b(?:otp|mật khẩu|mat khau|pass(?:word)?|mk|mã pin|ma pin|passcode|mã xác thực|"
                r"ma xac thuc|mã bảo mật|ma bao mat)\b[^\d\n]{0,40}?(?=\S*\d)[^\s,]{4,}")),
    ("insurance", "[số thẻ]", re.compile(r"(?<![\w.])[A-Z]{2}[ .\-]?\d(?:[ .\-]?\d){12}(?![\w])", re.IGNORECASE)),
    ("card", "[số thẻ]", re.compile(rf"(?<![\w.])\d(?:{_SEP}\d){{12,18}}(?![\w])")),
    ("identity", "[số giấy tờ]", re.compile(rf"(?<![\w.])\d(?:{_SEP}\d){{11}}(?![\w])")),
    ("phone", "[số điện thoại]",
     re.compile(rf"(?<![\w.])(?:\+?84{_SEP}|\(\+84\)\s?|0)(?:\d{_SEP}){{8,9}}\d?(?![\w])")),
    ("identity", "[số giấy tờ]", re.compile(rf"(?<![\w.])\d(?:{_SEP}\d){{8,9}}(?![\w])")),
    ("passport", "[số giấy tờ]", re.compile(r"(?<![\w.])[A-Z]\d{7,8}(?![\w])")),
    ("plate", "[biển số xe]",
     re.compile(r"(?<![\w.])\d{2}\s?-?\s?[A-Z]{1,2}\d?\s?[-.]?\s?\d{3}[. ]?\d{2}(?![\w])", re.IGNORECASE)),
)  # fmt: skip
_HOLD = "\ue000{}\ue001"


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without personal numbers, and the kinds that were in it."""

    text: str
    kinds: tuple[str, ...]


def mask(text: str) -> Masked:
    """Replace every personal number by a word in brackets."""
    kept: list[str] = []

    def hold(match: re.Match[str]) -> str:
        kept.append(match.group())
        return _HOLD.format(chr(0xE100 + len(kept) - 1)) if len(kept) < 1000 else match.group()

    result = _KEEP.sub(hold, re.sub(r"[\ue000-\uf8ff]", "", text))
    kinds: list[str] = []
    for kind, word, pattern in _KINDS:
        result, count = pattern.subn(word, result)
        if count and kind not in kinds:
            kinds.append(kind)
    for number, original in enumerate(kept):
        result = result.replace(_HOLD.format(chr(0xE100 + number)), original)
    return Masked(result, tuple(kinds))
