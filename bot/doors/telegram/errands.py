"""Small calls beside the conversation, which nobody waits for."""

import asyncio
from collections.abc import Callable, Coroutine

import structlog
from telegram.error import TelegramError

__all__ = ["Errands"]

MOST = 200
"""At once; what comes on top of it is left out, for it would come too late."""
_log = structlog.get_logger()


class Errands:
    """Tasks that end with the door; a failed one is logged by kind and forgotten."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def run(self, errand: Callable[[], Coroutine[object, object, object]]) -> None:
        """Start it in the running loop; without a loop there is nobody to start it for."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        if len(self._tasks) >= MOST:
            _log.warning("errand_left_out", channel="telegram")
            return
        task = loop.create_task(_quietly(errand))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """Cancel what is still under way."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _quietly(errand: Callable[[], Coroutine[object, object, object]]) -> None:
    try:
        await errand()
    except TelegramError as error:  # "query is too old" and the like: nothing to be done
        _log.info("errand_failed", channel="telegram", reason=type(error).__name__)
    except Exception as error:  # noqa: BLE001 - nobody waits for it, and its text may be a person's
        _log.warning("errand_failed", channel="telegram", reason=type(error).__name__)
