"""Fields that people name before they have said what they want there ("hỏi về hộ khẩu")."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from knowledge.search.act_words import without_act_words
from knowledge.search.folding import fold

__all__ = ["choices_in_field"]

TOPICS = Path(__file__).parents[1] / "content" / "lexicon" / "topics.yml"
_GENERAL = frozenset(
    fold(
        "tôi em mình con cháu bác cô chú anh chị ông bà bố mẹ vợ chồng nhà người gia đình tôi là thì mà về cho của ở tại "
        "muốn cần xin hỏi làm giấy tờ thủ tục hồ sơ các những cái chuyện việc vấn đề có được gì nào sao ạ ad ơi xã phường với "
        "đi ra lên giúp cái này giờ nhờ một chút tí biết tìm hiểu thông tin liên quan đến phải"
    ).split()
)
"""Words that leave a field as wide as it was."""


def choices_in_field(text: str) -> tuple[str, ...]:
    """Codes to choose from when a message names a field and nothing else; empty when it says more, or no field."""
    found = _pattern().fullmatch(_plain(text))
    return _topics()[found.group(1)] if found else ()


def _plain(text: str) -> str:
    return without_act_words(text) or fold(text)


@cache
def _topics() -> Mapping[str, tuple[str, ...]]:
    topics = yaml.load(TOPICS.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return {_plain(words): tuple(topic["asks"]) for topic in topics for words in topic["says"]}


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_topics(), key=len, reverse=True)
    around = "|".join(sorted(_GENERAL))
    return re.compile(rf"(?:(?:{around}) )*({'|'.join(map(re.escape, longest_first))})(?: (?:{around}))*")
