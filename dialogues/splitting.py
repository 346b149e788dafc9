"""The one question that tells a few procedures apart best."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.search import fold

__all__ = ["Side", "best_question"]


@dataclass(frozen=True, slots=True)
class Side:
    """A side on which procedures differ: what to ask, and what each name says of it (first pattern that fits)."""

    question: str
    values: tuple[tuple[str, str], ...]

    def of(self, name: str) -> str:
        """The value of a procedure's name; empty when the name says nothing of this side."""
        folded = fold(name)
        return next((value for value, pattern in self.values if re.search(pattern, folded)), "")


SIDES = (
    Side(
        "Bạn cần làm lần đầu, làm lại, sửa đổi, gia hạn hay thôi không làm nữa?",
        (
            ("làm lại", r"\b(?:cap lai|dang ky lai|doi, cap lai|doi cap lai|lai)\b"),
            ("gia hạn", r"\bgia han\b"),
            ("sửa đổi", r"\b(?:sua|thay doi|doi|cai chinh|bo sung|dieu chinh)\b"),
            ("thôi", r"\b(?:cham dut|xoa|thoi|thoat|tu choi|tam ngung)\b"),
            ("bản sao, xác nhận", r"\b(?:ban sao|trich luc|xac nhan)\b"),
            ("lần đầu", r"\b(?:dang ky|cap|cong nhan|lan dau|thanh lap|mo)\b"),
        ),
    ),
    Side(
        "Việc này của ai: trẻ nhỏ, người lớn, người cao tuổi, người khuyết tật, hay người đã mất?",
        (
            ("đã mất", r"\b(?:khai tu|mai tang|tho cung|di san|liet si)\b"),
            ("người cao tuổi", r"\b(?:cao tuoi|huu tri|70)\b"),
            ("người khuyết tật", r"\bkhuyet tat\b"),
            ("trẻ nhỏ", r"\b(?:khai sinh|tre|con nuoi|con)\b"),
        ),
    ),
    Side(
        "Có liên quan đến người nước ngoài hoặc nước ngoài không?",
        (("có", r"\bnuoc ngoai\b"), ("không", r".")),
    ),
    Side(
        "Bạn làm gộp nhiều việc một lần, hay chỉ một việc?",
        (("gộp", r"\b(?:lien thong|ket hop)\b"), ("một việc", r".")),
    ),
    Side(
        "Bạn nói về giấy hộ tịch, cư trú, đất đai, bảo hiểm, hay kinh doanh?",
        (
            ("đất đai", r"\b(?:dat|so do|xay dung|nha o)\b"),
            ("bảo hiểm", r"\b(?:bao hiem|bhyt|bhxh|thai san)\b"),
            ("kinh doanh", r"\b(?:kinh doanh|cong ty|doanh nghiep)\b"),
            ("cư trú", r"\b(?:tru|ho khau|tach ho|can cuoc|dinh danh)\b"),
            ("hộ tịch", r"\b(?:khai sinh|khai tu|ket hon|ho tich|hon nhan|giam ho|nuoi con)\b"),
        ),
    ),
)


def best_question(names: Sequence[str]) -> str:
    """The question whose answers split the names most evenly; empty when none separates them all."""
    scored = [(_bits([side.of(name) for name in names]), side.question) for side in SIDES]
    best, question = max(scored, key=lambda pair: pair[0], default=(0.0, ""))
    return question if names and best >= math.log2(len(names)) - 1e-9 and best > 0 else ""


def _bits(values: Sequence[str]) -> float:
    """Bits that an answer would give, all procedures being alike; a name that says nothing gives none."""
    if not all(values):
        return 0.0
    return -sum(count / len(values) * math.log2(count / len(values)) for count in Counter(values).values())
