"""The named outcomes of a turn: dashboards, tests and alerts count by them."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["LABELS", "Label", "Outcome"]


class Outcome(StrEnum):
    """Every turn ends in exactly one."""

    ANSWERED = "answered"
    CLARIFIED = "clarified"
    GUIDED = "guided"
    LOOKED_UP = "looked_up"
    WATCHED = "watched"
    HANDED_OVER = "handed_over"
    SMALL_TALK = "small_talk"
    OUT_OF_SCOPE = "out_of_scope"
    NOT_FOUND = "not_found"
    REFUSED_PERSONAL_DATA = "refused_personal_data"
    REFUSED_RATE = "refused_rate"
    EMERGENCY = "emergency"
    DEGRADED = "degraded"
    ERROR_ENGINE = "error_engine"
    ERROR_ONESTOP = "error_onestop"
    ERROR_DELIVERY = "error_delivery"


@dataclass(frozen=True, slots=True)
class Label:
    """How officials see an outcome; the colour is a CSS colour."""

    text: str
    colour: str


LABELS: dict[Outcome, Label] = {
    Outcome.ANSWERED: Label("Đã trả lời", "#2e7d32"),
    Outcome.CLARIFIED: Label("Đã hỏi lại", "#1565c0"),
    Outcome.GUIDED: Label("Đang hướng dẫn", "#00838f"),
    Outcome.LOOKED_UP: Label("Đã tra cứu hồ sơ", "#6a1b9a"),
    Outcome.WATCHED: Label("Theo dõi hồ sơ", "#4527a0"),
    Outcome.HANDED_OVER: Label("Chuyển cán bộ", "#ef6c00"),
    Outcome.SMALL_TALK: Label("Chào hỏi", "#757575"),
    Outcome.OUT_OF_SCOPE: Label("Ngoài phạm vi", "#9e9e9e"),
    Outcome.NOT_FOUND: Label("Chưa có nội dung", "#c62828"),
    Outcome.REFUSED_PERSONAL_DATA: Label("Có dữ liệu cá nhân", "#ad1457"),
    Outcome.REFUSED_RATE: Label("Gửi quá nhanh", "#8d6e63"),
    Outcome.EMERGENCY: Label("Khẩn cấp", "#b71c1c"),
    Outcome.DEGRADED: Label("Trả lời rút gọn", "#f9a825"),
    Outcome.ERROR_ENGINE: Label("Lỗi bộ máy hội thoại", "#d84315"),
    Outcome.ERROR_ONESTOP: Label("Lỗi hệ thống một cửa", "#d84315"),
    Outcome.ERROR_DELIVERY: Label("Lỗi gửi tin", "#d84315"),
}
