"""The Official Account's OpenAPI: about ten endpoints, one budget a minute, one new token where one is needed."""

import json
import logging
from collections.abc import Mapping
from typing import Any

import httpx
from aiolimiter import AsyncLimiter

from bot.doors.zalo_oa.failures import TOKEN, UNAUTHORIZED, ApiError, HttpFault, stopped
from bot.doors.zalo_oa.limits import Limits
from bot.doors.zalo_oa.tokens import Tokens
from bot.settings import Settings

__all__ = ["Client", "budget", "retry_after"]

for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)  # request lines may hold ids of people

TO_PERSON = "/v3.0/oa/message/cs"
TO_GROUP = "/v3.0/oa/group/message"
MINUTE = 60.0
_GATEWAYS = (502, 504)
_FLOOD = 429
_LONGEST_PAUSE = 3600.0


class Client:
    """Calls raise ApiError, HttpFault, httpx.HTTPError, or what the tokens raise."""

    def __init__(self, settings: Settings, tokens: Tokens, limits: Limits) -> None:
        self._tokens = tokens
        self._office = tokens.office
        self._budget = budget(settings.zalo_oa_per_minute)
        self._upload = httpx.Timeout(limits.upload, connect=limits.connect)
        self._http = httpx.AsyncClient(
            base_url=settings.zalo_api_base.rstrip("/"),
            timeout=httpx.Timeout(limits.read, connect=limits.connect),
            trust_env=False,
        )

    async def send(self, user_id: str, message: Mapping[str, Any]) -> dict[str, Any]:
        """A consultation message to a person."""
        return await self._call("POST", TO_PERSON, json={"recipient": {"user_id": user_id}, "message": message})

    async def send_to_group(self, group_id: str, message: Mapping[str, Any]) -> dict[str, Any]:
        """A message to a group the account made."""
        return await self._call("POST", TO_GROUP, json={"recipient": {"group_id": group_id}, "message": message})

    async def upload_image(self, data: bytes, name: str) -> str:
        """The attachment's id, good for seven days."""
        return await self._uploaded("image", data, name, "attachment_id")

    async def upload_file(self, data: bytes, name: str) -> str:
        """The file's token, good for seven days."""
        return await self._uploaded("file", data, name, "token")

    async def user(self, user_id: str) -> dict[str, Any]:
        """What Zalo tells of a person; not to be stored."""
        return await self._call("GET", "/v3.0/oa/user/detail", params=_data(user_id=user_id))

    async def account(self) -> dict[str, Any]:
        """The Official Account itself."""
        return await self._call("GET", "/v2.0/oa/getoa")

    async def quota(self, user_id: str) -> dict[str, Any]:
        """When a person last wrote, and what may be sent to them."""
        return await self._call("POST", "/v3.0/oa/quota/message", json={"user_id": user_id})

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def _uploaded(self, what: str, data: bytes, name: str, key: str) -> str:
        files = {"file": (name, data)}
        answer = await self._call("POST", f"/v2.0/oa/upload/{what}", files=files, timeout=self._upload)
        made = answer.get(key)
        if not isinstance(made, str) or not made:
            raise ValueError(key)
        return made

    async def _call(self, method: str, path: str, **request: Any) -> dict[str, Any]:
        """With a new token, once, if Zalo does not like the one we have."""
        token = await self._tokens.current()
        try:
            return await self._once(method, path, token, request)
        except ApiError as error:
            if error.code not in (*TOKEN, UNAUTHORIZED):
                raise
        token = await self._tokens.instead_of(token)
        try:
            return await self._once(method, path, token, request)
        except ApiError as error:
            if error.code not in (*TOKEN, UNAUTHORIZED):
                raise
            raise stopped(error.code, self._office) from None

    async def _once(self, method: str, path: str, token: str, request: dict[str, Any]) -> dict[str, Any]:
        async with self._budget:
            response = await self._http.request(method, path, headers={"access_token": token}, **request)
        return _opened(response)


def budget(per_minute: int) -> AsyncLimiter:
    """A tenth at once, the rest evenly: together never more than ``per_minute`` in any minute."""
    at_once = max(1, per_minute // 10)
    return AsyncLimiter(at_once, MINUTE * at_once / max(1, per_minute - at_once))


def retry_after(response: httpx.Response) -> float | None:
    """Seconds the platform asks for, within reason."""
    text = response.headers.get("retry-after", "")
    return min(float(text), _LONGEST_PAUSE) if text.isascii() and text.isdigit() else None


def _opened(response: httpx.Response) -> dict[str, Any]:
    """What is in the envelope; a failure may well come with HTTP 200."""
    status = response.status_code
    if status == _FLOOD or status in _GATEWAYS:
        raise HttpFault(status, retry_after(response))
    envelope = _envelope(response.content)
    code = envelope.get("error") if envelope is not None else None
    if envelope is None or not isinstance(code, int) or isinstance(code, bool):
        raise ApiError(UNAUTHORIZED) if status == UNAUTHORIZED else HttpFault(status)
    if code:
        raise ApiError(code)
    if not response.is_success:
        raise HttpFault(status)
    data = envelope.get("data")
    return data if isinstance(data, dict) else {}


def _envelope(content: bytes) -> dict[str, Any] | None:
    try:
        body = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) else None


def _data(**fields: str) -> dict[str, str]:
    """Zalo takes the parameters of a GET as JSON in one of them."""
    return {"data": json.dumps(fields)}
