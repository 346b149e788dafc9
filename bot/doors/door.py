"""What every channel is to the rest: verify, parse, render, send. Only a door knows its platform."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from dialogues.replies import Reply

__all__ = ["ChannelStopped", "Door", "Incoming", "Kind", "NotSent", "Part", "Refused", "SendFailure", "Unconfirmed"]

Part = dict[str, Any]
"""One call to the platform, as JSON; ``text`` in it, if any, is what the person will read."""


class Kind(StrEnum):
    """What a person sent; the turn answers each, and only texts and payloads reach the engine."""

    TEXT = "text"
    PAYLOAD = "payload"
    LINK = "link"
    """Followed a link to a procedure; the text is its code."""
    HELLO = "hello"
    """Opened the chat or followed the account."""
    IMAGE = "image"
    FILE = "file"
    AUDIO = "audio"
    VIDEO = "video"
    STICKER = "sticker"
    PLACE = "place"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message as the platform delivered it, not masked yet."""

    message_id: str
    chat_id: str
    kind: Kind
    text: str = ""
    author: str = ""
    """The person, in a group; empty where the chat is one person's."""
    media: str = ""
    """What ``fetch`` needs to get a picture, or ``render`` to change a message already sent; the door's own words."""


class SendFailure(Exception):
    """A part did not (surely) arrive; the reason is a short word for logs, never a text of a person."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotSent(SendFailure):
    """Surely not accepted: may be tried again, not before ``after`` seconds if given.

    ``whole_channel`` means the platform asked for a pause of everything we send.
    """

    def __init__(self, reason: str, after: float | None = None, *, whole_channel: bool = False) -> None:
        super().__init__(reason)
        self.after = after
        self.whole_channel = whole_channel


class Unconfirmed(SendFailure):
    """Handed over, and no answer: it may have arrived, so it is not repeated."""


class Refused(SendFailure):
    """A message that will never be taken (blocked, outside the window, bad content); others may be."""


class ChannelStopped(SendFailure):
    """Nothing can be sent until a person acts; ``remedy`` tells an operator what to do, in Vietnamese."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.remedy = remedy


class Door(Protocol):
    """One channel. ``parse`` never raises: what it does not know it counts and leaves out."""

    name: str

    def verify(self, headers: Mapping[str, str], body: bytes) -> bool:
        """Whether the platform sent these very bytes; headers in lower case; constant time."""
        ...

    def parse(self, body: bytes) -> Sequence[Incoming]:
        """The messages of people in a delivery."""
        ...

    def render(self, chat_id: str, reply: Reply, answers: str = "") -> Sequence[Part]:
        """The calls that say a reply; deterministic, no input or output.

        ``answers`` is the ``media`` of the message it replies to: a door that can, turns a page in place.
        """
        ...

    async def send(self, chat_id: str, part: Part) -> str:
        """Make one call and return the platform's id of the message; raises SendFailure's kinds."""
        ...

    async def typing(self, chat_id: str) -> None:
        """Show that an answer is being written, where the platform can; never raises."""
        ...

    async def fetch(self, media: str) -> bytes | None:
        """A picture a person sent; None when it cannot be had; never raises."""
        ...

    async def start(self) -> None:
        """Open connections, begin polling where there is no webhook."""
        ...

    async def stop(self) -> None:
        """Close them."""
        ...
