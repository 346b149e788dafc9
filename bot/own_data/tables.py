"""Deletions that are not over, and jobs that only one process may run at a time."""

from datetime import datetime

from sqlalchemy import JSON, DateTime, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.database import Base, now

__all__ = ["DeletionRow", "JobRow"]


class DeletionRow(Base):
    """A deletion of which a part is left: the engine's memory, or the reply that says it was done."""

    __tablename__ = "deletion"

    inbox_id: Mapped[int] = mapped_column(ForeignKey("inbox.id", ondelete="CASCADE"), primary_key=True)
    channel: Mapped[str] = mapped_column(String(20))
    chat_id: Mapped[str] = mapped_column(String(80))
    people: Mapped[list[str]] = mapped_column(JSON)
    """Conversations the engine still has to forget."""
    asked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=now)


class JobRow(Base):
    """A lease, and how far the job came the last time."""

    __tablename__ = "job"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    leased_until: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    done_until: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
