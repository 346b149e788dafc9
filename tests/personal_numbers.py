"""Made-up personal numbers in every spelling people use, in sentences; nobody's real numbers.

``leaks`` looks for a number in any text by reading digits its own way, not the way the masking reads them.
"""

import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

__all__ = ["Sample", "leaks", "samples"]


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence and the number hidden in it."""

    kind: str
    secret: str
    text: str


WORDS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
AROUND = (
    "{}", "số của tôi là {}", "so cua toi la {} a", "Tôi tên Mẫu, số {}, làm khai sinh cần gì?", "cho em hỏi {} đổi được chưa ạ",
    "làm lại giấy tờ, {} nhé ad", "({})", "“{}”", "em gửi: {}.", "sinh ngày 20/11/1990, {} ạ", "thủ tục 1.001193 của {} đâu",
    "Hồ sơ H55.242-261120-0007 của {} xong chưa", "lệ phí 50.000đ phải không, liên hệ {} giúp", "{} gọi lại giúp em",
    "dòng trên\n{}\ndòng dưới", "zalo {} nha", "Kính gửi UBND xã,\ntôi là Mẫu ({}), xin hỏi thủ tục", "{}, cảm ơn", "vợ em {} chồng em",
)  # fmt: skip
NAMES = {
    "identity": ("cccd {}", "số căn cước {}", "can cuoc cong dan: {}", "số định danh cá nhân {}", "cccd{}", "CCCD{}ạ", "{}"),
    "old_identity": ("cmnd {}", "chứng minh thư cũ {}", "cmt{}", "số cmnd là {}", "{}"),
    "phone": ("sdt {}", "sđt{}", "sdt{}", "điện thoại {}", "dt: {}", "số điện thoại của em {}", "tel:{}", "{}", "ib{}nhé"),
    "insurance_book": ("mã số bhxh {}", "sổ bảo hiểm xã hội số {}", "bhxh{}", "{}"),
    "health": ("thẻ bhyt {}", "mã thẻ bảo hiểm y tế: {}", "{}"),
    "card": ("thẻ atm {}", "số thẻ visa {}", "{}"),
    "account": ("stk {}", "số tài khoản {}", "stk của tôi ở ngân hàng là {}", "so tai khoan agribank: {}", "stk{}", "tài khoản ngân hàng {}"),
    "email": ("mail {}", "email của em: {}", "gửi qua {} giúp", "{}"),
    "plate": ("biển số {}", "xe máy bks {}", "bien so xe {}"),
    "passport": ("hộ chiếu {}", "so ho chieu {}", "passport: {}", "hộ chiếu số {}"),
}  # fmt: skip
GROUPS = {
    "identity": ((3, 3, 3, 3), (4, 4, 4), (6, 6), (3, 9), (1,) * 12, (2,) * 6, (12,)),
    "old_identity": ((3, 3, 3), (9,), (1,) * 9, (2, 3, 4)),
    "phone": ((4, 3, 3), (3, 3, 4), (4, 2, 2, 2), (5, 5), (2,) * 5, (1,) * 10, (10,), (4, 6)),
    "insurance_book": ((10,), (2, 2, 6), (5, 5), (2,) * 5),
    "card": ((4, 4, 4, 4), (16,), (6, 10)),
}
SEPARATORS = (
    "", " ", ".", "-", " - ", " . ", "\u00a0", "\u2009", "\u202f", "\u2013", "\u2011", "_", "/", "\u00b7", "  ", ",", "\u3000",
)  # fmt: skip


def samples(seed: int, count: int) -> Iterator[Sample]:
    """``count`` sentences, the same for the same seed."""
    chance = random.Random(seed)
    kinds = tuple(NAMES)
    for number in range(count):
        kind = kinds[number % len(kinds)]
        secret, written = _MAKERS[kind](chance)
        named = chance.choice(NAMES[kind]).format(written)
        sentence = chance.choice(AROUND).format(named)
        yield Sample(kind, secret, _spelled_around(chance, sentence))


def _spelled_around(chance: random.Random, sentence: str) -> str:
    if chance.random() < 0.2:
        return unicodedata.normalize("NFD", sentence)
    if chance.random() < 0.1:
        return "".join(c for c in unicodedata.normalize("NFD", sentence) if not unicodedata.combining(c)).replace(
            "đ", "d"
        )
    return sentence.upper() if chance.random() < 0.05 else sentence


def _digits(chance: random.Random, count: int) -> str:
    return "".join(chance.choice("0123456789") for _ in range(count))


def _written(chance: random.Random, kind: str, digits: str) -> str:
    """Digits grouped and separated, then spelled in one of the ways."""
    if chance.random() < 0.15:
        return _in_words(chance, digits)
    groups, rest = [], digits
    for size in chance.choice(GROUPS[kind]):
        groups.append(rest[:size])
        rest = rest[size:]
    groups = [group for group in [*groups, rest] if group]
    return _odd_digits(chance, chance.choice(SEPARATORS).join(groups))


def _odd_digits(chance: random.Random, written: str) -> str:
    draw = chance.random()
    if draw < 0.1:
        return written.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    if draw < 0.13:
        return written.translate(str.maketrans("0123456789", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"))
    if draw < 0.16:
        return re.sub(r"(\d)", "\\1\ufe0f\u20e3", written)
    if draw < 0.25 and sum(written.count(digit) for digit in "23456789") >= 5 and re.search(r"\d{3}", written):
        return written.replace("0", chance.choice("Oo")).replace("1", chance.choice("lI1"))
    return written


def _in_words(chance: random.Random, digits: str) -> str:
    words = [WORDS[int(digit)] for digit in digits]
    if chance.random() < 0.5:
        words = [unicodedata.normalize("NFD", word) for word in words]
        words = ["".join(c for c in word if not unicodedata.combining(c)) for word in words]
    if chance.random() < 0.2:
        words = [word.capitalize() for word in words]
    return chance.choice((" ", " ", ", ", "-", ". ", "  ")).join(words)


def _identity(chance: random.Random) -> tuple[str, str]:
    digits = chance.choice(("0", "0")) + _digits(chance, 11)
    return digits, _written(chance, "identity", digits)


def _old_identity(chance: random.Random) -> tuple[str, str]:
    digits = chance.choice("0123") + _digits(chance, 8)
    return digits, _written(chance, "old_identity", digits)


def _phone(chance: random.Random) -> tuple[str, str]:
    digits = "0" + chance.choice("35789") + _digits(chance, 8)
    written = _written(chance, "phone", digits)
    if chance.random() < 0.3:
        rest = chance.choice(("{0} {1} {2}", "{0}{1}{2}", "{0}-{1}-{2}", "{0}.{1}.{2}")).format(
            digits[1:4], digits[4:7], digits[7:]
        )
        written = chance.choice(("+84", "+84 ", "(+84) ", "84", "+84-", "(84)", "+84 (0)", "0084")) + rest
    elif chance.random() < 0.1:
        written = f"({digits[:4]}) {digits[4:7]} {digits[7:]}"
    return digits[1:], written


def _insurance_book(chance: random.Random) -> tuple[str, str]:
    digits = chance.choice(("01", "19", "24", "79", "38")) + _digits(chance, 8)
    return digits, _written(chance, "insurance_book", digits)


def _health(chance: random.Random) -> tuple[str, str]:
    letters, digits = (
        chance.choice(("GD", "HT", "TE", "DN", "BT", "gd", "he")),
        chance.choice("12345") + _digits(chance, 12),
    )
    parts = (letters, digits[:1], digits[1:3], digits[3:6], digits[6:9], digits[9:])
    return digits, chance.choice(("", " ", ".", "-")).join(parts)


def _card(chance: random.Random) -> tuple[str, str]:
    digits = chance.choice(("9704", "4221", "5123")) + _digits(chance, 12)
    return digits, _written(chance, "card", digits)


def _account(chance: random.Random) -> tuple[str, str]:
    digits = chance.choice("123456789") + _digits(chance, chance.choice((6, 7, 8, 9, 11, 12, 13)) - 1)
    return digits, chance.choice((digits, digits, " ".join(re.findall(r"\d{1,4}", digits))))


def _email(chance: random.Random) -> tuple[str, str]:
    name = chance.choice(("nguyen.mau", "mau_tran", "le-mau", "phammau")) + _digits(chance, 3)
    host, top = chance.choice(("vidu", "gmail", "mau-thu")), chance.choice(("vn", "com", "com.vn", "edu.vn"))
    at = chance.choice(("@", "@", " @ ", " (at) ", "(at)", " [at] ", " a còng "))
    point = "." if at == "@" else chance.choice((".", " . ", " (dot) ", " chấm ") if at != "(at)" else (".",))
    return name, f"{name}{at}{host}{point}{top.replace('.', point)}"


def _plate(chance: random.Random) -> tuple[str, str]:
    place, letters, serial = (
        chance.choice(("20", "29", "99", "12")),
        chance.choice(("A", "B1", "F1", "C", "LD", "MĐ1"[:1] + "1")),
        _digits(chance, 5),
    )
    tail = chance.choice((serial, f"{serial[:3]}.{serial[3:]}"))
    written = place + letters + chance.choice((" ", "-", "", " - ")) + tail
    return serial, chance.choice((written, written.lower(), f"{place}-{letters} {tail}"))


def _passport(chance: random.Random) -> tuple[str, str]:
    letter, digits = chance.choice("BCNPK"), _digits(chance, chance.choice((7, 8)))
    return digits, chance.choice((letter + digits, f"{letter} {digits}", letter.lower() + digits, f"{letter}-{digits}"))


_MAKERS: dict[str, Callable[[random.Random], tuple[str, str]]] = {
    "identity": _identity, "old_identity": _old_identity, "phone": _phone, "insurance_book": _insurance_book,
    "health": _health, "card": _card, "account": _account, "email": _email, "plate": _plate, "passport": _passport,
}  # fmt: skip

_PLAIN_WORDS = {
    "khong": "0", "mot": "1", "hai": "2", "ba": "3", "bon": "4", "nam": "5", "sau": "6", "bay": "7", "tam": "8", "chin": "9",
}  # fmt: skip
WINDOW = 6


_FOREIGN = r"H55\.242-261120-0007|1\.001193|20/11/1990|50\.000đ?"
"""Numbers of the sentences around, which would be read together with a neighbour."""


def leaks(sample: Sample, text: str) -> bool:
    """Whether six digits in a row of the number (five of a plate, the name of an address) can be read in a text."""
    plain = re.sub(_FOREIGN, " [", unicodedata.normalize("NFC", text), flags=re.IGNORECASE)
    plain = unicodedata.normalize("NFKD", plain.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(char for char in plain if not unicodedata.combining(char)).lower()
    if sample.kind == "email":
        return sample.secret in plain
    read = "".join(_as_digits(token) for token in re.findall(r"\w+|\[", plain))
    size = 5 if sample.kind == "plate" else WINDOW
    secret = sample.secret
    return any(secret[start : start + size] in read for start in range(max(1, len(secret) - size + 1)))


def _as_digits(token: str) -> str:
    if token in _PLAIN_WORDS:
        return _PLAIN_WORDS[token]
    if token in ("o", "l", "i"):
        return token.translate(str.maketrans("oli", "011"))
    if any(char.isdigit() for char in token):
        return token.translate(str.maketrans("oli", "011")).replace("_", "")
    return "" if token == "_" else "x"
