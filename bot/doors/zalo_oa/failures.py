"""What became of a call that failed, in the words every door uses; Zalo's codes and what to do about them."""

import random
import time

import httpx

from bot.doors.door import ChannelStopped, NotSent, Refused, SendFailure, Unconfirmed

__all__ = [
    "RATE",
    "TOKEN",
    "UNAUTHORIZED",
    "ApiError",
    "HttpFault",
    "account_remedy",
    "failure",
    "never_left",
    "stopped",
]

RATE = -32
TOKEN = (-216, -220)
UNAUTHORIZED = 401
MINUTE = 60.0
_OK, _FLOOD, _SERVER, _MULTIPLE = 200, 429, 500, 300
_GATEWAYS = (502, 504)
_NEVER_LEFT = (
    httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
)  # fmt: skip
_CONNECT = "Hãy để quản trị viên Official Account cấp quyền lại tại {office}."
_STOPS = {
    -204: "Official Account đang bị khóa. Hãy vào oa.zalo.me/manage xem thông báo của Zalo và làm theo.",
    -205: "Zalo không thấy Official Account này. " + _CONNECT,
    -209: "Ứng dụng Zalo chưa kích hoạt. Hãy vào developers.zalo.me, mở ứng dụng và bật trạng thái kích hoạt.",
    -212: "Ứng dụng chưa đăng ký sản phẩm Official Account API. Hãy đăng ký ở developers.zalo.me, mục Sản phẩm.",
    -216: "Zalo không nhận mã truy cập. " + _CONNECT,
    -219: "Ứng dụng Zalo đã bị gỡ hoặc bị tắt. Hãy vào developers.zalo.me kiểm tra ứng dụng của ZALO_APP_ID.",
    -220: "Mã truy cập Zalo đã hết hạn hoặc bị gỡ. " + _CONNECT,
    -221: "Official Account chưa xác thực. Hãy xác thực ở oa.zalo.me/manage, mục Cài đặt.",
    -223: "Official Account chưa cấp quyền cho ứng dụng. " + _CONNECT,
    -224: "Gói dịch vụ của Official Account không đủ để gửi tin qua API. Hãy nâng gói ở zalo.solutions/oa/pricing.",
    -235: "Loại Official Account này không được dùng API. Hãy hỏi Zalo về loại tài khoản cơ quan nhà nước.",
    -242: "Ứng dụng đang đòi appsecret_proof. Hãy tắt yêu cầu này ở developers.zalo.me, mục Cài đặt của ứng dụng.",
    UNAUTHORIZED: "Zalo không nhận mã truy cập. " + _CONNECT,
}
_ACCOUNT = {
    -238: "Gói nhóm chat GMF của Official Account đã dùng hết. Hãy gia hạn hoặc mua thêm ở oa.zalo.me/manage.",
    -241: "Gói nhóm chat GMF của Official Account đã được dùng cho nhóm khác. Hãy xem lại ở oa.zalo.me/manage.",
    -320: "Official Account chưa liên kết Zalo Cloud Account nên tin ngoài 48 giờ không gửi được.",
    -321: "Zalo Cloud Account hết tiền nên tin ngoài 48 giờ không gửi được. Hãy nạp thêm.",
}
"""One message is lost, the others go on, and still a person must look at it."""
_REFUSED = frozenset(
    {-100, -200, -201, -210, -211, -213, -217, -218, -227, -230, -232, -233, -234, -237, -240, -244, -248, -305, -311, -403}
    | set(_ACCOUNT)
)  # fmt: skip


class ApiError(Exception):
    """Zalo's envelope with an error; its message is not kept, it may repeat what was sent."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code


class HttpFault(Exception):
    """An answer without Zalo's envelope, or one of a gateway."""

    def __init__(self, status: int, after: float | None = None) -> None:
        super().__init__(f"http_{status}")
        self.status = status
        self.after = after


def failure(error: Exception, office: str) -> SendFailure:
    """The kind of an error; ``office`` is the page where the account gives its consent."""
    match error:
        case SendFailure():
            return error
        case ApiError():
            return _of_code(error.code, office)
        case HttpFault():
            return _of_status(error)
        case httpx.HTTPError() if never_left(error):
            return NotSent(type(error).__name__)
        case httpx.InvalidURL():
            return NotSent("InvalidURL")
        case httpx.HTTPError():
            return Unconfirmed(type(error).__name__)
        case _:  # an answer came and cannot be read: the message may well be there
            return Unconfirmed("unreadable")


def never_left(error: Exception) -> bool:
    """Whether the request surely did not reach the platform."""
    return isinstance(error, _NEVER_LEFT)


def stopped(code: int, office: str) -> ChannelStopped:
    """The channel stands still until somebody does what the remedy says."""
    return ChannelStopped(str(code), _STOPS[code].format(office=office))


def account_remedy(code: int) -> str:
    """What to do about the account after a message was refused; empty where nothing is to be done."""
    return _ACCOUNT.get(code, "")


def _of_code(code: int, office: str) -> SendFailure:
    if code == RATE:
        return NotSent(str(code), _next_minute(), whole_channel=True)
    if code in _STOPS:
        return stopped(code, office)
    if code in _REFUSED:
        return Refused(str(code))
    return NotSent(str(code))


def _of_status(error: HttpFault) -> SendFailure:
    reason = str(error)
    if error.status == _FLOOD:
        return NotSent(reason, error.after or _next_minute(), whole_channel=True)
    if error.status >= _SERVER:
        return Unconfirmed(reason)
    return Unconfirmed("unreadable") if _OK <= error.status < _MULTIPLE else NotSent(reason)


def _next_minute() -> float:
    """Seconds until Zalo counts anew, and a little more, so that processes do not come back in step."""
    return MINUTE - time.time() % MINUTE + random.uniform(0.5, 5.0)  # noqa: S311 - spread, not secrecy
