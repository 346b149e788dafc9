"""The office's two pages for Zalo: to the consent of the account's administrator, and back with a code."""

from collections.abc import Callable
from html import escape
from typing import Annotated

import structlog
from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy.exc import SQLAlchemyError

from bot.doors.house import House
from bot.doors.zalo_oa.limits import Limits
from bot.doors.zalo_oa.oauth import OAuthAway, OAuthRefused
from bot.doors.zalo_oa.opening import open_tokens
from bot.doors.zalo_oa.signature import NAME
from bot.doors.zalo_oa.tokens import CALLBACK, CONNECT

__all__ = ["callback_address", "consent_routes"]

LONGEST = 4000
_FOUND = 302
_log = structlog.get_logger()


def consent_routes(house: House, official: Callable[..., object], limits: Limits | None = None) -> APIRouter:
    """``official`` is the dependency that lets only the office in."""
    settings = house.settings
    tokens = open_tokens(settings, house.database, house.alerts, limits or Limits())
    router = APIRouter(dependencies=[Depends(official)])

    @router.get(CONNECT, include_in_schema=False)
    async def connect() -> Response:
        if missing := _missing(house):
            return _page("Chưa kết nối được Zalo", f"Hãy đặt {missing} rồi khởi động lại.", 409)
        link = await tokens.begin_consent(callback_address(house), settings.zalo_oa_code_verifier)
        return RedirectResponse(link, _FOUND, {"Cache-Control": "no-store"})

    @router.get(CALLBACK, include_in_schema=False)
    async def callback(
        code: Annotated[str, Query(max_length=LONGEST)] = "", state: Annotated[str, Query(max_length=LONGEST)] = ""
    ) -> Response:
        if not code:
            return _page("Zalo không cấp quyền", "Quản trị viên chưa đồng ý, hoặc ứng dụng chưa kích hoạt.", 400)
        try:
            connected = await tokens.end_consent(state, code)
        except OAuthRefused as error:
            _log.warning("zalo_consent_refused", channel=NAME, reason=error.reason)
            return _page("Zalo không nhận mã cấp quyền", f"Lỗi {error.reason}. Hãy làm lại từ đầu.", 502)
        except OAuthAway as error:
            _log.warning("zalo_consent_away", channel=NAME, reason=error.reason)
            return _page("Không gọi được Zalo", f"Lỗi {error.reason}. Hãy làm lại từ đầu sau một phút.", 502)
        except SQLAlchemyError as error:
            _log.error("zalo_consent_not_saved", channel=NAME, reason=type(error).__name__)
            return _page("Chưa lưu được", "Cơ sở dữ liệu không trả lời. Hãy làm lại từ đầu sau một phút.", 503)
        if not connected:
            return _page("Lần cấp quyền này không còn dùng được", "Nó đã dùng rồi hoặc đã quá 15 phút.", 400)
        return _page("Đã kết nối Zalo", "Trợ lý đã có quyền gửi tin qua Official Account.", 200)

    return router


def callback_address(house: House) -> str:
    """Where Zalo sends the administrator back; the same address must be saved in the console."""
    return house.settings.motcua_public_url.rstrip("/") + CALLBACK


def _missing(house: House) -> str:
    needed = {
        "MOTCUA_PUBLIC_URL": house.settings.motcua_public_url,
        "ZALO_APP_ID": house.settings.zalo_app_id,
        "ZALO_APP_SECRET": house.settings.zalo_app_secret,
    }
    return ", ".join(name for name, value in needed.items() if not value)


def _page(title: str, text: str, status: int) -> HTMLResponse:
    again = f'<p><a href="{CONNECT}">Làm lại từ đầu</a></p>' if status >= 400 else ""
    body = (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)}</title><link rel="stylesheet" href="/office.css"></head>'
        f'<body><main><h1>{escape(title)}</h1><p>{escape(text)}</p>{again}<p><a href="/office">Về phòng làm việc</a></p>'
        "</main></body></html>"
    )
    return HTMLResponse(body, status, {"Cache-Control": "no-store"})
