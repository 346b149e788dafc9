"""The words this door leaves in a message's ``media`` for later: what to fetch, edit, or answer to."""

from dataclasses import dataclass

__all__ = ["Media"]


@dataclass(frozen=True, slots=True)
class Media:
    """``<file id> edit:<message> topic:<thread> to:<message>``, each only where it is known."""

    file_id: str = ""
    edit: int = 0
    """A message of ours whose page is being turned."""
    topic: int = 0
    """The topic of a forum in which was asked."""
    to: int = 0
    """In a group, the message that is being answered."""

    def __str__(self) -> str:
        numbers = {"edit": self.edit, "topic": self.topic, "to": self.to}
        words = [self.file_id, *(f"{name}:{number}" for name, number in numbers.items() if number)]
        return " ".join(word for word in words if word)

    @classmethod
    def read(cls, text: str) -> "Media":
        """What ``str`` wrote; anything else is a file's id."""
        file_id, numbers = "", dict.fromkeys(("edit", "topic", "to"), 0)
        for word in text.split():
            name, _, value = word.partition(":")
            if name in numbers and value.isascii() and value.isdigit():
                numbers[name] = int(value)
            else:
                file_id = word
        return cls(file_id, **numbers)
