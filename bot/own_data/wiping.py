"""Take everything of a person out of messages; what stays cannot be linked to anybody.

The row of a message stays, under an id made of the platform's, so that a message delivered again is not answered again.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, delete, exists, or_, select
from sqlalchemy.orm import Session

from bot.post.inbox import forgotten_id
from bot.post.tables import InboxRow, InboxState, OutboxRow, OutboxState

__all__ = ["FORGOTTEN", "belongs_to", "people_of", "scrub", "wipe"]

FORGOTTEN = "#%"
"""What ids of scrubbed messages look like, for LIKE."""


def belongs_to(channel: str, chat_id: str) -> ColumnElement[bool]:
    """Messages of a private chat, and those its owner wrote in groups."""
    return (InboxRow.channel == channel) & or_(InboxRow.chat_id == chat_id, InboxRow.author == chat_id)


def people_of(session: Session, channel: str, chat_id: str) -> list[str]:
    """The conversations of one person, as the engine and the consents call them."""
    own = select(InboxRow.chat_id, InboxRow.author).where(belongs_to(channel, chat_id)).distinct()
    found = {
        ":".join(part for part in (channel, chat, author) if part) for chat, author in session.execute(own).tuples()
    }
    return sorted(found | {f"{channel}:{chat_id}"})


def wipe(session: Session, channel: str, chat_id: str, until: int) -> int:
    """Messages up to row ``until`` and their replies; one whose reply is just being sent is left for the next time."""
    sending = exists().where(OutboxRow.inbox_id == InboxRow.id, OutboxRow.state == OutboxState.SENDING)
    rows = session.scalars(select(InboxRow).where(belongs_to(channel, chat_id), InboxRow.id <= until, ~sending)).all()
    session.execute(delete(OutboxRow).where(OutboxRow.inbox_id.in_([row.id for row in rows])))
    scrub(rows)
    return len(rows)


def scrub(rows: Sequence[InboxRow]) -> None:
    """Leave of messages only what figures need."""
    for row in rows:
        if not row.message_id.startswith("#"):
            row.message_id = forgotten_id(row.channel, row.message_id)
        row.text, row.chat_id, row.author, row.media, row.masked = "", "", "", "", []
        row.state = InboxState.DONE
