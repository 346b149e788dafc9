"""What is said when a message does not go on to the engine."""

from bot.doors.door import Kind
from bot.screening.clean import MAX_LENGTH
from bot.screening.emergencies import Emergency
from dialogues.buttons import HELP, LIST, LOOK_UP, PERSON, PRIVATE
from dialogues.replies import Reply, Text

__all__ = [
    "PERSONAL_NOTE", "cannot_read", "closed", "emergency", "empty", "no_number_in_picture", "personal", "private_please", "stale_button", "too_fast", "too_long",
]  # fmt: skip

_EMERGENCIES = {
    Emergency.POLICE: "Nếu bạn hoặc người khác đang bị nguy hiểm, hãy gọi ngay 113 (Công an).",
    Emergency.FIRE: "Hãy ra nơi an toàn và gọi ngay 114 (chữa cháy, cứu nạn, cứu hộ).",
    Emergency.AMBULANCE: "Hãy gọi ngay 115 (cấp cứu) hoặc đưa người bệnh đến cơ sở y tế gần nhất.",
}
PERSONAL_NOTE: Reply = Text(
    text="Tin nhắn có số giấy tờ hoặc số liên lạc, tôi đã che đi và không lưu. Lần sau bạn không cần gửi các số này."
)


def closed(sentence: str) -> Reply:
    """The kill switch's sentence."""
    return Text(text=sentence)


def emergency(kind: Emergency) -> Reply:
    """Whom to call; then that this was read by a machine."""
    others = "Số cần nhớ: 113 Công an, 114 cứu hỏa và cứu nạn, 115 cấp cứu."
    machine = "Tôi là máy, không gọi giúp được. Nếu không phải việc khẩn cấp, bạn nhắn lại việc cần làm giấy tờ."
    return Text(text=f"{_EMERGENCIES[kind]}\n{others}\n{machine}")


def personal() -> Reply:
    """Nothing but a personal number was sent."""
    return Text(
        text=(
            "Tôi đã che số bạn vừa gửi và không lưu lại. Tôi không cần số căn cước, số điện thoại, mật khẩu hay mã OTP; "
            "bạn đừng gửi cho bất kỳ ai trên mạng. Bạn cho tôi biết việc cần làm là được."
        ),
        buttons=(LIST, PERSON),
    )


def too_fast() -> Reply:
    """More messages a minute than one chat may send."""
    return Text(text="Bạn nhắn hơi nhanh nên tôi chưa theo kịp. Bạn chờ khoảng một phút rồi nhắn tiếp nhé.")


def too_long() -> Reply:
    """A text no turn can take."""
    return Text(
        text=(
            f"Tin nhắn dài quá {MAX_LENGTH} chữ cái nên tôi không đọc hết được. Bạn viết ngắn lại: "
            "cần làm giấy gì, cho ai, đang vướng chỗ nào."
        )
    )


def empty() -> Reply:
    """No letter and no digit."""
    return Text(
        text="Tôi chưa thấy câu hỏi nào. Bạn nhắn việc cần làm, ví dụ “khai sinh cho con”.", buttons=(LIST, HELP)
    )


def stale_button() -> Reply:
    """A button this chat was never offered."""
    return Text(text="Nút này không còn dùng được. Bạn nhắn lại việc cần làm giúp tôi.", buttons=(LIST, HELP))


_INSTEAD = "Bạn gõ việc cần làm bằng chữ, không dấu cũng được, ví dụ “khai sinh cho con”."
_UNREAD = {
    Kind.FILE: f"Tôi không mở tệp và không giữ lại tệp bạn gửi. {_INSTEAD}",
    Kind.AUDIO: f"Tôi chưa nghe được tin nhắn thoại. {_INSTEAD}",
    Kind.VIDEO: f"Tôi không xem được video. {_INSTEAD}",
    Kind.STICKER: "Chào bạn! Bạn cần làm giấy tờ gì thì nhắn tôi, không dấu cũng được.",
    Kind.PLACE: ("Tôi không lưu vị trí của bạn. Muốn biết nộp ở đâu, bạn nhắn tên việc, ví dụ “làm căn cước ở đâu”."),
    Kind.CONTACT: "Tôi không cần và không lưu danh thiếp hay số điện thoại. " + _INSTEAD,
}


def cannot_read(kind: Kind) -> Reply:
    """Something other than words was sent."""
    return Text(text=_UNREAD.get(kind, _INSTEAD), buttons=(LIST, HELP))


def no_number_in_picture() -> Reply:
    """A photo without a readable code."""
    return Text(
        text=(
            "Tôi chỉ đọc mã QR hoặc mã vạch trên giấy tiếp nhận hồ sơ, và ảnh này tôi chưa đọc được mã nào. Ảnh không được "
            "lưu lại. Bạn chụp thẳng, đủ sáng, mã chiếm phần lớn ảnh; hoặc gõ mã số hồ sơ. Đừng gửi ảnh căn cước."
        ),
        buttons=(LOOK_UP, HELP),
    )


def private_please() -> Reply:
    """A matter of one person, in a group."""
    return Text(
        text="Việc này là chuyện riêng của bạn, tôi không trả lời trong nhóm. Bạn nhắn riêng cho tôi nhé.",
        buttons=(PRIVATE,),
    )
