"""Mask personal numbers before anything is stored or leaves the process.

Dossier numbers, procedure codes, dates, hotlines and sums of money are kept: the turn needs them.
Every pattern looks at the shadow of the text (shadow.py), so that a spelling is handled in one place.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from bot.screening.kept import spans_to_keep
from bot.screening.numbers import Found, runs_in, words_in
from bot.screening.shadow import shadow, with_letters_as_digits

__all__ = ["Masked", "mask"]

_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_HELD = "\ue000"
_WORDS = {
    "email": "[thư điện tử]",
    "secret": "[mã bí mật]",
    "insurance": "[số thẻ]",
    "card": "[số thẻ]",
    "account": "[số tài khoản]",
    "identity": "[số giấy tờ]",
    "passport": "[số giấy tờ]",
    "phone": "[số điện thoại]",
    "spelled": "[số]",
    "plate": "[biển số xe]",
}
_AT = r"(?:@|\(at\)|\[at\]|\{at\}|(?<![a-z])at(?![a-z])|(?<![a-z])a ?cong(?![a-z])|(?<![a-z])a moc(?![a-z]))"
_POINT = r"(?: ?\. ?| ?[\(\[]dot[\)\]] ?| (?:dot|cham) )"
_TOP = r"(?:com|vn|net|org|edu|gov|info|me|io|co)"
_EMAIL = re.compile(
    r"(?<![\w.+\-])[\w.+\-]++@[\w\-]++(?:\.[\w\-]++)++"
    rf"|(?<![\w.+\-])[\w.+\-]{{1,64}}+ {{0,2}}{_AT} {{0,2}}[\w\-]{{1,64}}(?:{_POINT}[\w\-]{{1,64}}){{0,3}}?{_POINT}{_TOP}(?!\w)"
)
_SECRET = re.compile(
    r"(?<![a-z])(?:otp|mat khau|pass(?:word)?|mk|ma pin|passcode|ma xac (?:thuc|nhan)|ma bao mat|smart ?otp)(?![a-z])"
    r"(?=[^\d\n]{0,104}\d)[^\d\n]{0,40}?(?=[^\s,]{0,64}\d)([^\s,]{4,})"
)
_NO_SECRET = re.compile(
    r"[(\"']?(?:(?:19|20)\d\d|\d{1,4}(?:/\w+)+|\d{1,2}[hg]\d{0,2}|\d[\d.]*(?:d|k|dong|tr|trieu|%))[.?!)\"']*"
)
_INSURANCE = re.compile(r"(?<![a-z\d])[a-z]{2}[ .\-]?\d(?:[ .\-]{0,2}\d){12}(?!\d)")
_PASSPORT = re.compile(r"(?<![a-z\d])([a-z])([ .\-]?)\d(?:[ .\-]?\d){6,7}(?!\d|[ .\-]\d)")
_PLATE = re.compile(
    r"(?<!\d)[1-9]\d([ .\-]?)([a-z]{1,2})\d?(?:[ .\-]{0,3}\d{3}[. ]?\d{2}|-\d{4}|(?<=[a-z]\d) ?\d{4})(?!\d|[ .\-]\d)"
)
_NAMES_A_PASSPORT = re.compile(r"(?:ho ?chieu|passport)[^\d\n]{0,20}$")
_NAMES_A_PLATE = re.compile(r"(?:bien(?: so)?(?: xe)?|bks|bsx|xe may|xe)[^\d\n]{0,15}$")
_UNITS = frozenset(
    ("h", "k", "m", "g", "p", "t", "d", "tr", "ng", "ty", "nd", "cm", "km", "kg", "ha", "th", "tg", "gb", "mb")
)


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without personal numbers, and the kinds that were in it."""

    text: str
    kinds: tuple[str, ...]


def mask(text: str) -> Masked:
    """Replace every personal number by a word in brackets; the time taken grows with the length only."""
    plain = _PRIVATE.sub("", unicodedata.normalize("NFC", text))
    parts: list[str] = []
    kinds: dict[str, None] = {}
    end = 0
    for start, stop, kind in _joined(sorted(_found(plain))):
        parts += [plain[end:start], _WORDS[kind]]
        kinds[kind] = None
        end = stop
    return Masked("".join([*parts, plain[end:]]), tuple(kinds))


def _found(text: str) -> Iterator[Found]:
    shade = _without_kept(shadow(text))
    yield from (Found(*match.span(), "email") for match in _EMAIL.finditer(shade))
    yield from _secrets(shade)
    yield from words_in(shade)
    numeric = with_letters_as_digits(shade)
    yield from (Found(*match.span(), "insurance") for match in _INSURANCE.finditer(shade))
    yield from runs_in(shade, numeric)
    yield from _passports(text, shade)
    yield from _plates(text, shade)


def _without_kept(shade: str) -> str:
    """The shadow with what must stay made invisible to every pattern."""
    parts: list[str] = []
    last = 0
    for start, end in spans_to_keep(shade):
        parts += [shade[last:start], _HELD * (end - start)]
        last = end
    return "".join([*parts, shade[last:]])


def _joined(found: list[Found]) -> Iterator[Found]:
    """Findings that overlap are one; the first gives the word."""
    current: Found | None = None
    for item in found:
        if current is None:
            current = item
        elif item.start < current.end:
            current = current._replace(end=max(current.end, item.end))
        else:
            yield current
            current = item
    if current is not None:
        yield current


def _secrets(shade: str) -> Iterator[Found]:
    for match in _SECRET.finditer(shade):
        if not _NO_SECRET.fullmatch(match.group(1)):
            yield Found(*match.span(), "secret")


def _passports(text: str, shade: str) -> Iterator[Found]:
    """A letter apart from its digits may be a word ("a 5000000"): then it must be a capital or be named."""
    for match in _PASSPORT.finditer(shade):
        start, end = match.span()
        named = _NAMES_A_PASSPORT.search(shade[max(0, start - 40) : start])
        if (text[start].isascii() and (text[start].isupper() or not match.group(2))) or named:
            yield Found(start, end, "passport")


def _plates(text: str, shade: str) -> Iterator[Found]:
    """Small letters may be a unit ("12h 30000", "50k 20000"): then it must be named."""
    for match in _PLATE.finditer(shade):
        start, end = match.span()
        apart, letters = match.groups()
        written = text[match.start(2) : match.end(2)]
        capital = written.isascii() and written.isupper()
        plain = written.isascii() and not apart and letters not in _UNITS
        if capital or plain or _NAMES_A_PLATE.search(shade[max(0, start - 40) : start]):
            yield Found(start, end, "plate")
