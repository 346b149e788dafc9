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
_LONGER = {"tháng", "năm", "tuần", "phút", "month", "year", "week"}
LEAST_FEE = 1000
"""A fee below this many đồng is a slip ("135 VNĐ" stands for 135.000)."""
PROVINCE = "Nguồn ghi 0 đồng hoặc miễn phí; nhiều loại phí do HĐND tỉnh quyết định, nên hỏi lại nơi nộp."


def time_limit(channel: Channel, amount: str, unit: str, note: str) -> TimeLimit | None:
    """None when the source says nothing."""
    number = re.sub(r"\s", "", amount)
    known = _UNITS.get(unit.strip().lower(), "")
    if known == "hour" and _SAME_DAY.search(note):
        # "15 giờ" there means: handed in before 15:00, ready the same day
        return TimeLimit(channel=channel, text=cut(note, 600), source=SOURCE)
    if known and number.isdigit():
        text = f"{int(number)} {_SHOWN[known]}"
        return TimeLimit(channel=channel, text=_with(text, note), amount=int(number), unit=known, source=SOURCE)
    if unit.strip().lower() in _LONGER and number.isdigit():
        return TimeLimit(channel=channel, text=_with(f"{int(number)} {unit.strip().lower()}", note), source=SOURCE)
    if not number and not note:
        return None
    if not number:
        return TimeLimit(channel=channel, text=cut(note, 600), source=SOURCE)
    unsure = f"Nguồn ghi “{number}” mà không ghi đơn vị (giờ hay ngày)."
    return TimeLimit(channel=channel, text=cut(note, 600) or "Chưa rõ", source=SOURCE, unsure=unsure)


def fee(channel: Channel, amount: str, currency: str, note: str) -> Fee | None:
    """None when the source says nothing; a bare 0 is not "free"."""
    digits = re.sub(r"[.,\s]", "", amount)
    if (
        digits.isdigit()
        and int(digits) >= LEAST_FEE
        and currency.strip().lower() in ("", "đồng", "vnđ", "vnd", "việt nam đồng")
    ):
        text = f"{int(digits):,} đồng".replace(",", ".")
        return Fee(channel=channel, amount=int(digits), text=_with(text, note), source=SOURCE)
    if digits == "0" or amount.strip().lower() == "miễn phí":
        return Fee(channel=channel, text=cut(note, 600) or "Chưa rõ mức thu", source=SOURCE, unsure=PROVINCE)
    if not digits:
        return Fee(channel=channel, text=cut(note, 600), source=SOURCE) if note else None
    unsure = f"Nguồn ghi “{cut(f'{amount} {currency}', 60)}”, không đọc chắc được."
    return Fee(channel=channel, text=cut(note, 600) or "Chưa rõ mức thu", source=SOURCE, unsure=unsure)


def _with(text: str, note: str) -> str:
    return cut(f"{text}. {note}" if note and note.rstrip(".") != text else f"{text}.", 600)
