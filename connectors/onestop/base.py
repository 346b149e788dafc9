"""One interface for every one-stop system, and our own ten statuses."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Protocol

from connectors.onestop.number import DossierNumber

__all__ = ["Dossier", "OneStop", "OneStopUnavailable", "Status"]


class Status(IntEnum):
    """TrangThaiHoSo of the national exchange; UNKNOWN is never guessed into one of the ten."""

    UNKNOWN = 0
    SUBMITTED = 1
    ACCEPTED = 2
    REFUSED = 3
    IN_PROGRESS = 4
    SUPPLEMENT_ASKED = 5
    PAYMENT_ASKED = 6
    WITHDRAWN = 7
    STOPPED = 8
    DONE = 9
    RETURNED = 10


@dataclass(frozen=True, slots=True)
class Dossier:
    """What may be shown to whoever knows the number: no names, no officers, no remarks.

    Times are aware, in Asia/Ho_Chi_Minh; ``due`` already is the new date when one was set.
    """

    number: DossierNumber
    procedure_code: str
    procedure_name: str
    status: Status
    submitted: datetime | None = None
    accepted: datetime | None = None
    due: datetime | None = None
    due_was_moved: bool = False
    request: str = ""
    office: str = ""


class OneStopUnavailable(Exception):
    """The system is down, slow, or refuses our login; says nothing about the dossier."""


class OneStop(Protocol):
    """A one-stop system."""

    async def look_up(self, number: DossierNumber) -> Dossier | None:
        """The dossier, or None when there is none; raises OneStopUnavailable."""

    async def close(self) -> None:
        """Close connections."""
