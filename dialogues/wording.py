"""Small pieces of Vietnamese that answers are put together from."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from knowledge.conditions import Condition
from knowledge.content_schema import CaseQuestion, Fact, ProcedureContent

__all__ = ["SCREEN", "bullets", "case_words", "day", "lower_first", "shorten", "source_line", "unsure_lines"]

_NAMES = (
    "Trung tâm", "Công an", "Cổng", "Cơ quan", "Hội đồng", "Chủ tịch", "Sở ", "Ủy ban", "Luật", "Nghị định", "Bộ ",
    "Ban ", "Quyết định", "Giấy ", "Tờ khai", "Phòng ",
)  # fmt: skip
SCREEN = 640
"""Characters of one answer: with its buttons, a phone screen and a half at 360 pixels."""


def day(value: date) -> str:
    """A date as people here write it."""
    return f"{value.day:02d}/{value.month:02d}/{value.year}"


def lower_first(text: str) -> str:
    """For a sentence that continues another; names and abbreviations keep their capitals."""
    if text.startswith(_NAMES) or (text[:2].isalpha() and text[:2].isupper()):
        return text
    return text[:1].lower() + text[1:]


def bullets(lines: Iterable[str]) -> str:
    """Lines with a dot in front."""
    return "\n".join(f"• {line}" for line in lines)


def shorten(lines: Sequence[str], room: int, more: str) -> list[str]:
    """As many whole lines as fit into ``room`` characters; ``more`` says how many are left ({})."""
    kept: list[str] = []
    for number, line in enumerate(lines):
        room -= len(line) + 1
        if room < 0 and kept:
            return [*kept, more.format(len(lines) - number)]
        kept.append(line)
    return kept


def source_line(content: ProcedureContent, facts: Iterable[Fact]) -> str:
    """Code, sources of these facts with the day each was checked."""
    used = {fact.source for fact in facts}
    named = [
        f"{source.title.replace(f', mã {content.code}', '')}, kiểm tra ngày {day(source.checked_on)}"
        for source in content.sources
        if source.key in used
    ]
    lines = [f"Mã thủ tục: {content.code}.", f"Nguồn: {'; '.join(named)}."]
    if content.imported:
        lines.append("Nội dung lấy nguyên từ nguồn này, cán bộ xã chưa đọc lại. Bạn nên hỏi lại nơi nộp trước khi đi.")
    elif content.confidence == "low":
        lines.append("Nội dung này chưa đối chiếu được với cơ quan công bố. Bạn nên hỏi lại nơi nộp trước khi đi.")
    return " ".join(lines)


def unsure_lines(facts: Iterable[Fact]) -> list[str]:
    """What we are not sure of, once each."""
    return list(dict.fromkeys(f"⚠ {fact.unsure}" for fact in facts if fact.unsure))


def case_words(condition: str, questions: Iterable[CaseQuestion]) -> str:
    """A condition as people read it: "đã đăng ký kết hôn"; empty when it always holds."""
    labels = {(q.key, o.value): o.label for q in questions for o in q.options}
    text = Condition.parse(condition).text
    text = re.sub(r"(\w+) (?:not )?in \(([^)]*)\)", lambda m: _any_of(m, labels), text)
    text = re.sub(r"(\w+) (==|!=) [\"']([^\"']*)[\"']", lambda m: _one(m, labels), text)
    text = re.sub(r"\bnot\b", "không phải", text)
    return re.sub(r"\band\b", "và", re.sub(r"\bor\b", "hoặc", text)).replace("(", "").replace(")", "")


def _one(match: re.Match[str], labels: Mapping[tuple[str, str], str]) -> str:
    key, operator, value = match.groups()
    label = lower_first(labels.get((key, value), value))
    return label if operator == "==" else f"không phải “{label}”"


def _any_of(match: re.Match[str], labels: Mapping[tuple[str, str], str]) -> str:
    values = re.findall(r"[\"']([^\"']*)[\"']", match.group(2))
    joined = " hoặc ".join(lower_first(labels.get((match.group(1), value), value)) for value in values)
    return f"không phải “{joined}”" if " not in " in match.group() else joined
