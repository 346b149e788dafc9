"""Everyday words by which people find a procedure."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import DateTime, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.database import Base, now

__all__ = ["AcceptedChoice", "OutsideMessage", "WordKind", "WordRow"]


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


class AcceptedChoice(Base):
    """What somebody chose when asked back, with the folded words they had used; ``chat`` is a hash."""

    __tablename__ = "accepted_choice"
    __table_args__ = (UniqueConstraint("text", "chat"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(String(300))
    code: Mapped[str] = mapped_column(String(8), index=True)
    chat: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=now)
