"""Turn workers: one turn at a time for a chat, chats side by side."""

import asyncio

import structlog

from bot.post.inbox import Inbox
from bot.turn import Turn

__all__ = ["Workers"]

IDLE_SECONDS = 0.5
_log = structlog.get_logger()


class Workers:
    """A few tasks that claim messages; ``wake`` saves the wait when a message has just come in."""

    def __init__(self, inbox: Inbox, turn: Turn, number: int = 8) -> None:
        self._inbox = inbox
        self._turn = turn
        self._number = number
        self._work = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Start the tasks in the running loop."""
        self._tasks = [asyncio.create_task(self._loop(), name=f"turn-{n}") for n in range(self._number)]

    def wake(self) -> None:
        """There is work."""
        self._work.set()

    async def stop(self) -> None:
        """Stop after cancelling; a claimed message is taken up again at the next start."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _loop(self) -> None:
        while True:
            try:
                self._work.clear()  # before looking: a wake during the look must not be lost
                message = await asyncio.to_thread(self._inbox.claim)
                if message is None:
                    await self._idle()
                else:
                    await self._turn.run(message)
                    self._work.set()
            except Exception:  # noqa: BLE001 - a database that is away must not end the worker
                _log.exception("worker_failed")
                await asyncio.sleep(IDLE_SECONDS)

    async def _idle(self) -> None:
        try:
            await asyncio.wait_for(self._work.wait(), IDLE_SECONDS)
        except TimeoutError:
            return
