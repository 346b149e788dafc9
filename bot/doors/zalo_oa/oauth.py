"""Zalo's OAuth v4: consent with PKCE, first exchange, refresh. Any answer without an access token is a failure."""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field
from urllib.parse import urlencode

import httpx

from bot.doors.zalo_oa.failures import RATE, never_left
from bot.doors.zalo_oa.limits import Limits
from bot.settings import Settings

__all__ = ["LIFE", "OAuth", "OAuthAway", "OAuthRefused", "Pair", "challenge", "new_verifier"]

LIFE = 90_000
"""Seconds an access token lives when the answer does not say."""
SHORTEST, LONGEST = 300, 400_000
_SERVER = 500
_FLOOD = 429


class OAuthAway(Exception):
    """May be tried again; ``sure`` when the request never left, so that the refresh token is surely unused."""

    def __init__(self, reason: str, *, sure: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.sure = sure


class OAuthRefused(Exception):
    """Will not get better by itself."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Pair:
    """What a grant gives; the refresh token works once."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    seconds: int = LIFE


class OAuth:
    """Raises OAuthAway and OAuthRefused; the reasons hold codes, never values."""

    def __init__(self, settings: Settings, limits: Limits) -> None:
        self._app_id = settings.zalo_app_id
        self._secret = settings.zalo_app_secret
        self._base = settings.zalo_oauth_base.rstrip("/")
        self._timeout = httpx.Timeout(limits.read, connect=limits.connect)

    def consent_link(self, redirect: str, state: str, verifier: str) -> str:
        """Where the account's administrator gives the application its rights."""
        asked = {
            "app_id": self._app_id, "redirect_uri": redirect, "code_challenge": challenge(verifier), "state": state,
        }  # fmt: skip
        return f"{self._base}/v4/oa/permission?{urlencode(asked)}"

    async def exchange(self, code: str, verifier: str) -> Pair:
        """The first pair, for the code of a consent."""
        return await self._grant(code=code, grant_type="authorization_code", code_verifier=verifier)

    async def refresh(self, token: str) -> Pair:
        """The next pair; ``token`` is used up."""
        return await self._grant(refresh_token=token, grant_type="refresh_token")

    async def _grant(self, **fields: str) -> Pair:
        url = f"{self._base}/v4/oa/access_token"
        try:
            async with httpx.AsyncClient(timeout=self._timeout, trust_env=False) as http:
                response = await http.post(
                    url, data={"app_id": self._app_id, **fields}, headers={"secret_key": self._secret}
                )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise OAuthAway(type(error).__name__, sure=never_left(error)) from None
        return _pair(response)


def new_verifier() -> str:
    """43 characters, as Zalo wants them."""
    return secrets.token_urlsafe(32)


def challenge(verifier: str) -> str:
    """S256; Zalo takes no other and no parameter that names it."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode("ascii", "replace")).digest()).rstrip(b"=").decode()


def _pair(response: httpx.Response) -> Pair:
    status = response.status_code
    try:
        body = json.loads(response.content)
    except (ValueError, RecursionError):
        body = None
    if status == _FLOOD or status >= _SERVER or not isinstance(body, dict):
        raise OAuthAway(f"http_{status}", sure=status == _FLOOD)
    access, refresh = body.get("access_token"), body.get("refresh_token")
    if isinstance(access, str) and access:
        return Pair(access, refresh if isinstance(refresh, str) else "", _seconds(body.get("expires_in")))
    code = body.get("error")
    if code == RATE:
        raise OAuthAway(str(RATE), sure=True)
    raise OAuthRefused(str(code) if isinstance(code, int) and abs(code) < 10**9 else f"http_{status}")


def _seconds(value: object) -> int:
    """A string of digits in the documentation, a number elsewhere."""
    text = str(value)
    return min(max(int(text), SHORTEST), LONGEST) if text.isascii() and text.isdigit() and len(text) < 10 else LIFE
