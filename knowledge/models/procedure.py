"""Procedures and their versions."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Date,
    DateTime,
    ForeignKey,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from knowledge.database import Base, now
from knowledge.models.facts import (
    CaseQuestionRow,
    FaqRow,
    FeeRow,
    LookAlikeRow,
    OnlineRow,
    PaperRow,
    SourceRow,
    StatementRow,
    StepRow,
    TimeLimitRow,
)

__all__ = ["CodeLink", "ImportedRecord", "KnowledgeRevision", "Procedure", "ProcedureVersion", "VersionState"]


class VersionState(StrEnum):
    """Life of a version."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    RETIRED = "retired"


class Procedure(Base):
    """A procedure by its national code; what it says is in its versions."""

    __tablename__ = "procedure"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(8), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    origin: Mapped[str] = mapped_column(String(10), default="seed")
    popularity: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=now)
    versions: Mapped[list["ProcedureVersion"]] = relationship(back_populates="procedure", cascade="all, delete-orphan")


class ProcedureVersion(Base):
    """What is said of a procedure in a period; author and reviewer are two people."""

    __tablename__ = "procedure_version"
    __table_args__ = (
        UniqueConstraint("procedure_id", "number"),
        CheckConstraint("reviewer IS NULL OR reviewer <> author", name="four_eyes"),
        CheckConstraint("effective_to IS NULL OR effective_to >= effective_from", name="period"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    procedure_id: Mapped[int] = mapped_column(ForeignKey("procedure.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    state: Mapped[VersionState] = mapped_column(String(10), default=VersionState.DRAFT)
    effective_from: Mapped[date] = mapped_column(Date)
    effective_to: Mapped[date | None] = mapped_column(Date)
    author: Mapped[str] = mapped_column(String(80))
    reviewer: Mapped[str | None] = mapped_column(String(80))
    content_hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=now)

    name: Mapped[str] = mapped_column(String(160))
    choice_label: Mapped[str] = mapped_column(String(60))
    official_name: Mapped[str] = mapped_column(Text)
    field: Mapped[str] = mapped_column(String(160))
    popularity: Mapped[int]
    confidence: Mapped[str] = mapped_column(String(10))
    old_codes: Mapped[list[str]] = mapped_column(JSON)
    summary: Mapped[str] = mapped_column(Text)
    receiving_body: Mapped[str] = mapped_column(String(20))
    legal_bases: Mapped[list[str]] = mapped_column(JSON)
    notes: Mapped[str] = mapped_column(Text)

    procedure: Mapped[Procedure] = relationship(back_populates="versions")
    sources: Mapped[list[SourceRow]] = relationship(order_by=SourceRow.position, cascade="all, delete-orphan")
    statements: Mapped[list[StatementRow]] = relationship(order_by=StatementRow.position, cascade="all, delete-orphan")
    papers: Mapped[list[PaperRow]] = relationship(order_by=PaperRow.position, cascade="all, delete-orphan")
    fees: Mapped[list[FeeRow]] = relationship(order_by=FeeRow.position, cascade="all, delete-orphan")
    time_limits: Mapped[list[TimeLimitRow]] = relationship(order_by=TimeLimitRow.position, cascade="all, delete-orphan")
    steps: Mapped[list[StepRow]] = relationship(order_by=StepRow.position, cascade="all, delete-orphan")
    faq: Mapped[list[FaqRow]] = relationship(order_by=FaqRow.position, cascade="all, delete-orphan")
    case_questions: Mapped[list[CaseQuestionRow]] = relationship(
        order_by=CaseQuestionRow.position, cascade="all, delete-orphan"
    )
    look_alikes: Mapped[list[LookAlikeRow]] = relationship(order_by=LookAlikeRow.position, cascade="all, delete-orphan")
    online: Mapped[OnlineRow] = relationship(cascade="all, delete-orphan")


class CodeLink(Base):
    """An old national code and the one that replaced it."""

    __tablename__ = "code_link"

    old_code: Mapped[str] = mapped_column(String(8), primary_key=True)
    new_code: Mapped[str] = mapped_column(String(8), index=True)
    since: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(160))


class KnowledgeRevision(Base):
    """One row, counted up by every edit, so that running processes notice."""

    __tablename__ = "knowledge_revision"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]


class ImportedRecord(Base):
    """A record as a portal published it, compressed JSON; kept so that nothing of it is lost."""

    __tablename__ = "imported_record"

    code: Mapped[str] = mapped_column(String(8), primary_key=True)
    packed: Mapped[bytes] = mapped_column(LargeBinary)
    imported_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
