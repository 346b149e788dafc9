"""While a turn is slow, the person sees that an answer is being written."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from bot.doors.door import Door

__all__ = ["typing"]

PATIENCE = 1.0
"""Seconds before the first sign; most turns are over by then."""
AGAIN = 4.0
"""Platforms show it for about five seconds."""


@asynccontextmanager
async def typing(doors: Mapping[str, Door], channel: str, chat_id: str) -> AsyncIterator[None]:
    """Signs of writing until the block ends; a channel without a door shows none."""
    door = doors.get(channel)
    signs = asyncio.create_task(_signs(door, chat_id)) if door else None
    try:
        yield
    finally:
        if signs:
            signs.cancel()


async def _signs(door: Door, chat_id: str) -> None:
    await asyncio.sleep(PATIENCE)
    while True:
        await door.typing(chat_id)
        await asyncio.sleep(AGAIN)
