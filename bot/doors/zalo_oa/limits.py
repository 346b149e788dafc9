"""How long this door waits, and how much it takes."""

from dataclasses import dataclass

__all__ = ["Limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds."""

    connect: float = 5.0
    read: float = 15.0
    upload: float = 60.0
    again: float = 1.0
    """Between a send that Zalo says failed and its one repetition."""
    attend: float = 60.0
    """Between two looks at the age of the tokens."""
