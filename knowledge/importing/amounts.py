"""Time limits and fees as portals write them; what cannot be read for certain is quoted and marked unsure."""

import re

from knowledge.content_schema import Channel, Fee, TimeLimit
from knowledge.importing.cleaning import cut

__all__ = ["SOURCE", "fee", "time_limit"]

SOURCE = "portal"
"""Key of the one source that an imported record has."""
_UNITS = {
    "ngày làm việc": "working_day", "working_day": "working_day", "ngày": "day", "day": "day", "calendar_day": "day",
    "giờ làm việc": "hour", "giờ": "hour", "hour": "hour", "giờ (làm việc)": "hour",
}  # fmt: skip
_SHOWN = {"working_day": "ngày làm việc", "day": "ngày", "hour": "giờ"}
_SAME_DAY = re.compile(r"(?:ngay )?trong ngày|sau 15 giờ", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]{1,9}")
"""What the database can keep as a whole number."""
_MONEY = re.compile(r"([0-9]{1,9}|[0-9]{1,3}(?:[.,\s][0-9]{3}){1,2})(?:[.,]0{1,2})?")
"""Whole đồng, with or without groups of three; a JSON float's ".0" is not a digit more."""
_LONGER = {
    "tháng": "tháng", "năm": "năm", "tuần": "tuần", "phút": "phút", "month": "tháng", "year": "năm", "week": "tuần",
}  # fmt: skip
LEAST_FEE = 1000
"""A fee below this many đồng is a slip ("135 VNĐ" stands for 135.000)."""
PROVINCE = "Nguồn ghi 0 đồng hoặc miễn phí; nhiều loại phí do HĐND tỉnh quyết định, nên hỏi lại nơi nộp."


def time_limit(channel: Channel, amount: str, unit: str, note: str) -> TimeLimit | None:
    """None when the source says nothing."""
    number, note = re.sub(r"\s", "", amount), note.strip()
    known = _UNITS.get(unit.strip().lower(), "")
    if known == "hour" and _SAME_DAY.search(note):
        # "15 giờ" there means: handed in before 15:00, ready the same day
        return TimeLimit(channel=channel, text=cut(note, 600), source=SOURCE)
    count = int(number) if _NUMBER.fullmatch(number) else 0
    if known and count:
        text = f"{count} {_SHOWN[known]}"
        return TimeLimit(channel=channel, text=_with(text, note), amount=count, unit=known, source=SOURCE)
    if count and (longer := _LONGER.get(unit.strip().lower())):
        return TimeLimit(channel=channel, text=_with(f"{count} {longer}", note), source=SOURCE)
    if not number and not note:
        return None
    if not number:
        return TimeLimit(channel=channel, text=cut(note, 600), source=SOURCE)
    unsure = f"Nguồn ghi “{cut(number, 60)}” mà không ghi đơn vị (giờ hay ngày)."
    if known or unit.strip():
        unsure = f"Nguồn ghi “{cut(f'{number} {unit}', 60)}”, không đọc chắc được."
    return TimeLimit(channel=channel, text=cut(note, 600) or "Chưa rõ", source=SOURCE, unsure=unsure)


def fee(channel: Channel, amount: str, currency: str, note: str) -> Fee | None:
    """None when the source says nothing; a bare 0 is not "free"."""
    note, digits = note.strip(), re.sub(r"[.,\s]", "", amount)
    found = _MONEY.fullmatch(amount.strip())
    dong = int(re.sub(r"[.,\s]", "", found.group(1))) if found else 0
    if dong >= LEAST_FEE and currency.strip().lower() in ("", "đồng", "vnđ", "vnd", "việt nam đồng"):
        text = f"{dong:,} đồng".replace(",", ".")
        return Fee(channel=channel, amount=dong, text=_with(text, note), source=SOURCE)
    if (digits and not digits.strip("0")) or amount.strip().lower() == "miễn phí":
        return Fee(channel=channel, text=cut(note, 600) or "Chưa rõ mức thu", source=SOURCE, unsure=PROVINCE)
    if not digits:
        return Fee(channel=channel, text=cut(note, 600), source=SOURCE) if note else None
    unsure = f"Nguồn ghi “{cut(f'{amount} {currency}', 60)}”, không đọc chắc được."
    return Fee(channel=channel, text=cut(note, 600) or "Chưa rõ mức thu", source=SOURCE, unsure=unsure)


def _with(text: str, note: str) -> str:
    return cut(f"{text}. {note}" if note and note.rstrip(".") != text else f"{text}.", 600)
