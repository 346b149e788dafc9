"""Words that make a special case of a procedure: unrequested, they speak against a title that has them."""

from knowledge.search.folding import fold

__all__ = ["qualifiers_in"]

QUALIFIERS = tuple(
    fold(words)
    for words in (
        "yếu tố nước ngoài", "người nước ngoài", "nước ngoài", "khu vực biên giới", "biên giới", "lưu động",
        "cơ quan đại diện", "quốc tế", "cấp tỉnh", "cấp bộ", "cấp trung ương", "trực tuyến", "tổ chức", "doanh nghiệp",
        "hợp tác xã", "chi nhánh", "công an nhân dân", "quân đội", "lại", "cấp đổi", "gia hạn", "thu hồi", "thay đổi",
        "bổ sung", "mai táng", "tạm ngừng", "chấm dứt", "định kỳ",
    )
)  # fmt: skip


def qualifiers_in(folded: str) -> tuple[str, ...]:
    """The special cases that a folded text names, as whole words."""
    padded = f" {folded} "
    return tuple(words for words in QUALIFIERS if f" {words} " in padded)
