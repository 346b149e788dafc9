"""Bring the seed content into the database; running it again changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from knowledge.content_file import CONTENT, read_procedures
from knowledge.content_schema import ProcedureFile
from knowledge.database import Database
from knowledge.models import (
    CodeLink,
    KnowledgeRevision,
    OutsideMessage,
    Procedure,
    ProcedureVersion,
    VersionState,
    WordKind,
    WordRow,
)
from knowledge.places import load_places, read_places
from knowledge.rows import IMPORTER, content_hash, to_version
from knowledge.words_file import Lexeme, Outside, read_lexicon, read_outside

__all__ = ["LoadReport", "load_content"]

SEED_AUTHOR = "motcua-seed"
LEXICONS = (
    "lexicon.jsonl",
    "lexicon_own.jsonl",
    "lexicon_grown.jsonl",
    "lexicon_told.jsonl",
    "lexicon_near.jsonl",
    "lexicon_voices.jsonl",
    "lexicon_more.jsonl",
    "lexicon_more_grown.jsonl",
    "lexicon_more_told.jsonl",
    "lexicon_more_near.jsonl",
    "lexicon_more_voices.jsonl",
)
OUTSIDE = ("outside.jsonl", "outside_own.jsonl")
_ASKED_BY = {"nhiều": 0, "ít": -1, "hiếm": -2}
"""Popularity of a procedure that only the lexicon describes, by how often residents ask for it."""


@dataclass(frozen=True, slots=True)
class LoadReport:
    """How many procedures are new, changed or as they were."""

    new: int
    changed: int
    same: int


def load_content(database: Database, folder: Path = CONTENT) -> LoadReport:
    """Read every file first, then write all of it in one transaction.

    Raises ContentError before anything is written when a file is not sound.
    """
    files = list(read_procedures(folder / "procedures"))
    lexicon = [lexeme for name in LEXICONS for lexeme in read_lexicon(folder / "lexicon" / name)]
    outside = [message for name in OUTSIDE for message in read_outside(folder / "lexicon" / name)]
    layers = read_places(folder / "places.yml")
    with database.write() as session:
        load_places(session, layers)
        done = [_load_procedure(session, content) for content in files]
        _load_words(session, lexicon)
        _load_outside(session, outside)
        bump_revision(session)
    return LoadReport(done.count("new"), done.count("changed"), done.count("same"))


def bump_revision(session: Session) -> None:
    """Tell running processes that the knowledge base has changed."""
    row = session.get(KnowledgeRevision, 1)
    if row is None:
        session.add(KnowledgeRevision(id=1, number=1))
    else:
        row.number += 1


def _load_procedure(session: Session, content: ProcedureFile) -> str:
    procedure = session.scalar(select(Procedure).where(Procedure.code == content.code))
    outcome = "changed"
    if procedure is None:
        procedure, outcome = Procedure(code=content.code), "new"
        session.add(procedure)
    procedure.origin = "seed"
    procedure.name, procedure.popularity = content.name, content.popularity
    session.flush()
    for old in content.old_codes:
        session.merge(CodeLink(old_code=old, new_code=content.code, since=None, source="seed"))
    published = (ProcedureVersion.procedure_id == procedure.id) & (ProcedureVersion.state == VersionState.PUBLISHED)
    hashes = session.scalars(select(ProcedureVersion.content_hash).where(published)).all()
    if content_hash(content) in hashes:
        return "same"
    last = session.scalar(
        select(func.max(ProcedureVersion.number)).where(ProcedureVersion.procedure_id == procedure.id)
    )
    session.execute(
        update(ProcedureVersion)
        .where(published, ProcedureVersion.author.in_((SEED_AUTHOR, IMPORTER)))
        .values(state=VersionState.RETIRED)
    )
    version = to_version(content)
    version.procedure_id, version.number = procedure.id, (last or 0) + 1
    version.state, version.author = VersionState.PUBLISHED, SEED_AUTHOR
    session.add(version)
    session.flush()
    return outcome


def _load_words(session: Session, lexicon: Sequence[Lexeme]) -> None:
    ids = dict(session.execute(select(Procedure.code, Procedure.id)).tuples().all())
    ids |= _name_only(session, [lexeme for lexeme in lexicon if lexeme.ma not in ids])
    for lexeme in (lexeme for lexeme in lexicon if lexeme.ma in ids):
        known = set(
            session.execute(select(WordRow.kind, WordRow.text).where(WordRow.procedure_id == ids[lexeme.ma])).tuples()
        )
        for kind, text, other in _words(lexeme):
            if (kind, text) not in known:
                known.add((kind, text))
                session.add(WordRow(procedure_id=ids[lexeme.ma], kind=kind, text=text, other_code=other))


def _name_only(session: Session, lexicon: Sequence[Lexeme]) -> dict[str, int]:
    """Procedures we know by name alone: asked for, they are said to be not held, not mistaken for another."""
    names: dict[str, Lexeme] = {}
    for lexeme in lexicon:
        names.setdefault(lexeme.ma, lexeme)
    rows = [
        Procedure(
            code=code,
            name=lexeme.short or next(iter(lexeme.aliases), code),
            origin="lexicon",
            popularity=_ASKED_BY.get(lexeme.asked_by, -2),
        )
        for code, lexeme in names.items()
    ]
    session.add_all(rows)
    session.flush()
    return {row.code: row.id for row in rows}


def _words(lexeme: Lexeme) -> list[tuple[WordKind, str, str | None]]:
    return (
        [(WordKind.ALIAS, text, None) for text in lexeme.aliases]
        + [(WordKind.SITUATION, text, None) for text in lexeme.situations]
        + [(WordKind.QUALIFIER, text, None) for text in lexeme.qualifiers]
        + [(WordKind.NOT_THIS, contrast.text, contrast.ma) for contrast in lexeme.not_this]
    )


def _load_outside(session: Session, messages: Sequence[Outside]) -> None:
    session.execute(delete(OutsideMessage))
    unique = {message.text: message for message in messages}
    session.add_all(OutsideMessage(text=m.text, kind=m.kind, best=m.best) for m in unique.values())
