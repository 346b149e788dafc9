"""Jurisdictions (nation, province, commune) and their counters."""

from datetime import date

from sqlalchemy import JSON, Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from knowledge.database import Base

__all__ = ["Jurisdiction", "PlaceRow"]


class Jurisdiction(Base):
    """A layer of content; a commune overrides its province, a province the nation."""

    __tablename__ = "jurisdiction"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    level: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(120))
    agency_code: Mapped[str] = mapped_column(String(20))
    old_names: Mapped[list[str]] = mapped_column(JSON)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("jurisdiction.id"))
    parent: Mapped["Jurisdiction | None"] = relationship(remote_side="Jurisdiction.id")
    places: Mapped[list["PlaceRow"]] = relationship(
        back_populates="jurisdiction", cascade="all, delete-orphan", order_by="PlaceRow.position"
    )


class PlaceRow(Base):
    """A counter or a hotline; empty fields are not known."""

    __tablename__ = "place"

    id: Mapped[int] = mapped_column(primary_key=True)
    jurisdiction_id: Mapped[int] = mapped_column(ForeignKey("jurisdiction.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(160))
    address: Mapped[str] = mapped_column(Text)
    hours: Mapped[str] = mapped_column(Text)
    phone: Mapped[str] = mapped_column(String(40))
    note: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    checked_on: Mapped[date] = mapped_column(Date)
    jurisdiction: Mapped[Jurisdiction] = relationship(back_populates="places")
