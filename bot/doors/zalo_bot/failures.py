"""What became of a call that failed, in the words every door uses."""

import httpx

from bot.doors.door import ChannelStopped, NotSent, Refused, SendFailure, Unconfirmed
from bot.doors.zalo_bot.client import ApiFault

__all__ = ["BAD_CONTENT", "FLOOD", "IDLE", "LOST", "REMEDY", "failure"]

REMEDY = (
    "Zalo không nhận token của bot. Hãy lấy lại token trong Zalo Bot Manager (mục thông tin bot), đặt vào "
    "ZALO_BOT_TOKEN, xem lại ZALO_BOT_API_BASE nếu có đổi, rồi khởi động lại."
)
QUOTA_PAUSE = 300.0
"""Seconds to rest when the quota is used up: the platform does not say when there is more."""
BAD_CONTENT, NO_TOKEN, IDLE, FLOOD = 400, 401, 408, 429
LOST = (NO_TOKEN, 403, 404)
"""May be about the token or the address of the API; a 403 or 404 may also be about one chat."""
_NEVER_LEFT = (
    httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol,
    httpx.LocalProtocolError, httpx.InvalidURL,
)  # fmt: skip
_GATEWAYS = (502, 504)
_SUCCESS, _MOVED, _CLIENT, _SERVER = range(200, 300), range(300, 400), range(400, 500), range(500, 600)


def failure(error: Exception) -> SendFailure:
    """The kind of an error; for 403 and 404 that of a single chat."""
    if isinstance(error, ApiFault):
        return _of_code(error)
    word = type(error).__name__  # httpx's messages may hold an address with the token
    return NotSent(word) if isinstance(error, _NEVER_LEFT) else Unconfirmed(word)


def _of_code(fault: ApiFault) -> SendFailure:
    code = fault.code
    reason = str(code) if fault.own else f"http_{code}"
    if code == FLOOD:
        return NotSent(reason, QUOTA_PAUSE if fault.after is None else fault.after, whole_channel=True)
    if code == NO_TOKEN:
        return ChannelStopped(reason, REMEDY)
    if code == IDLE or code in _GATEWAYS:
        return Unconfirmed(reason)
    if fault.own:
        return Refused(reason) if code in _CLIENT else NotSent(reason, fault.after)
    if code in _SUCCESS:  # an answer came and cannot be read: the message may well be there
        return Unconfirmed("unreadable")
    if code in _SERVER:
        return Unconfirmed(reason)
    return Refused(reason) if code in LOST else NotSent(reason, fault.after)
