"""A text as the patterns see it: the same length, but every spelling of a digit, dash or space is one.

Because the shadow is as long as the text, what is found in it can be cut out of the text.
"""

import re
import unicodedata

__all__ = ["shadow", "with_letters_as_digits"]

_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30fc\u2043\u00af\u02d7", "-")
_DOTS = dict.fromkeys("\u00b7\u2022\u2024\u2027\u2219\u22c5\u30fb\u3002\uff61\uff65", ".")
_MADE = {**_DASHES, **_DOTS, "đ": "d", "Đ": "d", "\n": "\n", "\t": " ", "\u20e3": "_", "|": "|"}
_STRETCH = re.compile(r"[0-9oil|]+")
_ALONE = re.compile(r"(?<![a-z\d])[oil|]{1,4}(?=[ .\-_,/]{1,4}\d)|(?<=\d[ .\-_,/])[oil|]{1,4}(?![a-z\d])")
_ZERO_ONE = str.maketrans("oil|", "0111")


class _Shades(dict[int, str]):
    """One character's shade, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        shade = self[code] = _shade(chr(code))
        return shade


def _shade(char: str) -> str:
    if char in _MADE:
        return _MADE[char]
    if char.isspace():
        return " "
    if unicodedata.category(char)[0] == "M":
        return "_"  # a mark that joined nothing, such as the frame of a keycap
    value = unicodedata.digit(char, None)
    if value is not None:
        return str(value)
    plain = unicodedata.normalize("NFKC", char)
    first = unicodedata.normalize("NFD", plain)[0] if len(plain) == 1 else char
    first = _MADE.get(first, first)
    lower = first.lower()
    return lower if len(lower) == 1 else first


_SHADES = _Shades()


def shadow(text: str) -> str:
    """Small letters without diacritics, ASCII digits, one kind of space and dash; as long as ``text``."""
    return text.translate(_SHADES)


def with_letters_as_digits(shade: str) -> str:
    """O for 0 and l, I, | for 1 where they stand in a number."""

    def digits(match: re.Match[str]) -> str:
        found = match.group()
        return found.translate(_ZERO_ONE) if any(map(str.isdigit, found)) else found

    return _ALONE.sub(lambda match: match.group().translate(_ZERO_ONE), _STRETCH.sub(digits, shade))
