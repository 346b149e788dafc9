"""Everyday words added by an official: searchable at the next message, without training."""

from collections.abc import Sequence

from sqlalchemy import select

from knowledge.database import Database
from knowledge.loading import bump_revision
from knowledge.models import Procedure, WordKind, WordRow

__all__ = ["UnknownCode", "add_words", "words_of"]


class UnknownCode(Exception):
    """No procedure has this code."""


def add_words(database: Database, code: str, texts: Sequence[str], kind: WordKind = WordKind.ALIAS) -> int:
    """Add texts to a procedure; returns how many are new. Raises UnknownCode."""
    with database.write() as session:
        procedure = session.scalar(select(Procedure).where(Procedure.code == code))
        if procedure is None:
            raise UnknownCode(code)
        known = set(session.scalars(select(WordRow.text).where(WordRow.procedure_id == procedure.id)))
        new = [text for text in dict.fromkeys(map(str.strip, texts)) if text and text not in known]
        session.add_all(WordRow(procedure_id=procedure.id, kind=kind, text=text) for text in new)
        if new:
            bump_revision(session)
    return len(new)


def words_of(database: Database, code: str) -> list[tuple[WordKind, str]]:
    """Every text of a procedure with its kind, in the order added."""
    with database.read() as session:
        rows = select(WordRow.kind, WordRow.text).join(Procedure, Procedure.id == WordRow.procedure_id)
        return [
            (WordKind(kind), text)
            for kind, text in session.execute(rows.where(Procedure.code == code).order_by(WordRow.id)).tuples()
        ]
