"""Zalo's OAuth v4 as its documents tell it: codes and refresh tokens work once, a new pair ends the old one."""

import base64
import hashlib
import itertools
import secrets
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from tests.stand_ins.faults import Fault, Faults, happens

__all__ = ["APP_ID", "APP_SECRET", "OA_ID", "TokenOffice"]

APP_ID, APP_SECRET, OA_ID = "360846524940903967", "app-khoa", "388613280878808645"


@dataclass(slots=True)
class TokenOffice:
    """Grants and forgets; ``access`` and ``refresh`` are the pair that is good now."""

    faults: Faults
    access: str = "truy-cap-1"
    refresh: str = "lam-moi-1"
    callbacks: tuple[str, ...] = ()
    """Addresses saved in the console; empty takes any."""
    life: int = 90_000
    used: set[str] = field(default_factory=set)
    granted: list[str] = field(default_factory=list)
    """The kind of every grant that was carried out."""
    asked: int = 0
    """Calls of the token endpoint, whatever came of them."""
    expired: bool = False
    _codes: dict[str, tuple[str, float]] = field(default_factory=dict)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(2))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def takes(self, access: str) -> int:
        """0 for the good token, else Zalo's code."""
        if access != self.access:
            return -216
        return -220 if self.expired else 0

    async def permission(self, request: Request) -> Response:
        """The consent page; here the administrator always agrees."""
        asked = request.query_params
        if asked.get("app_id") != APP_ID:
            return _error(-14002, "Invalid appId")
        redirect = asked.get("redirect_uri", "")
        if not redirect or (self.callbacks and redirect not in self.callbacks):
            return _error(-14003, "Invalid redirect uri")
        code = secrets.token_urlsafe(12)
        self._codes[code] = (asked.get("code_challenge", ""), time.monotonic() + 600)
        answer = urlencode({"oa_id": OA_ID, "code": code, "state": asked.get("state", "")})
        return RedirectResponse(f"{redirect}?{answer}", 302)

    async def token(self, request: Request) -> Response:
        """The token endpoint."""
        form = dict(await request.form())
        self.asked += 1

        async def carry_out() -> Response:
            if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
                return _error(-14001, "Invalid request")
            if form.get("app_id") != APP_ID or request.headers.get("secret_key") != APP_SECRET:
                return _error(-14002, "Invalid app id or secret")
            with self._lock:
                return self._granted({key: str(value) for key, value in form.items()})

        return await happens(self.faults.take("token"), carry_out, _own)

    def _granted(self, form: dict[str, str]) -> Response:
        match form.get("grant_type"):
            case "refresh_token":
                token = form.get("refresh_token", "")
                if token != self.refresh or token in self.used:
                    return _error(-14020, "Invalid refresh token")
                self.used.add(token)
            case "authorization_code":
                challenge, until = self._codes.pop(form.get("code", ""), ("", 0.0))
                if until < time.monotonic():
                    return _error(-14019, "Invalid authorization code")
                digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
                if base64.urlsafe_b64encode(digest).decode().rstrip("=") != challenge:
                    return _error(-14015, "Invalid code verifier")
            case _:
                return _error(-14001, "Invalid grant type")
        number = next(self._numbers)
        self.access, self.refresh, self.expired = f"truy-cap-{number}", f"lam-moi-{number}", False
        self.granted.append(form["grant_type"])
        pair = {"access_token": self.access, "refresh_token": self.refresh, "expires_in": str(self.life)}
        return JSONResponse(pair)


def _error(code: int, name: str) -> Response:
    return JSONResponse({"error": code, "error_name": name, "error_reason": "", "error_description": "..."})


def _own(fault: Fault) -> Response:
    return _error(fault.code, fault.text or "error")
