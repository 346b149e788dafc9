"""Wait until the queue is empty."""

import asyncio

from tests.bot.application import Running

__all__ = ["all_answered"]


async def all_answered(app: Running) -> None:
    async with asyncio.timeout(20):
        while app.parts.inbox.waiting():  # noqa: ASYNC110 - the queue is in a database
            await asyncio.sleep(0.02)
