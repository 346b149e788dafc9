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
    """A message ready to be stored; payloads are ours and have nothing to mask, but anybody can send one."""
    masked = mask(incoming.text if incoming.kind in _OURS else clean(incoming.text))
    return Inbound(
        channel=channel,
        message_id=incoming.message_id[:ID_AT_MOST],
        chat_id=incoming.chat_id[:ID_AT_MOST],
        kind=incoming.kind.value,
        text=masked.text[:STORED_AT_MOST],
        masked=() if incoming.kind in _OURS else masked.kinds,
        trace_id=secrets.token_hex(8),
        author=incoming.author[:ID_AT_MOST],
        media=incoming.media,
    )
