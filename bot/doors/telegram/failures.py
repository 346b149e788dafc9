"""What became of a call that failed, in the words every door uses."""

import httpx
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter

from bot.doors.door import ChannelStopped, NotSent, Refused, SendFailure, Unconfirmed
from bot.doors.telegram.client import HttpFault

__all__ = ["REMEDY", "failure"]

REMEDY = (
    "Telegram không nhận token của bot. Hãy lấy lại token ở @BotFather (lệnh /token), đặt vào TELEGRAM_TOKEN, "
    "xem lại TELEGRAM_API_BASE nếu có đổi, rồi khởi động lại."
)
_NEVER_LEFT = (
    httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol,
    httpx.LocalProtocolError, httpx.InvalidURL,
)  # fmt: skip
_GATEWAYS = (502, 504)
_SERVER, _FLOOD = 500, 429
_LOST = (401, 404)
FLOOD_PAUSE = 5.0
"""Seconds, when Telegram asks to slow down without saying for how long."""


def failure(error: Exception, *, everywhere: bool = False) -> SendFailure:
    """The kind of an error; ``everywhere`` when other chats were told to slow down just now too."""
    match error:
        case RetryAfter():
            return NotSent("429", _seconds(error), whole_channel=everywhere)
        case InvalidToken():
            return ChannelStopped("401", REMEDY)
        case Forbidden():
            return Refused("403")
        case BadRequest():
            return Refused("400")
        case ChatMigrated():
            return Refused("migrated")
        case Conflict():
            return NotSent("409")
        case HttpFault():
            return _of_status(error, everywhere=everywhere)
        case NetworkError() if isinstance(error.__cause__, _NEVER_LEFT):
            return NotSent(_word(error.__cause__))
        case NetworkError():
            return Unconfirmed(_word(error.__cause__))
        case _:  # an answer came and cannot be read: the message may well be there
            return Unconfirmed("unreadable")


def _of_status(error: HttpFault, *, everywhere: bool) -> SendFailure:
    reason = f"http_{error.status}"
    if error.status >= _SERVER:
        surely_not = error.own and error.status not in _GATEWAYS
        return NotSent(reason) if surely_not else Unconfirmed(reason)
    if error.status == _FLOOD:
        return NotSent("429", FLOOD_PAUSE, whole_channel=everywhere)
    if error.status in _LOST:
        return ChannelStopped(reason, REMEDY)
    return NotSent(reason)


def _seconds(error: RetryAfter) -> float:
    asked = error.retry_after
    return float(asked) if isinstance(asked, int) else asked.total_seconds()


def _word(cause: BaseException | None) -> str:
    """The class's name: httpx's messages may hold an address with the token."""
    return type(cause).__name__ if cause else "network"
