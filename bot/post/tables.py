"""Tables of the post room. Texts in them are already masked."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from knowledge.database import Base, now

__all__ = ["AlertRow", "InboxRow", "InboxState", "OutboxRow", "OutboxState", "TurnRow"]


class InboxState(StrEnum):
    """Life of a message in."""

    RECEIVED = "received"
    PROCESSING = "processing"
    DONE = "done"
    DEAD = "dead"


class OutboxState(StrEnum):
    """Life of a reply out; UNKNOWN was sent and never confirmed."""

    PENDING = "pending"
    SENDING = "sending"
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
    author: Mapped[str] = mapped_column(String(80), default="")
    """Who wrote it, in a group; empty where the chat is one person's."""
    media: Mapped[str] = mapped_column(Text, default="")
    """Where a picture can be fetched from, in the door's own words."""
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
        Index("ix_outbox_queue", "state", "id"),
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
    parts: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON)
    """What a door makes of the reply, kept so that a later try goes on where an earlier one stopped."""
    done_parts: Mapped[int] = mapped_column(default=0)
    in_flight: Mapped[bool] = mapped_column(default=False)
    """A part was handed to the platform and its answer is not known yet."""
    unsure_parts: Mapped[list[int]] = mapped_column(JSON, default=list)
    platform_ids: Mapped[list[str]] = mapped_column(JSON, default=list)
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    claimed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    error: Mapped[str] = mapped_column(String(80), default="")


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


class AlertRow(Base):
    """Something only a person can mend; open until the cause is gone."""

    __tablename__ = "alert"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    raised_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=now)
    cleared_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
