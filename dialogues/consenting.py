"""The question before the first look-up, and the words after yes, no and withdrawal.

A change of meaning here needs a new VERSION in dialogues/consents.py.
"""

from dialogues.buttons import LIST, PERSON
from dialogues.replies import Button, Choices, Text

__all__ = ["NO", "YES", "ask_consent", "refused", "withdrawn"]

YES = Button(title="Đồng ý", payload="/consent_yes")
NO = Button(title="Không", payload="/consent_no")


def ask_consent(days: int, *, foreign: bool) -> Choices:
    """What is done with the number, what is kept, how to take it back."""
    abroad = " Ứng dụng nhắn tin này là dịch vụ nước ngoài, tin nhắn đi qua máy chủ ngoài Việt Nam." if foreign else ""
    return Choices(
        question=(
            "Trước khi tra cứu, tôi cần bạn đồng ý: tôi gửi mã hồ sơ của bạn tới hệ thống một cửa để xem hồ sơ đang ở "
            f"bước nào, không gửi cho ai khác. Tin nhắn có mã hồ sơ được giữ {days} ngày rồi tự xóa.{abroad} "
            "Bạn rút lại lúc nào cũng được bằng cách gõ “rút đồng ý”. Bạn có đồng ý không?"
        ),
        buttons=(YES, NO),
    )


def refused() -> Text:
    """How to look up without the assistant."""
    return Text(
        text=(
            "Vâng, tôi không tra cứu và không gửi mã hồ sơ đi đâu. Bạn có thể tự xem: vào Cổng Dịch vụ công quốc gia "
            "dichvucong.gov.vn, mục tra cứu hồ sơ, nhập mã trên giấy hẹn; hoặc mang giấy hẹn ra nơi nộp để hỏi. "
            "Các câu hỏi khác bạn vẫn hỏi tôi bình thường."
        ),
        buttons=(LIST, PERSON),
    )


def withdrawn(count: int) -> Text:
    """The consent is taken back."""
    if not count:
        return Text(text="Bạn chưa đồng ý điều gì nên không có gì để rút lại.", buttons=(LIST,))
    return Text(
        text=(
            "Tôi đã ghi nhận bạn rút lại sự đồng ý. Từ giờ tôi không tra cứu hồ sơ cho bạn nữa; nếu bạn cần, tôi sẽ hỏi "
            "lại. Muốn xóa cả tin nhắn đã gửi, bạn gõ “xóa dữ liệu của tôi”."
        ),
        buttons=(LIST,),
    )
