"""A one-stop system to try things with: the exchange's wire format, invented dossiers.

One dossier for each of the ten statuses, ``H55.242-YYMMDD-0001`` to ``-0010`` with a fixed date
in the number and times that move with today, so that "due tomorrow" stays true.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from connectors.onestop.base import Status
from connectors.onestop.dates import VIETNAM

__all__ = ["SIMULATED", "Simulator", "simulated_number"]

DAY_PART = "261120"


@dataclass(frozen=True, slots=True)
class Simulated:
    """An invented dossier; days are counted from today."""

    serial: int
    status: Status
    code: str
    name: str
    submitted: int
    due: int | None
    request: str = ""
    new_due: int | None = None


SIMULATED = (
    Simulated(1, Status.SUBMITTED, "1.004873", "Cấp Giấy xác nhận tình trạng hôn nhân", 0, None),
    Simulated(2, Status.ACCEPTED, "1.001193", "Thủ tục đăng ký khai sinh", -1, 1),
    Simulated(3, Status.REFUSED, "1.000894", "Đăng ký kết hôn", -2, None,
              "Một bên chưa ly hôn theo dữ liệu hộ tịch."),
    Simulated(4, Status.IN_PROGRESS, "1.004222", "Đăng ký thường trú", -3, 6),
    Simulated(5, Status.SUPPLEMENT_ASKED, "2.000815", "Chứng thực bản sao từ bản chính", -2, 0,
              "Bổ sung bản chính giấy tờ", 2),
    Simulated(6, Status.PAYMENT_ASKED, "1.013978",
              "Đăng ký đất đai, cấp Giấy chứng nhận lần đầu", -30, 3,
              "Nộp tiền sử dụng đất theo thông báo của cơ quan thuế."),
    Simulated(7, Status.WITHDRAWN, "1.001612", "Đăng ký thành lập hộ kinh doanh", -5, None),
    Simulated(8, Status.STOPPED, "1.013225", "Cấp giấy phép xây dựng nhà ở riêng lẻ", -40, None,
              "Thửa đất đang có tranh chấp."),
    Simulated(9, Status.DONE, "1.000656", "Đăng ký khai tử", -4, -3),
    Simulated(10, Status.RETURNED, "2.000635", "Cấp bản sao trích lục hộ tịch", -10, -9),
    Simulated(11, Status.IN_PROGRESS, "1.001699", "Xác định mức độ khuyết tật", -45, -3),
)  # fmt: skip


def simulated_number(serial: int) -> str:
    """Official spelling of an invented dossier's number."""
    return f"H55.242-{DAY_PART}-{serial:04d}"


class Simulator:
    """The simulated exchange as an ASGI application; sessions end with the process."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(VIETNAM)) -> None:
        self._now = now
        self._sessions: set[str] = set()
        routes = [
            Route("/mapi/login", self._login, methods=["POST"]),
            Route("/mapi/g", self._general, methods=["POST"]),
        ]
        self.app = Starlette(routes=routes)

    async def _login(self, request: Request) -> JSONResponse:
        body = await _json(request)
        if not body.get("username") or not body.get("password"):
            return JSONResponse({"error_code": "-1", "result": None, "session": ""})
        session = secrets.token_hex(8)
        self._sessions.add(session)
        return JSONResponse({"error_code": "0", "result": "OK", "session": session})

    async def _general(self, request: Request) -> JSONResponse:
        body = await _json(request)
        if body.get("session") not in self._sessions or body.get("service") != "TraCuuHoSo":
            return JSONResponse({"error_code": "-1", "data": None})
        wanted = str(body.get("mahoso") or "")
        found = [self._record(d) for d in SIMULATED if simulated_number(d.serial) == wanted]
        return JSONResponse({"error_code": "0", "data": found})

    def _record(self, dossier: Simulated) -> dict[str, Any]:
        supplements = []
        if dossier.new_due is not None:
            supplements = [{
                "HoSoBoSungId": "1",
                "NoiDungBoSung": dossier.request,
                "NgayBoSung": self._day(-1, 10),
                "NgayHenTraMoi": self._day(dossier.new_due, 17),
            }]  # fmt: skip
        return {
            "MaTTHC": dossier.code,
            "TenDVC": dossier.name,
            "MaHoSo": simulated_number(dossier.serial),
            "HoTenNguoiNop": "Trần Thị Mẫu",
            "MaTrangThai": str(int(dossier.status)),
            "DonViXuLy": "UBND xã Đại Phúc",
            "NgayNop": self._day(dossier.submitted, 8),
            "NgayTiepNhan": "" if dossier.status <= 1 else self._day(dossier.submitted, 9),
            "NgayHenTra": "" if dossier.due is None else self._day(dossier.due, 17),
            "ThongTinTra": "" if supplements else dossier.request,
            "DanhSachHoSoBoSung": supplements,
        }

    def _day(self, offset: int, hour: int) -> str:
        day = self._now() + timedelta(days=offset)
        return day.replace(hour=hour, minute=0, second=0).strftime("%d/%m/%Y %H:%M:%S")


async def _json(request: Request) -> dict[str, Any]:
    try:
        body = await request.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
