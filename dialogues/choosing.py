"""Which procedure a message is about: clear, to be asked back, the one talked about, or none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from underthesea import sent_tokenize

from dialogues.buttons import OTHER, choice
from dialogues.replies import Choices
from dialogues.wording import lower_first
from knowledge.base import KnowledgeBase
from knowledge.search import Match, Verdict, VerdictKind, fold, without_act_words

__all__ = ["Aim", "AimKind", "aim", "ask_back", "clearly_about", "nearest_held"]

_CODE = re.compile(r"(?<![\d.])(\d\.\d{6})(?!\d)")
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
BEYOND_DOUBT = 0.7
"""A search score that outweighs an act the engine is not certain of."""
FAINT = 0.2
"""A search score good enough to be offered when a message names nothing."""
_LONG = 40
"""Words from which a message is a letter, whose question stands in one of its sentences."""


class AimKind(StrEnum):
    """How sure we are of the procedure."""

    CLEAR = "clear"
    LOOK_ALIKES = "look_alikes"
    UNKNOWN_CODE = "unknown_code"
    NOTHING_SAID = "nothing_said"
    NOT_HELD = "not_held"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Aim:
    """The procedures meant; ``old_code`` when the person used one that was replaced."""

    kind: AimKind
    codes: tuple[str, ...] = ()
    old_code: str = ""


def aim(base: KnowledgeBase, text: str, current: str | None) -> Aim:
    """What a message is about, given the procedure talked about so far."""
    if match := _CODE.search(text):
        return _by_code(base, match.group(1))
    said = _content_words(text)
    if not said and (len(without_act_words(text).split()) < 3 or clearly_about(base, text) is None):
        return Aim(AimKind.CLEAR, (current,)) if current else Aim(AimKind.NOTHING_SAID)
    verdict = _verdict(base, text)
    held = tuple(code for code in verdict.codes if base.holds(code))
    if verdict.codes and not held:
        return Aim(AimKind.NOT_HELD, verdict.codes[:1])
    if verdict.kind is VerdictKind.CLEAR:
        return Aim(AimKind.CLEAR, verdict.codes)
    if verdict.kind is VerdictKind.LOOK_ALIKES:
        if current in verdict.codes and len(said) <= 2:
            return Aim(AimKind.CLEAR, (current,))
        return Aim(AimKind.LOOK_ALIKES, verdict.codes)
    if current and len(said) <= 1:
        return Aim(AimKind.CLEAR, (current,))
    return Aim(AimKind.NOT_KNOWN)


def clearly_about(base: KnowledgeBase, text: str) -> str | None:
    """The procedure that a text names beyond doubt, if we hold it."""
    matches = base.search(text)
    verdict = base.judge(matches)
    if verdict.kind is not VerdictKind.CLEAR or matches[0].score < BEYOND_DOUBT:
        return None
    code = verdict.codes[0]
    return code if base.holds(code) else None


def nearest_held(base: KnowledgeBase, text: str) -> list[str]:
    """Up to three procedures we hold that a vague message could mean, best first."""
    return [match.code for match in base.search(text) if match.score >= FAINT and base.holds(match.code)][:3]


def ask_back(base: KnowledgeBase, codes: Sequence[str], act: str) -> Choices:
    """At most three choices with what tells them apart, and "something else"."""
    named = [found for code in codes[:3] if (found := base.named(code))]
    lines = [
        f"• {item.choice_label}: {lower_first(difference)}"
        for item in named
        if (difference := base.difference(named[0].code, item.code))
    ]
    question = "Có mấy thủ tục gần giống nhau. Bạn muốn hỏi việc nào?"
    if len(named) == 1:
        question = f"Có phải bạn hỏi về “{named[0].name}” không?"
    return Choices(question="\n".join([question, *lines]), buttons=(*(choice(item, act) for item in named), OTHER))


def _by_code(base: KnowledgeBase, code: str) -> Aim:
    current = base.current_code(code)
    if not base.holds(current):
        return Aim(AimKind.NOT_HELD if base.named(current) else AimKind.UNKNOWN_CODE, (code,))
    return Aim(AimKind.CLEAR, (current,), old_code=code if current != code else "")


def _content_words(text: str) -> list[str]:
    said = without_act_words(text)
    for name in _NAMES:
        said = re.sub(rf"(?<!\S){name}(?!\S)", name.replace(" ", "_"), said)
    return [word for word in said.split() if word not in _FILLER]


def _verdict(base: KnowledgeBase, text: str) -> Verdict:
    if len(text.split()) < _LONG:
        return base.verdict(text)
    best: dict[str, Match] = {}
    for part in [text, *_sentences(text)]:
        for match in base.search(part):
            if match.code not in best or match.score > best[match.code].score:
                best[match.code] = match
    return base.judge(sorted(best.values(), key=lambda match: -match.score))


def _sentences(text: str) -> list[str]:
    parts = (part for line in text.splitlines() for part in sent_tokenize(line))
    return [part for part in parts if len(part.split()) >= 3]
