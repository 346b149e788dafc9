"""Zalo reports our own messages back: an echo settles a part whose arrival was unsure.

The echo may come before our own call has given up waiting, here or in another process. So a
call that ends without an answer first looks among the echoes, and each echo is tried on the
outbox twice: soon, and once more when every call of that time has ended.
"""

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Collection

import structlog

from bot.doors.zalo_oa.parsing import Echo
from bot.doors.zalo_oa.signature import NAME

__all__ = ["Echoes"]

MOST = 1000
_log = structlog.get_logger()


class Echoes:
    """``settle`` runs in a thread and says whether a part was waiting for the echo."""

    def __init__(
        self, settle: Callable[[Echo], bool], looks: tuple[float, ...] = (2.0, 25.0),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._settle = settle
        self._looks = looks
        self._clock = clock
        self._waiting: list[deque[tuple[float, Echo]]] = [deque(maxlen=MOST) for _ in looks]
        self._known: OrderedDict[str, None] = OrderedDict()
        self._heard: deque[tuple[float, Echo]] = deque(maxlen=MOST)
        self._news = asyncio.Event()

    def sent(self, platform_id: str) -> None:
        """A call was answered with this id: its echo will tell nothing new."""
        if not platform_id:
            return
        self._known[platform_id] = None
        if len(self._known) > MOST:
            self._known.popitem(last=False)

    def heard(self, echo: Echo) -> None:
        """An echo came in."""
        moment = self._clock()
        self._heard.append((moment, echo))
        if self._looks:
            self._waiting[0].append((moment + self._looks[0], echo))
        self._news.set()

    def of(self, chat_id: str, texts: Collection[str], since: float) -> str | None:
        """The id in an echo of one of the texts, heard since the call began and belonging to no other call."""
        for moment, echo in self._heard:
            is_ours = moment >= since and echo.chat_id == chat_id and echo.text in texts
            if is_ours and echo.platform_id not in self._known:
                self.sent(echo.platform_id)
                return echo.platform_id
        return None

    async def run(self) -> None:
        """Look at the echoes when it is time to, until cancelled."""
        while True:
            self._news.clear()
            await self.look()
            due = min((queue[0][0] for queue in self._waiting if queue), default=None)
            pause = None if due is None else max(0.05, due - self._clock())
            try:
                await asyncio.wait_for(self._news.wait(), pause)
            except TimeoutError:
                continue

    async def look(self) -> None:
        """Try every echo whose time has come."""
        for number, queue in enumerate(self._waiting):
            while queue and queue[0][0] <= self._clock():
                _, echo = queue.popleft()
                if echo.platform_id in self._known or await self._settled(echo):
                    continue
                if number + 1 < len(self._looks):
                    later = self._looks[number + 1] - self._looks[number]
                    self._waiting[number + 1].append((self._clock() + later, echo))

    async def _settled(self, echo: Echo) -> bool:
        try:
            return await asyncio.to_thread(self._settle, echo)
        except Exception as error:  # noqa: BLE001 - a database that is away must not end the task; the next look may do
            _log.warning("echo_not_settled", channel=NAME, reason=type(error).__name__)
            return False
