"""Tables of the post room. Texts in them are already masked."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from knowledge.database import Base, now

__all__ = ["InboxRow", "InboxState", "OutboxRow", "OutboxState", "TurnRow"]


class InboxState(StrEnum):
    """Life of a message in."""

    RECEIVED = "received"
    PROCESSING = "processing"
    DONE = "done"
    DEAD = "dead"


class OutboxState(StrEnum):
    """Life of a reply out; UNKNOWN was sent and never confirmed."""

    PENDING = "pending"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"


class InboxRow(Base):
    """One message a person sent."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("channel", "message_id"),
        Index("ix_inbox_queue", "state", "id"),
        Index("ix_inbox_chat", "channel", "chat_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(20))
    message_id: Mapped[str] = mapped_column(String(80))
    chat_id: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text)
    masked: Mapped[list[str]] = mapped_column(JSON, default=list)
    state: Mapped[InboxState] = mapped_column(String(12), default=InboxState.RECEIVED)
    attempts: Mapped[int] = mapped_column(default=0)
    trace_id: Mapped[str] = mapped_column(String(32))
    received_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=now)
    claimed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    replies: Mapped[list["OutboxRow"]] = relationship(order_by="OutboxRow.position")
    turn: Mapped["TurnRow | None"] = relationship()


class OutboxRow(Base):
    """One reply to one message."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("inbox_id", "position"),
        Index("ix_outbox_chat", "channel", "chat_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    inbox_id: Mapped[int] = mapped_column(ForeignKey("inbox.id", ondelete="CASCADE"))
    channel: Mapped[str] = mapped_column(String(20))
    chat_id: Mapped[str] = mapped_column(String(80))
    position: Mapped[int]
    reply: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[OutboxState] = mapped_column(String(10), default=OutboxState.PENDING)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=now)
    sent_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class TurnRow(Base):
    """How a message was answered: what every figure counts."""

    __tablename__ = "turn"

    id: Mapped[int] = mapped_column(primary_key=True)
    inbox_id: Mapped[int] = mapped_column(ForeignKey("inbox.id", ondelete="CASCADE"), unique=True)
    outcome: Mapped[str] = mapped_column(String(24), index=True)
    intent: Mapped[str] = mapped_column(String(40))
    confidence: Mapped[float]
    procedure: Mapped[str | None] = mapped_column(String(8))
    candidates: Mapped[list[str]] = mapped_column(JSON)
    took_ms: Mapped[int]
    finished_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=now)
