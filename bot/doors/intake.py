"""From what a door parsed to an inbox row: cleaned and masked before anything is stored."""

import secrets

from bot.doors.door import Incoming, Kind
from bot.post.inbox import Inbound
from bot.screening.clean import MAX_LENGTH, clean
from bot.screening.personal import mask

__all__ = ["inbound"]

STORED_AT_MOST = MAX_LENGTH + 1
"""One more than a turn takes, so that the turn still sees that the text was too long."""
ID_AT_MOST = 80
_OURS = (Kind.PAYLOAD, Kind.LINK, Kind.HELLO)


def inbound(channel: str, incoming: Incoming) -> Inbound:
    """A message ready to be stored; payloads are our own and stay as they are."""
    text = incoming.text[:STORED_AT_MOST]
    kinds: tuple[str, ...] = ()
    if incoming.kind not in _OURS:
        masked = mask(clean(incoming.text))
        text, kinds = masked.text[:STORED_AT_MOST], masked.kinds
    return Inbound(
        channel=channel,
        message_id=incoming.message_id[:ID_AT_MOST],
        chat_id=incoming.chat_id[:ID_AT_MOST],
        kind=incoming.kind.value,
        text=text,
        masked=kinds,
        trace_id=secrets.token_hex(8),
        author=incoming.author[:ID_AT_MOST],
        media=incoming.media,
    )
