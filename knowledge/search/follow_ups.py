"""Words by which a message leans on what was talked about before, or leaves it."""

import re

from knowledge.search.folding import fold

__all__ = ["asks_detail", "marks", "turns_away"]

_LEAVES = re.compile(r"(?:(?:the|vay|a|uh|the thi) )?con (?!gi |giay to gi)")
"""Folded words with which people turn to another matter ("còn khai tử thì sao")."""
_NO = r"(?:khong|chua|ko|a|ha|nhi|chu)"
_DETAIL = re.compile(
    rf"^(?:co |the co |vay co |the |vay )?(?:can|phai|bat buoc) .+ {_NO}$"
    r"|(?:^| )(?:khong|chua|thieu|mat|quen) (?:co )?.+ (?:thi|co)(?: |$)"
    rf"|(?:^| )(?:thi|roi) (?:co |lam )*duoc (?:huong |nhan |lam |nop )?(?:{_NO}|khong a)$"
    rf"|(?:dung|mang|nop|lay|thay|ban sao) .*duoc {_NO}$|(?:^| )(?:khong|chua) .+ thi sao$"
)
"""Folded words of a question about a detail of the same matter ("có cần trích lục khai tử không")."""


_YES_NO = re.compile(rf"(?:^| ){_NO}$|^co (?:phai|can|duoc) ")
_WISHES = re.compile(
    r"(?:^| )(?:muon|dinh|xin|dang ky|lam giay|lam lai|cap lai|cap doi|gia han|huy|xoa|tach|mo)(?: |$)"
)
_SUPPOSES = re.compile(r"^(?:neu|lo|nho|gia) |(?:^| )thi (?:sao|the nao|lam sao)$")


def marks(folded: str) -> tuple[float, ...]:
    """1 or 0 each: leaves, asks about a detail, yes or no, wishes something, supposes something."""
    found = (_LEAVES.match(folded), *(p.search(folded) for p in (_DETAIL, _YES_NO, _WISHES, _SUPPOSES)))
    return tuple(float(bool(mark)) for mark in found)


def turns_away(text: str) -> bool:
    """Whether a message turns to another matter."""
    return _LEAVES.match(fold(text)) is not None


def asks_detail(text: str) -> bool:
    """Whether a message asks about a detail of what is talked about, whatever else it names."""
    return _DETAIL.search(fold(text)) is not None
