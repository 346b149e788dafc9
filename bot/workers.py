"""Workers: a few tasks that claim work from a queue in the database and do it."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import structlog

__all__ = ["Workers"]

IDLE_SECONDS = 0.5
GRACE_SECONDS = 4.0
_log = structlog.get_logger()


class Workers[Work]:
    """``claim`` runs in a thread and may find nothing; ``wake`` saves the wait when work has just come in."""

    def __init__(
        self, name: str, claim: Callable[[], Work | None], run: Callable[[Work], Awaitable[None]], number: int = 8
    ) -> None:
        self._name = name
        self._claim = claim
        self._run = run
        self._number = number
        self._work = asyncio.Event()
        self._stopping = False
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Start the tasks in the running loop."""
        self._tasks = [asyncio.create_task(self._loop(), name=f"{self._name}-{n}") for n in range(self._number)]

    def wake(self) -> None:
        """There is work."""
        self._work.set()

    async def stop(self) -> None:
        """Let work in hand end for a few seconds; what is cancelled then is taken up again at the next start."""
        self._stopping = True
        self._work.set()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=GRACE_SECONDS)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _loop(self) -> None:
        while not self._stopping:
            try:
                if not self._stopping:
                    self._work.clear()  # before looking: a wake during the look must not be lost
                work = await asyncio.to_thread(self._claim)
                if work is None:
                    await self._idle()
                else:
                    await self._run(work)
                    self._work.set()
            except Exception:  # noqa: BLE001 - a database that is away must not end the worker
                with contextlib.suppress(Exception):  # nor must a log that cannot be written
                    _log.exception("worker_failed", worker=self._name)
                await asyncio.sleep(IDLE_SECONDS)

    async def _idle(self) -> None:
        try:
            await asyncio.wait_for(self._work.wait(), IDLE_SECONDS)
        except TimeoutError:
            return
