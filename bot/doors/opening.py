"""Which doors are open: a channel without its token is simply closed."""

from collections.abc import Callable, Iterable

from bot.doors.door import Door
from bot.doors.house import House
from bot.doors.telegram import open_telegram
from bot.doors.zalo_bot import open_zalo_bot
from bot.doors.zalo_oa import open_zalo_oa

__all__ = ["open_doors"]

Opener = Callable[[House], Door | None]
OPENERS: tuple[Opener, ...] = (open_telegram, open_zalo_bot, open_zalo_oa)
"""Each gives its door, or nothing when its token is not set."""


def open_doors(house: House, openers: Iterable[Opener] = OPENERS) -> dict[str, Door]:
    """Doors by channel name."""
    return {door.name: door for door in (opened(house) for opened in openers) if door is not None}
