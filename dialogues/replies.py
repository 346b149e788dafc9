"""Channel-neutral replies: what an action says, before a door renders it.

Every reply can say itself as plain text (``text``), so a channel that knows no cards loses nothing.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

__all__ = [
    "Button",
    "Card",
    "Checklist",
    "ChecklistItem",
    "Choices",
    "File",
    "Image",
    "Place",
    "Reply",
    "Text",
    "parse_reply",
]


class Model(BaseModel):
    """Replies are values: they are compared and stored, never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Button(Model):
    """A next step; the payload is the engine's own (``/intent{...}``), 64 bytes at the most."""

    title: Annotated[str, Field(min_length=1, max_length=60)]
    payload: Annotated[str, Field(min_length=1)]

    def model_post_init(self, context: Any, /) -> None:
        """Telegram's callback data holds 64 bytes; longer payloads must fail here, not there."""
        if len(self.payload.encode()) > 64:
            raise ValueError(f"payload longer than 64 bytes: {self.payload}")


class Text(Model):
    """A sentence or two."""

    type: Literal["text"] = "text"
    text: str
    buttons: tuple[Button, ...] = ()


class Card(Model):
    """An answer about one procedure: title, body, source line."""

    type: Literal["card"] = "card"
    title: str
    body: str
    source: str = ""
    url: str = ""
    buttons: tuple[Button, ...] = ()

    @property
    def text(self) -> str:
        """Title, body, source and link as paragraphs."""
        return "\n\n".join(part for part in (self.title, self.body, self.source, self.url) if part)


class Choices(Model):
    """A question with answers to pick; numbered when a channel has no buttons."""

    type: Literal["choices"] = "choices"
    question: str
    buttons: tuple[Button, ...]

    @property
    def text(self) -> str:
        """The question alone; a door without buttons adds the numbers."""
        return self.question


class ChecklistItem(Model):
    """One paper to prepare."""

    name: str
    note: str = ""
    need: Literal["submit", "show", "not_needed", "maybe"] = "submit"


class Checklist(Model):
    """The papers for one person's case."""

    type: Literal["checklist"] = "checklist"
    title: str
    items: tuple[ChecklistItem, ...]
    source: str = ""
    buttons: tuple[Button, ...] = ()

    @property
    def text(self) -> str:
        """A list a person can read aloud or copy."""
        marks = {"submit": "☐", "show": "☐", "maybe": "☐", "not_needed": "✓"}
        words = {"submit": "", "show": " (mang theo để đối chiếu)", "maybe": " (nếu thuộc trường hợp)",
                 "not_needed": " (không phải nộp)"}  # fmt: skip
        lines = [
            f"{marks[item.need]} {item.name}{words[item.need]}" + (f". {item.note}" if item.note else "")
            for item in self.items
        ]
        return "\n".join(part for part in (self.title, *lines, self.source) if part)


class Place(Model):
    """Where to go."""

    type: Literal["place"] = "place"
    name: str
    address: str
    hours: str = ""
    phone: str = ""
    note: str = ""
    buttons: tuple[Button, ...] = ()

    @property
    def text(self) -> str:
        """Name, address, hours, telephone, each on its line."""
        return "\n".join(part for part in (self.name, self.address, self.hours, self.phone, self.note) if part)


class Image(Model):
    """A picture by address, with words for those who cannot see it."""

    type: Literal["image"] = "image"
    url: str
    text: str
    buttons: tuple[Button, ...] = ()


class File(Model):
    """A file by address."""

    type: Literal["file"] = "file"
    url: str
    text: str
    buttons: tuple[Button, ...] = ()


Reply = Annotated[Text | Card | Choices | Checklist | Place | Image | File, Field(discriminator="type")]
_ADAPTER: TypeAdapter[Reply] = TypeAdapter(Reply)


def parse_reply(data: object) -> Reply:
    """A reply from its JSON; raises pydantic.ValidationError."""
    return _ADAPTER.validate_python(data)
