"""What ``motcua doctor`` tells about a channel."""

from dataclasses import dataclass

__all__ = ["Finding"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; ``text`` says in Vietnamese what is missing and what to do about it."""

    ok: bool
    text: str
