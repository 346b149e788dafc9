"""Words that carry the act ("how much", "which papers"), not the procedure.

They are taken out of the search text: "mất" (to take time) would pull towards everything lost
or deceased. A phrase is taken out only as a whole, so "mất giấy khai sinh" keeps its "mất".
"""

import re
from functools import lru_cache

from knowledge.search.folding import KEPT, fold

__all__ = ["PHRASES", "strip_act_words", "without_act_words"]

PHRASES = (
    "mất bao lâu", "mất bao nhiêu lâu", "mất mấy ngày", "mất bao nhiêu ngày", "bao nhiêu ngày", "bao lâu",
    "mấy ngày thì có", "mấy ngày có", "mấy ngày", "mấy hôm", "bao giờ có", "bao giờ lấy được", "khi nào có",
    "khi nào lấy được", "thời gian giải quyết", "thời hạn giải quyết", "thời hạn", "lâu không",
    "mất bao nhiêu tiền", "mất bao nhiêu", "hết bao nhiêu tiền", "hết bao nhiêu", "bao nhiêu tiền",
    "tốn bao nhiêu", "là bao nhiêu", "bao nhiêu", "mấy tiền", "nhiêu tiền", "bao tiền", "có mất phí không", "có mất tiền không", "mất phí không", "mất tiền không",
    "có tốn tiền không", "tốn tiền không", "phải nộp tiền không", "có phải nộp tiền không", "nộp tiền không", "lệ phí", "chi phí", "phí", "giá bao nhiêu", "tiền nong",
    "cần những giấy gì", "những giấy gì", "cần giấy gì", "giấy gì", "những giấy tờ gì", "cần những giấy tờ nào",
    "những giấy tờ nào", "giấy tờ nào", "những giấy nào", "giấy nào", "phải có giấy gì", "cần giấy tờ gì", "cần những giấy tờ gì", "cần mang giấy tờ gì", "giấy tờ gì", "giấy tờ cần thiết",
    "gồm những giấy tờ gì", "gồm giấy tờ gì", "hồ sơ gồm những gì", "hồ sơ gồm gì", "hồ sơ cần gì",
    "cần hồ sơ gì", "cần chuẩn bị gì", "chuẩn bị những gì", "chuẩn bị gì", "mang theo gì", "mang theo những gì",
    "cần mang gì", "mang gì", "phải có gì", "cần những gì", "cần gì", "thành phần hồ sơ", "hồ sơ",
    "nộp ở đâu", "làm ở đâu", "ở đâu", "ra đâu", "đến đâu", "đi đâu", "lên đâu", "chỗ nào", "nơi nào",
    "cơ quan nào", "ra xã hay công an", "địa chỉ",
    "mấy giờ làm việc", "giờ làm việc", "thứ bảy có làm không", "thứ 7 có làm không",
    "có cần điều kiện gì không", "cần điều kiện gì", "điều kiện gì", "điều kiện",
    "làm online được không", "nộp online được không", "làm online", "nộp online", "online",
    "làm qua mạng được không", "qua mạng", "trên mạng", "trực tuyến", "nộp trực tuyến", "làm trên điện thoại",
    "phải qua những bước nào", "qua những bước nào", "gồm những bước nào", "những bước nào", "mấy bước", "bước nào",
    "các bước", "từng bước", "quy trình", "trình tự", "hướng dẫn", "thủ tục", "như thế nào", "thế nào", "làm sao",
    "ra sao", "kiểu gì", "cách nào", "sao ạ", "làm thế nào",
    "mẫu đơn", "mẫu tờ khai", "tờ khai lấy ở đâu", "theo luật nào", "căn cứ nào", "luật nào",
    "cho tôi hỏi", "cho em hỏi", "cho mình hỏi", "cho hỏi", "xin hỏi", "muốn hỏi", "hỏi về", "hỏi chút",
    "hướng dẫn tôi nộp", "tôi nộp", "em nộp", "cách nộp", "nộp hồ sơ", "tôi muốn", "em muốn", "mình muốn", "con muốn", "cháu muốn", "tôi cần", "em cần", "tôi phải", "thì phải",
    "giúp tôi", "giúp em", "giúp với", "với ạ", "vậy ạ", "được không ạ", "được không", "không ạ", "phải không",
    "xin chào", "chào bạn", "chào ad", "ad ơi", "bạn ơi", "anh chị ơi", "alo", "cảm ơn", "xin cảm ơn", "ạ", "nhé",
    "còn", "thì sao", "vậy còn", "thế còn",
)  # fmt: skip

_PATTERN = re.compile(
    r"(?<!\S)(?:" + "|".join(sorted({re.escape(fold(p)) for p in PHRASES}, key=len, reverse=True)) + r")(?!\S)"
)


def without_act_words(text: str) -> str:
    """The folded text less act words; empty when nothing else was said."""
    return strip_act_words(fold(text))


@lru_cache(maxsize=KEPT)
def strip_act_words(folded: str) -> str:
    """The same for a text folded already."""
    return " ".join(_PATTERN.sub(" ", folded).split())
