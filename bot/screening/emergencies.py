"""Life in danger: a fixed text with the number to call, before anything else is tried.

"Tai nạn" is also in the names of benefits, "cháy" in burnt papers, and people tell of old
misfortunes: signs do not count beside words of paperwork, of law, or of the past.
"""

import re
import unicodedata
from enum import StrEnum

from knowledge.search import fold

__all__ = ["Emergency", "emergency_in"]


class Emergency(StrEnum):
    """Whom to call."""

    POLICE = "113"
    FIRE = "114"
    AMBULANCE = "115"


_NOT_NOW = (
    "giấy", "hồ sơ", "thủ tục", "chế độ", "trợ cấp", "bảo hiểm", "bhxh", "bhyt", "sổ đỏ", "sổ lưu", "khai tử",
    "mai táng", "căn cước", "đăng ký", "xác nhận", "bồi thường", "hỗ trợ", "trích lục", "cấp lại", "làm lại",
    "xin xã", "xã xét", "xét", "công nhận", "tiền đám", "lĩnh tiền", "đóng cửa hàng", "thuế", "kiện", "phạt",
    "luật", "theo luật", "đền", "bãi nại", "công ty", "khu công nghiệp", "xưởng", "bảo hành", "tuần trước",
    "hôm trước", "tháng trước", "năm ngoái", "năm trước", "hồi trước", "ngày xưa", "viết trước", "khẩu",
    "hộ chiếu", "cái thẻ", "tấm thẻ", "không mang thẻ", "báo cháy", "chữa cháy", "bình cứu hỏa", "viện phí", "tiền viện", "nghiệm thu",
    "lao động", "tòa", "xác định", "nhận tiền", "thực địa", "diện tích", "khắc phục", "đề nghị", "nguy hiểm nhất", "điều trị", "ăn gì",
)  # fmt: skip
_SIGNS: tuple[tuple[Emergency, tuple[str, ...]], ...] = (
    (Emergency.FIRE, (
        "cháy nhà", "nhà cháy", "đang cháy", "cháy rồi", "cháy lớn", "gọi cứu hỏa", "bốc cháy", "cháy rừng", "cháy chợ",
        "cháy chung cư", "nổ bình gas", "nổ gas", "rò gas", "xì gas", "rò rỉ gas", "khói nghi ngút", "mắc kẹt",
        "nước lên tới nóc", "ở trên mái", "trên mái nhà", "lũ về", "lũ cuốn", "đuối nước", "rớt xuống ao",
        "ngã xuống ao", "rơi xuống sông", "nhảy cầu", "ghe chìm", "lật thuyền", "chìm đò", "sạt lở", "sập nhà",
        "bị vùi lấp", "nước ngập không có xe",
    )),
    (Emergency.AMBULANCE, (
        "cấp cứu", "gọi giùm 115", "gọi 115", "bất tỉnh", "ngất xỉu", "ngừng thở", "không thở", "khó thở quá",
        "đột quỵ", "co giật", "tự tử", "tự vẫn", "uống thuốc sâu", "thuốc trừ sâu", "thuốc ngủ", "thuốc diệt cỏ",
        "không muốn sống", "muốn chết", "chảy máu nhiều", "chảy máu đầu", "điện giật", "rắn cắn", "rắn hổ cắn",
        "nhồi máu", "hóc xương", "ngộ độc", "vỡ ối", "đau đẻ", "tai nạn ở", "bị tai nạn", "có tai nạn", "đè người",
        "người bị thương", "hôn mê", "tím tái", "méo miệng", "meo mieng", "không nói được", "sống làm gì nữa",
    )),
    (Emergency.POLICE, (
        "đánh nhau", "đang đánh", "chém nhau", "cầm dao", "cầm rựa", "cầm mã tấu", "cướp", "bắt cóc", "dọa giết",
        "đòi giết", "hiếp dâm", "trộm vào", "có trộm", "kẻ trộm", "kẻ lạ", "cạy cửa", "bạo hành", "đánh vợ",
        "chồng đánh", "bố dượng đánh", "nhốt trong nhà", "hành hung", "gọi công an", "lạc mất",
        "đột nhập", "phá cửa", "xâm hại", "nổ súng",
    )),
)  # fmt: skip


def emergency_in(text: str) -> Emergency | None:
    """Whom to call, when a text tells of danger now."""
    said = _comparable(text)
    if any(f" {_like(word, said)} " in said for word in _NOT_NOW):
        return None
    for emergency, signs in _SIGNS:
        if any(f" {_like(sign, said)} " in said for sign in signs):
            return emergency
    return None


def _comparable(text: str) -> str:
    """With diacritics where the person typed them ("bạo hành" is not "bảo hành"), else folded."""
    lower = unicodedata.normalize("NFC", text).lower()
    plain = " ".join(re.findall(r"\w+", lower))
    return f" {plain} " if _has_diacritics(plain) else f" {fold(text)} "


def _like(sign: str, said: str) -> str:
    return sign if _has_diacritics(said) else fold(sign)


def _has_diacritics(text: str) -> bool:
    return not text.isascii()
