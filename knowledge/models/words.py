"""Everyday words by which people find a procedure."""

from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.database import Base

__all__ = ["OutsideMessage", "WordKind", "WordRow"]


class WordKind(StrEnum):
    """What a piece of everyday language is to a procedure."""

    ALIAS = "alias"
    SITUATION = "situation"
    NOT_THIS = "not_this"
    QUALIFIER = "qualifier"


class WordRow(Base):
    """An everyday name, a life situation, a look-alike's words, or a telling word."""

    __tablename__ = "word"
    __table_args__ = (UniqueConstraint("procedure_id", "kind", "text"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    procedure_id: Mapped[int] = mapped_column(ForeignKey("procedure.id", ondelete="CASCADE"), index=True)
    kind: Mapped[WordKind] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text)
    other_code: Mapped[str | None] = mapped_column(String(8))


class OutsideMessage(Base):
    """A message that must not be answered with a procedure."""

    __tablename__ = "outside_message"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    best: Mapped[str] = mapped_column(String(24))
    text: Mapped[str] = mapped_column(Text, unique=True)
