"""Consents: who agreed to which purpose, in which version of the words, and when it was taken back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import DateTime, String, Text, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.database import Base, Database, now

__all__ = ["DOSSIER", "VERSION", "ConsentRow", "Consents", "Given"]

DOSSIER = "dossier"
"""Purpose: a dossier number is sent to the one-stop system, and its state is shown."""
VERSION = "2026-11"
"""Of the words in dialogues/consenting.py: after a change of their meaning everybody is asked again."""


class ConsentRow(Base):
    """One question to one person, and what became of it; a later consent is another row."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(String(200), index=True)
    purpose: Mapped[str] = mapped_column(String(20))
    version: Mapped[str] = mapped_column(String(20))
    waiting: Mapped[str] = mapped_column(Text, default="")
    """What the person wanted when the question came in between."""
    asked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=now)
    given_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    withdrawn_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    answered_by: Mapped[int | None]
    """The message that said yes: taken up again after a crash, it finds what was waiting."""


@dataclass(frozen=True, slots=True)
class Given:
    """A consent as it is shown to its owner."""

    purpose: str
    version: str
    given_at: datetime
    withdrawn_at: datetime | None


class Consents:
    """Every method is one short transaction and may run in any thread."""

    def __init__(self, database: Database, version: str = VERSION) -> None:
        self._database = database
        self._version = version

    def valid(self, person: str, purpose: str) -> bool:
        """Whether the person agreed to the current words and has not taken it back."""
        with self._database.read() as session:
            found = session.scalar(
                select(ConsentRow.id).where(
                    ConsentRow.person == person,
                    ConsentRow.purpose == purpose,
                    ConsentRow.version == self._version,
                    ConsentRow.given_at.is_not(None),
                    ConsentRow.withdrawn_at.is_(None),
                )
            )
            return found is not None

    def is_asked(self, person: str) -> bool:
        """Whether a question is open."""
        with self._database.read() as session:
            open_ = select(ConsentRow.id).where(ConsentRow.person == person, ConsentRow.given_at.is_(None))
            return session.scalar(open_) is not None

    def ask(self, person: str, purpose: str, waiting: str) -> None:
        """Open a question; one asked before is forgotten."""
        with self._database.write() as session:
            session.execute(delete(ConsentRow).where(ConsentRow.person == person, ConsentRow.given_at.is_(None)))
            session.add(ConsentRow(person=person, purpose=purpose, version=self._version, waiting=waiting))

    def give(self, person: str, purpose: str, message: int) -> str:
        """The person said yes; returns what was waiting, also when the same message says it again."""
        with self._database.write() as session:
            mine = select(ConsentRow).where(ConsentRow.person == person, ConsentRow.purpose == purpose)
            said = session.scalar(mine.where(ConsentRow.answered_by == message))
            if said is not None:
                return said.waiting
            row = session.scalar(mine.where(ConsentRow.given_at.is_(None)))
            if row is None or row.version != self._version:
                row = ConsentRow(
                    person=person, purpose=purpose, version=self._version, waiting=row.waiting if row else ""
                )
                session.add(row)
            row.given_at, row.answered_by = now(), message
            return row.waiting

    def settle(self, person: str, message: int) -> None:
        """Another message came: a question left open is dropped, and what had been waiting is not kept."""
        with self._database.read() as session:
            mine = ConsentRow.person == person
            rows = session.scalars(select(ConsentRow).where(mine, ConsentRow.waiting != "")).all()
        if any(row.answered_by != message for row in rows):
            self.refuse(person)

    def refuse(self, person: str) -> None:
        """The person said no, or something else."""
        with self._database.write() as session:
            for row in session.scalars(select(ConsentRow).where(ConsentRow.person == person)):
                if row.given_at is None:
                    session.delete(row)
                else:
                    row.waiting = ""

    def withdraw(self, person: str) -> int:
        """Take back every consent; returns how many there were."""
        with self._database.write() as session:
            rows = session.scalars(
                select(ConsentRow).where(
                    ConsentRow.person == person, ConsentRow.given_at.is_not(None), ConsentRow.withdrawn_at.is_(None)
                )
            ).all()
            for row in rows:
                row.withdrawn_at, row.waiting = now(), ""
            return len(rows)

    def of(self, people: Iterable[str]) -> list[Given]:
        """Consents given, the oldest first."""
        with self._database.read() as session:
            rows = session.scalars(
                select(ConsentRow)
                .where(ConsentRow.person.in_(list(people)), ConsentRow.given_at.is_not(None))
                .order_by(ConsentRow.id)
            )
            return [
                Given(
                    row.purpose,
                    row.version,
                    _aware(row.given_at),
                    _aware(row.withdrawn_at) if row.withdrawn_at else None,
                )
                for row in rows
                if row.given_at
            ]


def _aware(moment: datetime) -> datetime:
    """SQLite forgets the zone."""
    return moment.replace(tzinfo=moment.tzinfo or UTC)
