"""What an import did, record by record; nothing is dropped without a line here."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["Done", "ImportReport", "Refusal"]


class Done(StrEnum):
    """What became of a record that could be read."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    OWN_KEPT = "own_kept"
    LINKED = "linked"
    UNMATCHED = "unmatched"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A record, or the rest of a file, that could not be read, and why (in Vietnamese, for the official)."""

    file: str
    record: int
    code: str
    reason: str


@dataclass(slots=True)
class ImportReport:
    """Counts by what was done, what was refused, and what was taken over only in part."""

    done: Counter[Done] = field(default_factory=Counter)
    refused: list[Refusal] = field(default_factory=list)
    partly: list[Refusal] = field(default_factory=list)

    @property
    def read(self) -> int:
        """Records met, readable or not."""
        return self.done.total() + len(self.refused)
