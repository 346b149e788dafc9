"""From what a door parsed to an inbox row: cleaned and masked before anything is stored."""

import secrets

from bot.post.inbox import Inbound
from bot.screening.clean import MAX_LENGTH, clean
from bot.screening.personal import mask

__all__ = ["inbound"]

STORED_AT_MOST = MAX_LENGTH + 1
"""One more than a turn takes, so that the turn still sees that the text was too long."""


def inbound(channel: str, message_id: str, chat_id: str, kind: str, text: str) -> Inbound:
    """A message ready to be stored; payloads are our own and stay as they are."""
    if kind == "payload":
        return Inbound(channel, message_id, chat_id, kind, text, (), _trace())
    masked = mask(clean(text))
    return Inbound(channel, message_id, chat_id, kind, masked.text[:STORED_AT_MOST], masked.kinds, _trace())


def _trace() -> str:
    return secrets.token_hex(8)
