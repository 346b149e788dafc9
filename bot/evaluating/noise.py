"""Noisy twins of a question: the same words as phones, haste and regions make of them.

Each twin is the same every time (the randomness hangs on the text), so that figures can be compared.
"""

import random
import re
import unicodedata
from collections.abc import Callable

__all__ = ["NOISES", "twin"]

_TEENCODE = {
    "không": "k", "được": "đc", "gì": "j", "như thế nào": "ntn", "thế nào": "tn", "bao nhiêu": "bn", "với": "vs",
    "giấy tờ": "gtờ", "vợ": "vk", "chồng": "ck", "em": "e", "anh": "a", "chị": "c", "biết": "bít", "rồi": "r",
    "vậy": "z", "người": "ng", "những": "n~", "hồ sơ": "hs", "đăng ký": "đk", "làm": "lm", "bây giờ": "bjo", "giờ": "h",
    "trước": "trc", "nhiều": "nhìu", "phải": "fải", "mình": "mk", "hôm nay": "hnay", "luôn": "lun", "muốn": "mún",
    "nhưng": "nhg", "cũng": "cg", "nước": "nc", "căn cước": "cc", "bảo hiểm xã hội": "bhxh", "bảo hiểm y tế": "bhyt",
    "điện thoại": "đt", "hộ khẩu": "hk", "thủ tục": "tt", "hộ kinh doanh": "hkd", "ủy ban": "ub", "công an": "ca",
}  # fmt: skip
_DIALECT = {
    "sao": "răng", "thế nào": "thế mô", "gì": "chi", "đâu": "mô", "không": "hông", "mẹ": "má", "bố": "ba", "tôi": "tui",
    "vợ": "bà xã", "chồng": "ông xã", "xe máy": "xe honda", "bây giờ": "chừ", "này": "ni", "kia": "tê", "bảo": "biểu",
    "mất": "mất tiêu", "làm": "mần", "con": "cháu nó", "vâng": "dạ", "ạ": "nghen",
}  # fmt: skip
_HATS = {"ă": "aw", "â": "aa", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"}
_VNI_HATS = {"ă": "a8", "â": "a6", "ê": "e6", "ô": "o6", "ơ": "o7", "ư": "u7", "đ": "d9"}
_TONES = {"\u0301": ("s", "1"), "\u0300": ("f", "2"), "\u0309": ("r", "3"), "\u0303": ("x", "4"), "\u0323": ("j", "5")}
_SHARE = 0.35
"""Share of the words that a slip of the keyboard befalls."""


def twin(text: str, noise: str) -> str:
    """The text with one kind of noise; raises KeyError for a kind that is not in ``NOISES``."""
    return _MAKERS[noise](text, random.Random(f"{noise}:{text}"))  # noqa: S311 - slips of the finger, not secrets


def _stripped(text: str, _chance: random.Random) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    return bare.replace("đ", "d").replace("Đ", "D")


def _replaced(text: str, words: dict[str, str]) -> str:
    for word in sorted(words, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){word}(?!\w)", words[word], text, flags=re.IGNORECASE)
    return text


def _teencode(text: str, _chance: random.Random) -> str:
    return _replaced(unicodedata.normalize("NFC", text), _TEENCODE)


def _dialect(text: str, _chance: random.Random) -> str:
    return _replaced(unicodedata.normalize("NFC", text), _DIALECT)


def _keyed(word: str, hats: dict[str, str], system: int) -> str:
    """One word as its key strokes: hats beside the vowel, the tone at the end."""
    letters, tone = "", ""
    for char in unicodedata.normalize("NFC", word):
        marks = unicodedata.normalize("NFD", char)
        tone = next((_TONES[mark][system] for mark in marks if mark in _TONES), tone)
        bare = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
        letters += hats.get(bare.lower(), bare)
    found = re.match(r"^(.*\w)(\W*)$", letters)
    return f"{found.group(1)}{tone}{found.group(2)}" if found and tone else letters


def _slips(text: str, chance: random.Random, hats: dict[str, str], system: int) -> str:
    return " ".join(_keyed(word, hats, system) if chance.random() < _SHARE else word for word in text.split())


def _glued(text: str, chance: random.Random) -> str:
    """Two or three spaces lost."""
    words = text.split()
    for _ in range(min(3, len(words) // 3)):
        position = chance.randrange(len(words) - 1)
        words[position : position + 2] = [words[position] + words[position + 1]]
    return " ".join(words)


def _typos(text: str, chance: random.Random) -> str:
    """Neighbouring letters change places in some of the longer words."""
    words = text.split()
    for position, word in enumerate(words):
        if len(word) > 3 and chance.random() < _SHARE / 2:
            at = chance.randrange(len(word) - 1)
            words[position] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return " ".join(words)


_MAKERS: dict[str, Callable[[str, random.Random], str]] = {
    "no_diacritics": _stripped,
    "teencode": _teencode,
    "telex": lambda text, chance: _slips(text, chance, _HATS, 0),
    "vni": lambda text, chance: _slips(text, chance, _VNI_HATS, 1),
    "glued": _glued,
    "typos": _typos,
    "dialect": _dialect,
    "upper": lambda text, _chance: text.upper(),
    "nfd": lambda text, _chance: unicodedata.normalize("NFD", text),
}
NOISES = tuple(_MAKERS)
