"""What can go wrong at a platform, switched on for the next calls or with a probability."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

__all__ = ["Fault", "FaultKind", "Faults", "happens"]


class FaultKind(StrEnum):
    """Kinds common to all stand-ins."""

    STATUS = "status"
    """An HTTP status with any body, as a proxy in front of the platform would answer."""
    SILENCE = "silence"
    """No answer for ``seconds``."""
    DROP = "drop"
    """The connection ends without a whole answer."""
    SLOW = "slow"
    """The right answer, ``seconds`` late."""
    OWN = "own"
    """The platform's own error; every stand-in knows what ``code`` means to it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing going wrong; ``accepted`` when the call is carried out all the same."""

    kind: FaultKind
    accepted: bool = False
    status: int = 200
    code: int = 0
    text: str = ""
    seconds: float = 0.0
    headers: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def answer(
        cls, status: int, text: str = "<html>gateway</html>", *, accepted: bool = False, **headers: str
    ) -> "Fault":
        """A bare HTTP status; ``retry_after="3"`` becomes the header Retry-After."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return cls(FaultKind.STATUS, accepted=accepted, status=status, text=text, headers=named)

    @classmethod
    def silence(cls, seconds: float, *, accepted: bool = False) -> "Fault":
        """The caller's time runs out, before or after the call was carried out."""
        return cls(FaultKind.SILENCE, accepted=accepted, seconds=seconds)

    @classmethod
    def drop(cls, *, accepted: bool = False) -> "Fault":
        """The connection breaks."""
        return cls(FaultKind.DROP, accepted=accepted)

    @classmethod
    def slow(cls, seconds: float) -> "Fault":
        """Late, and right."""
        return cls(FaultKind.SLOW, seconds=seconds)

    @classmethod
    def own(cls, code: int, text: str = "", *, status: int = 200, **extra: Any) -> "Fault":
        """The platform's own error code; ``extra`` goes into its envelope."""
        return cls(FaultKind.OWN, code=code, text=text, status=status, extra=extra)


@dataclass(slots=True)
class _Switched:
    fault: Fault
    call: str
    times: int
    probability: float


class Faults:
    """The switches of one stand-in; ``call`` is a method's name, empty for any."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)
        self._switched: list[_Switched] = []

    def next(self, fault: Fault, times: int = 1, call: str = "") -> None:
        """For the next calls; several are used up in the order they were switched on."""
        self._switched.append(_Switched(fault, call, times, 1.0))

    def often(self, fault: Fault, probability: float, call: str = "") -> None:
        """For each call with a probability, until cleared."""
        self._switched.append(_Switched(fault, call, -1, probability))

    def clear(self) -> None:
        """Everything works again."""
        self._switched.clear()

    def take(self, call: str) -> Fault | None:
        """The fault of a call that has just come in."""
        for switched in self._switched:
            if switched.call in ("", call) and switched.times and self._random.random() < switched.probability:
                switched.times -= switched.times > 0
                return switched.fault
        return None


async def happens(
    fault: Fault | None, carry_out: Callable[[], Awaitable[Response]], own: Callable[[Fault], Response]
) -> Response:
    """Answer a call as the fault wants it; ``own`` puts the platform's own error into its envelope."""
    if fault is None:
        return await carry_out()
    if fault.kind is FaultKind.SLOW:
        await asyncio.sleep(fault.seconds)
        return await carry_out()
    if fault.accepted:
        await carry_out()
    if fault.kind is FaultKind.OWN:
        return own(fault)
    if fault.kind is FaultKind.STATUS:
        return Response(fault.text, fault.status, dict(fault.headers), media_type="text/html")
    if fault.kind is FaultKind.SILENCE:
        await asyncio.sleep(fault.seconds)
    return _BrokenOff()


class _BrokenOff(Response):
    """Headers that promise a body, and then the end: the server closes the connection."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"100")]})
