"""Rates per chat and per address: a sliding minute, kept in memory."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable

__all__ = ["RateLimit"]

MINUTE = 60.0
MOST_KEYS = 10_000


class RateLimit:
    """At most ``limit`` messages a minute for a key; ``limit`` 0 lets everything through."""

    def __init__(self, limit: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._clock = clock
        self._times: OrderedDict[str, deque[float]] = OrderedDict()

    def allows(self, key: str) -> bool:
        """Count a message; False when it is one too many."""
        if not self._limit:
            return True
        moment = self._clock()
        times = self._times.setdefault(key, deque())
        self._times.move_to_end(key)
        while times and times[0] <= moment - MINUTE:
            times.popleft()
        if len(self._times) > MOST_KEYS:
            self._times.popitem(last=False)
        if len(times) >= self._limit:
            return False
        times.append(moment)
        return True
