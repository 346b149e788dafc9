"""Between what a content file says and the rows that keep it; nothing is lost either way."""

import hashlib
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

from knowledge.content_schema import (
    CaseQuestion,
    Faq,
    Fee,
    LookAlike,
    OnlineService,
    Option,
    Paper,
    ProcedureContent,
    SourceRef,
    Statement,
    Step,
    TimeLimit,
)
from knowledge.database import Base
from knowledge.models import (
    CaseOptionRow,
    CaseQuestionRow,
    FaqRow,
    FeeRow,
    LookAlikeRow,
    OnlineRow,
    PaperRow,
    ProcedureVersion,
    SourceRow,
    StatementRow,
    StepRow,
    TimeLimitRow,
)

__all__ = ["IMPORTER", "content_hash", "to_content", "to_version"]

_PLAIN = (
    "effective_from", "effective_to", "name", "choice_label", "official_name", "field", "popularity",
    "confidence", "summary", "receiving_body", "notes",
)  # fmt: skip
_LISTS = (
    ("sources", SourceRow, SourceRef),
    ("papers", PaperRow, Paper),
    ("fees", FeeRow, Fee),
    ("time_limits", TimeLimitRow, TimeLimit),
    ("faq", FaqRow, Faq),
    ("look_alikes", LookAlikeRow, LookAlike),
)
_SINGLE_STATEMENTS = ("deciding_body", "where_to_file", "result")
_MANY_STATEMENTS = ("who_can_apply", "conditions", "mistakes")
_WAYS = ("direct", "online")


def content_hash(content: ProcedureContent) -> str:
    """Changes whenever anything that the file says changes."""
    said = content.model_dump_json(exclude={"imported"})
    return hashlib.sha256(said.encode()).hexdigest()


def to_version(content: ProcedureContent) -> ProcedureVersion:
    """Rows for one version; number, state and author are left to the caller."""
    version = ProcedureVersion(
        **{name: getattr(content, name) for name in _PLAIN},
        old_codes=list(content.old_codes),
        legal_bases=list(content.legal_bases),
        content_hash=content_hash(content),
        online=_row(OnlineRow, content.online, 0),
    )
    for name, row, _ in _LISTS:
        setattr(version, name, _rows(row, getattr(content, name)))
    version.steps = [row for way in _WAYS for row in _rows(StepRow, getattr(content, f"steps_{way}"), way=way)]
    version.statements = [_row(StatementRow, getattr(content, kind), 0, kind=kind) for kind in _SINGLE_STATEMENTS] + [
        row for kind in _MANY_STATEMENTS for row in _rows(StatementRow, getattr(content, kind), kind=kind)
    ]
    version.case_questions = [
        _question_row(question, position) for position, question in enumerate(content.case_questions)
    ]
    return version


IMPORTER = "import"
"""Author of versions that no official has read yet."""


def to_content(code: str, version: ProcedureVersion) -> ProcedureContent:
    """What a version says, as the content file said it."""
    data: dict[str, Any] = {name: getattr(version, name) for name in _PLAIN}
    data |= {name: _values(schema, getattr(version, name)) for name, _, schema in _LISTS}
    data |= {f"steps_{way}": _values(Step, (s for s in version.steps if s.way == way)) for way in _WAYS}
    for kind in (*_SINGLE_STATEMENTS, *_MANY_STATEMENTS):
        found = _values(Statement, (s for s in version.statements if s.kind == kind))
        data[kind] = found[0] if kind in _SINGLE_STATEMENTS else found
    data["case_questions"] = [
        {
            **_value(CaseQuestion, row, without={"options"}),
            "options": _values(Option, row.options),
        }
        for row in version.case_questions
    ]
    data["online"] = _value(OnlineService, version.online)
    return ProcedureContent(
        code=code,
        old_codes=tuple(version.old_codes),
        legal_bases=tuple(version.legal_bases),
        imported=version.author == IMPORTER,
        **data,
    )


def _question_row(question: CaseQuestion, position: int) -> CaseQuestionRow:
    return CaseQuestionRow(
        **question.model_dump(exclude={"options"}),
        position=position,
        options=_rows(CaseOptionRow, question.options),
    )


def _row[R: Base](row: type[R], fact: BaseModel, position: int, **more: Any) -> R:
    return row(**fact.model_dump(), position=position, **more)


def _rows[R: Base](row: type[R], facts: Iterable[BaseModel], **more: Any) -> list[R]:
    return [_row(row, fact, position, **more) for position, fact in enumerate(facts)]


def _value(schema: type[BaseModel], row: Base, without: frozenset[str] | set[str] = frozenset()) -> dict[str, Any]:
    return {name: getattr(row, name) for name in schema.model_fields if name not in without}


def _values(schema: type[BaseModel], rows: Iterable[Base]) -> list[dict[str, Any]]:
    return [_value(schema, row) for row in rows]
