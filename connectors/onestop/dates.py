"""Dates as the systems write them (shared/reference/onestop.md, section 3)."""

from datetime import datetime
from zoneinfo import ZoneInfo

__all__ = ["VIETNAM", "parse_time"]

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_FORMATS = ("%Y%m%d%H%M%S", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y", "%Y-%m-%d", "%Y-%m-%dT%H:%M:%S.%f%z")


def parse_time(value: object) -> datetime | None:
    """An aware time in Vietnam, or None for empty or unreadable values."""
    text = str(value or "").strip()
    if not text:
        return None
    for layout in _FORMATS:
        try:
            found = datetime.strptime(text, layout)
        except ValueError:
            continue
        return _in_vietnam(found)
    try:
        return _in_vietnam(datetime.fromisoformat(text))
    except ValueError:
        return None


def _in_vietnam(time: datetime) -> datetime | None:
    try:
        return time.astimezone(VIETNAM) if time.tzinfo else time.replace(tzinfo=VIETNAM)
    except (OverflowError, ValueError):
        return None
