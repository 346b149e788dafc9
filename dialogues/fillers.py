"""Words that say nothing of what a message is about."""

import re

from knowledge.search import fold, without_act_words

__all__ = ["content_words"]

_FILLER = frozenset(
    fold(
        "thế vậy nó cái này đó ấy kia việc thủ tục giấy tờ hồ sơ thì mà với để cho được không nữa luôn còn khác gì nào đâu "
        "bao nhiêu lâu mất làm nộp đi lên ra xin hết tôi em mình con cháu bác ạ à nhỉ hả ơi ad bạn anh chị cô chú ông bà "
        "có cần phải là trong ngoài lại rồi chưa xong sao đấy vâng dạ ok nhé nha đây bây giờ hiện nay luật quy định "
        "trường hợp của tiền phí ngày giờ tuổi ai người một hai những các trên dưới thêm trước sau khi muốn biết hỏi "
        "mấy tháng năm tuần như nên đúng nhưng vì theo ở về từ đến tới xã phường thứ bảy chủ nhật hôm nay mai sáng chiều "
        "buổi việc làm giờ mở cửa đóng nghỉ bên mình ủy ban cán bộ cả hai cùng"
    ).split()
)
_NAMES = ("so do", "so hong", "bia do", "ho khau", "khau", "can cuoc", "ket hon", "ly hon")
"""Names of things whose syllables, without diacritics, are filler words elsewhere."""


def content_words(text: str) -> list[str]:
    """Folded words that may name a matter, in order."""
    said = without_act_words(text)
    for name in _NAMES:
        said = re.sub(rf"(?<!\S){name}(?!\S)", name.replace(" ", "_"), said)
    return [word for word in said.split() if word not in _FILLER]
