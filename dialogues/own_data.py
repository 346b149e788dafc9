"""What a person is told about their own data: what is kept, a copy, and its deletion."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from dialogues.buttons import LIST
from dialogues.consents import Given
from dialogues.replies import Button, Choices, File, Reply, Text
from dialogues.wording import day

__all__ = [
    "DELETE", "DELETE_NO", "DELETE_YES", "MY_DATA", "WITHDRAW", "ask_delete", "copy_at", "copy_here", "deleted", "kept", "not_deleted",
]  # fmt: skip

MY_DATA = Button(title="Xem dữ liệu của tôi", payload="/my_data")
DELETE = Button(title="Xóa dữ liệu của tôi", payload="/delete_data")
DELETE_YES = Button(title="Xóa hẳn", payload="/delete_yes")
DELETE_NO = Button(title="Giữ lại", payload="/delete_no")
WITHDRAW = Button(title="Rút đồng ý", payload="/withdraw_consent")
_PURPOSES = {"dossier": "tra cứu hồ sơ"}
_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def kept(count: int, since: datetime | None, days: int, consents: Sequence[Given]) -> Text:
    """How many messages, since when, until when, and which consents."""
    if not count or since is None:
        first = "Tôi không giữ tin nhắn nào của bạn từ trước."
    else:
        first = (
            f"Tôi đang giữ {count} tin nhắn của bạn và câu trả lời của tôi, từ ngày {_day(since)}. Số giấy tờ, số điện thoại "
            f"đã được che trước khi lưu. Mỗi tin nhắn tự xóa sau {days} ngày."
        )
    lines = [first]
    for given in consents:
        purpose = _PURPOSES.get(given.purpose, given.purpose)
        back = f", đã rút lại ngày {_day(given.withdrawn_at)}" if given.withdrawn_at else ""
        lines.append(f"Bạn đã đồng ý cho {purpose} ngày {_day(given.given_at)}{back}.")
    if not consents:
        lines.append("Bạn chưa đồng ý cho việc gì dùng dữ liệu cá nhân.")
    stands = any(given.withdrawn_at is None for given in consents)
    return Text(text="\n".join(lines), buttons=(DELETE, *((WITHDRAW,) if stands else ()), LIST))


def copy_at(address: str) -> File:
    """A copy as a file, for an hour."""
    return File(
        url=address, text="Bản sao dữ liệu của bạn, mở được trong một giờ. Đừng gửi liên kết này cho người khác."
    )


def copy_here(messages: Sequence[tuple[datetime, str]], more: int) -> list[Reply]:
    """The copy in the chat itself, the latest messages last."""
    if not messages:
        return []
    lines = [f"{moment.astimezone(_VIETNAM):%H:%M} {_day(moment)}: {text}" for moment, text in messages]
    left = f"Còn {more} tin nhắn cũ hơn không hiện hết ở đây.\n" if more else ""
    return [Text(text=f"{left}Tin nhắn của bạn mà tôi đang giữ:\n" + "\n".join(lines))]


def ask_delete() -> Choices:
    """Once, because it cannot be undone."""
    return Choices(
        question=(
            "Tôi sẽ xóa hẳn: mọi tin nhắn của bạn, câu trả lời của tôi, cuộc trò chuyện đang dở và sự đồng ý của bạn. Việc này "
            "không lấy lại được. Hồ sơ bạn đã nộp ở cơ quan không bị ảnh hưởng. Bạn chắc chưa?"
        ),
        buttons=(DELETE_YES, DELETE_NO),
    )


def not_deleted() -> Text:
    """Nothing was deleted."""
    return Text(text="Vâng, tôi giữ nguyên. Khi cần bạn gõ “xóa dữ liệu của tôi”.", buttons=(LIST,))


def deleted(*, rest_later: bool) -> Text:
    """Deleted; a part may follow."""
    if rest_later:
        text = (
            "Tôi đã xóa tin nhắn và câu trả lời. Phần ghi nhớ cuộc trò chuyện chưa xóa được vì hệ thống đang bận; việc xóa đã "
            "được ghi lại và sẽ tự làm nốt, bạn không phải làm gì thêm."
        )
    else:
        text = "Tôi đã xóa dữ liệu của bạn. Tôi chỉ còn giữ con số thống kê không gắn với ai. Bạn cần gì cứ nhắn lại từ đầu."
    return Text(text=text, buttons=(LIST,))


def _day(moment: datetime) -> str:
    return day(moment.astimezone(_VIETNAM).date())
