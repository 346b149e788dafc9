"""Facts of a version, each with its case, its source and what is unsure."""

from datetime import date

from sqlalchemy import Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from knowledge.database import Base

__all__ = [
    "CaseOptionRow",
    "CaseQuestionRow",
    "FaqRow",
    "FeeRow",
    "LookAlikeRow",
    "OnlineRow",
    "PaperRow",
    "SourceRow",
    "StatementRow",
    "StepRow",
    "TimeLimitRow",
]


class OfVersion:
    """Belongs to a version, in an order."""

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("procedure_version.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]


class FactColumns(OfVersion):
    """The columns that every fact has."""

    when: Mapped[str] = mapped_column(String(300), default="")
    source: Mapped[str] = mapped_column(String(40))
    unsure: Mapped[str] = mapped_column(Text, default="")


class SourceRow(OfVersion, Base):
    """Where facts come from, and the day they were compared with it."""

    __tablename__ = "source"

    key: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(160))
    url: Mapped[str] = mapped_column(Text)
    checked_on: Mapped[date] = mapped_column(Date)


class StatementRow(FactColumns, Base):
    """A sentence; ``kind`` is the field of the content file it stands in."""

    __tablename__ = "statement"

    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)


class PaperRow(FactColumns, Base):
    """A paper of the dossier."""

    __tablename__ = "paper"

    name: Mapped[str] = mapped_column(String(160))
    note: Mapped[str] = mapped_column(Text)
    need: Mapped[str] = mapped_column(String(12))
    form: Mapped[str] = mapped_column(String(80))


class FeeRow(FactColumns, Base):
    """A fee in đồng by channel; ``jurisdiction_id`` marks a local value that stands before the national."""

    __tablename__ = "fee"

    channel: Mapped[str] = mapped_column(String(8))
    amount: Mapped[int | None]
    unit: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    set_by_province: Mapped[bool]
    jurisdiction_id: Mapped[int | None] = mapped_column(ForeignKey("jurisdiction.id"), index=True)


class TimeLimitRow(FactColumns, Base):
    """A time limit by channel."""

    __tablename__ = "time_limit"

    channel: Mapped[str] = mapped_column(String(8))
    text: Mapped[str] = mapped_column(Text)
    amount: Mapped[int | None]
    unit: Mapped[str] = mapped_column(String(12))


class StepRow(FactColumns, Base):
    """A step; ``way`` is direct or online."""

    __tablename__ = "step"

    way: Mapped[str] = mapped_column(String(8))
    title: Mapped[str] = mapped_column(String(70))
    text: Mapped[str] = mapped_column(Text)


class OnlineRow(FactColumns, Base):
    """Filing online."""

    __tablename__ = "online_service"

    mode: Mapped[str] = mapped_column(String(8))
    site: Mapped[str] = mapped_column(String(120))
    url: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)


class FaqRow(FactColumns, Base):
    """A question people ask."""

    __tablename__ = "faq"

    question: Mapped[str] = mapped_column(String(160))
    answer: Mapped[str] = mapped_column(Text)


class CaseQuestionRow(OfVersion, Base):
    """A question whose answer selects papers and steps."""

    __tablename__ = "case_question"

    key: Mapped[str] = mapped_column(String(40))
    ask: Mapped[str] = mapped_column(String(160))
    why: Mapped[str] = mapped_column(String(200))
    when: Mapped[str] = mapped_column(String(300))
    options: Mapped[list["CaseOptionRow"]] = relationship(
        order_by="CaseOptionRow.position", cascade="all, delete-orphan"
    )


class CaseOptionRow(Base):
    """One answer to a case question."""

    __tablename__ = "case_option"

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("case_question.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    value: Mapped[str] = mapped_column(String(40))
    label: Mapped[str] = mapped_column(String(40))


class LookAlikeRow(OfVersion, Base):
    """A procedure people confuse with this one."""

    __tablename__ = "look_alike"

    code: Mapped[str] = mapped_column(String(8))
    difference: Mapped[str] = mapped_column(String(160))
