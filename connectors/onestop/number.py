"""Dossier numbers as people type them: spaces, long dashes, lower case.

Shapes: shared/reference/onestop.md, section 7. The date part must be plausible, so that
telephone and decision numbers are not taken for dossiers; unknown agency codes are let through.
"""

import re
from dataclasses import dataclass

__all__ = ["DossierNumber", "find_dossier_number"]

_DASH = r"\s*[-\u2010-\u2015\u2212_]+\s*"
_DOT = r"\s*\.\s*"
_NUMBER = re.compile(
    rf"(?<![\w.])((?:[0-9A-Z]{{2,3}}{_DOT}){{0,3}}[GHK]\s?\d{{2}}(?:{_DOT}\d{{1,3}}){{0,3}})"
    rf"{_DASH}(\d{{8}}|\d{{6}}){_DASH}(\d{{4,7}})(?!\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DossierNumber:
    """A number in its official spelling, e.g. ``H55.242-261120-0007``."""

    text: str

    def __str__(self) -> str:
        return self.text


def find_dossier_number(text: str) -> DossierNumber | None:
    """The first plausible dossier number in a text."""
    for match in _NUMBER.finditer(text):
        agency, day, serial = match.groups()
        if _plausible(day):
            return DossierNumber(f"{re.sub(r'\s', '', agency).upper()}-{day}-{serial}")
    return None


def _plausible(day: str) -> bool:
    month, date = int(day[-4:-2]), int(day[-2:])
    century_ok = len(day) == 6 or day.startswith("20")
    return century_ok and 1 <= month <= 12 and 1 <= date <= 31
