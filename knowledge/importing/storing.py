"""From files into the database: again and again without duplicates, never over what officials wrote."""

import json
import zlib
from collections.abc import Callable, Sequence
from datetime import date
from itertools import batched
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.content_schema import ProcedureContent
from knowledge.database import Database, now
from knowledge.importing.draft import COMMUNE, Draft, Unreadable
from knowledge.importing.exchange_record import read_exchange
from knowledge.importing.listed import is_listed, link_listed
from knowledge.importing.loose import Loose
from knowledge.importing.portal_detail import read_detail
from knowledge.importing.portal_page import read_page
from knowledge.importing.reading import Raw, Unread, read_records
from knowledge.importing.report import Done, ImportReport, Refusal
from knowledge.loading import bump_revision
from knowledge.models import CodeLink, ImportedRecord, Procedure, ProcedureVersion, VersionState
from knowledge.rows import IMPORTER, content_hash, to_version

__all__ = ["import_files"]

BATCH = 100
_SHAPES: tuple[tuple[tuple[str, ...], Callable[[Loose], Draft]], ...] = (
    (("ma_thu_tuc",), read_page),
    (("MATTHC",), read_exchange),
    (("code", "executionMethods"), read_detail),
    (("code", "executionCases"), read_detail),
)
_REPEATS = ("raw_text",)
"""Keys that only repeat the others; they are not kept."""


def import_files(
    database: Database, files: Sequence[Path], day: date, progress: Callable[[int], object] = lambda _: None
) -> ImportReport:
    """Take over every sound record of the files; ``progress`` is told how many have been read.

    Written a hundred at a time, so that people who are being answered meanwhile are not kept waiting; an
    interrupted import is simply run again.
    """
    report = ImportReport()
    for path in files:
        for batch in batched(read_records(path), BATCH):
            with database.write() as session:
                for raw in batch:
                    _take(session, path, raw, day, report)
            progress(report.read)
        with database.write() as session:
            bump_revision(session)
    return report


def _take(session: Session, path: Path, raw: Raw | Unread, day: date, report: ImportReport) -> None:
    if isinstance(raw, Unread):
        report.refused.append(Refusal(path.name, raw.number, "", raw.reason))
        return
    record = Loose(raw.data)
    if is_listed(record):
        report.done[link_listed(session, record)] += 1
        return
    try:
        content = _content(record, day)
    except Unreadable as error:
        report.refused.append(Refusal(path.name, raw.number, "", str(error)))
        return
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        report.refused.append(Refusal(path.name, raw.number, record.text("ma_thu_tuc"), f"trường {where} không hợp lệ"))
        return
    if record.faults:
        reason = "; ".join(dict.fromkeys(record.faults))
        report.partly.append(Refusal(path.name, raw.number, content.code, reason))
    report.done[_store(session, content, raw.data)] += 1


def _content(record: Loose, day: date) -> ProcedureContent:
    for keys, read in _SHAPES:
        if record.has(*keys):
            return read(record).content(day)
    raise Unreadable("không phải dạng bản ghi thủ tục đã biết")


def _store(session: Session, content: ProcedureContent, data: dict[str, Any]) -> Done:
    current = session.scalar(select(CodeLink.new_code).where(CodeLink.old_code == content.code))
    if current is not None and session.scalar(select(Procedure.origin).where(Procedure.code == current)):
        _keep_raw(session, content.code, data)
        return Done.LINKED
    procedure = session.scalar(select(Procedure).where(Procedure.code == content.code))
    _keep_raw(session, content.code, data)
    if procedure is None:
        procedure = Procedure(code=content.code)
        session.add(procedure)
    elif procedure.origin not in ("imported", "lexicon"):
        return Done.OWN_KEPT
    new = procedure.origin != "imported"
    if procedure.popularity is None or procedure.popularity <= COMMUNE:  # the lexicon's name and rank are better
        procedure.name, procedure.popularity = content.name, content.popularity
    procedure.origin = "imported"
    session.flush()
    return _store_version(session, procedure, content, new=new)


def _store_version(session: Session, procedure: Procedure, content: ProcedureContent, *, new: bool) -> Done:
    versions = session.scalars(select(ProcedureVersion).where(ProcedureVersion.procedure_id == procedure.id)).all()
    if any(version.author != IMPORTER for version in versions):
        return Done.OWN_KEPT
    if any(version.content_hash == content_hash(_as_of(content, version)) for version in versions):
        return Done.SAME
    for version in versions:
        session.delete(version)
    last = max((version.number for version in versions), default=0)
    made = to_version(content)
    made.procedure_id, made.number = procedure.id, last + 1
    made.state, made.author = VersionState.PUBLISHED, IMPORTER
    session.add(made)
    session.flush()
    return Done.NEW if new else Done.CHANGED


def _as_of(content: ProcedureContent, version: ProcedureVersion) -> ProcedureContent:
    """The content as if it had been read when the version was: another day alone is no change."""
    sources = tuple(
        source.model_copy(update={"checked_on": row.checked_on})
        for source, row in zip(content.sources, version.sources, strict=False)
    )
    return content.model_copy(update={"effective_from": version.effective_from, "sources": sources})


def _keep_raw(session: Session, code: str, data: dict[str, Any]) -> None:
    """The record as it came, for an official who doubts what we made of it."""
    kept = {key: value for key, value in data.items() if key not in _REPEATS}
    packed = zlib.compress(json.dumps(kept, ensure_ascii=False, sort_keys=True).encode(errors="replace"))
    session.merge(ImportedRecord(code=code, packed=packed, imported_at=now()))
