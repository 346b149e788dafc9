"""A Zalo Bot Platform to try things with: exact wire format, its limits, faults on a switch, and a record of all."""

import asyncio
import itertools
import random
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.stand_ins.faults import Fault, FaultKind, Faults, happens

__all__ = ["TOKEN", "Broken", "Call", "Sent", "ZaloBotStandIn"]

TOKEN = "4567:stand-in"
LONGEST = 2000
METHODS = (
    "getMe", "getUpdates", "setWebhook", "getWebhookInfo", "deleteWebhook", "sendMessage", "sendPhoto", "sendSticker",
    "sendChatAction",
)  # fmt: skip
_SECRET = "X-Bot-Api-Secret-Token"
Params = dict[str, Any]


class Broken(Exception):
    """The platform's own error."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(description)
        self.code, self.description = code, description


@dataclass(frozen=True, slots=True)
class Call:
    """One call as it came over the wire."""

    method: str
    params: Params
    content_type: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A message of ours as a chat shows it."""

    id: str
    method: str
    text: str
    params: Params


@dataclass(slots=True)
class ZaloBotStandIn:
    """``app`` is the server; everything else is for tests to look at and to switch."""

    token: str = TOKEN
    seed: int = 1
    me: Params = field(default_factory=lambda: {
        "id": "bot-1", "account_name": "bot.VDKyGxQvc", "account_type": "BASIC", "can_join_groups": False,
    })  # fmt: skip
    calls: list[Call] = field(default_factory=list)
    chats: defaultdict[str, list[Sent]] = field(default_factory=lambda: defaultdict(list))
    blocked: set[str] = field(default_factory=set)
    """Chats that do not want us: 403."""
    bad_photos: set[str] = field(default_factory=set)
    """Addresses the platform cannot load."""
    styles: bool = True
    """Whether text_styles are taken."""
    quota: int = -1
    """Messages that may still be sent; below nought without end."""
    waiting: list[Params] = field(default_factory=list)
    """Updates for getUpdates; forgotten as soon as they are handed out."""
    webhook: Params = field(default_factory=dict)
    verification: Any = None
    """What setWebhook says of its trial call; left out when None."""
    errors_as_200: bool = False
    """Whether errors come with HTTP 200 and only the envelope tells."""
    files: dict[str, bytes] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    """Files that redirect to another address."""
    faults: Faults = field(init=False)
    app: Starlette = field(init=False)
    _ids: Any = field(default_factory=lambda: itertools.count(0x82599FA3))

    def __post_init__(self) -> None:
        self.faults = Faults(self.seed)
        self.app = Starlette(routes=[
            Route("/bot{token}/{method}", self._call, methods=["GET", "POST"]),
            Route("/media/{name}", self._file, methods=["GET"]),
        ])  # fmt: skip

    def made(self, method: str) -> list[Params]:
        """The parameters of every call of a method."""
        return [call.params for call in list(self.calls) if call.method == method]

    def texts(self, chat_id: str) -> list[str]:
        """What a chat shows of us, in order."""
        return [sent.text for sent in list(self.chats[chat_id])]

    def push(
        self, url: str, updates: list[Params], *, secret: str = "", twice: bool = False, shuffled: bool = False
    ) -> list[int]:
        """Deliver updates to a webhook, as the platform would; the statuses it answered."""
        with httpx.Client(trust_env=False, timeout=10) as client:
            return [
                client.post(url, json=update, headers={_SECRET: secret} if secret else {}).status_code
                for update in self.deliveries(updates, twice=twice, shuffled=shuffled)
            ]

    def deliveries(self, updates: list[Params], *, twice: bool = False, shuffled: bool = False) -> list[Params]:
        """The same updates with duplicates and out of order, if wanted."""
        out = [update for update in updates for _ in range(1 + twice)]
        if shuffled:
            random.Random(self.seed).shuffle(out)
        return out

    async def _call(self, request: Request) -> Response:
        if request.path_params["token"] != self.token:
            return self._error(401, "Unauthorized")
        method = request.path_params["method"]
        params = await _params(request)
        self.calls.append(Call(method, params, request.headers.get("content-type", "").split(";")[0]))

        async def carry_out() -> Response:
            known: Callable[[Params], Any] | None = getattr(self, f"_{method}", None) if method in METHODS else None
            try:
                if method == "getUpdates":
                    return await self._updates(params, request)
                if known is None:
                    return self._error(404, "Not Found")
                result = known(params)
            except Broken as broken:
                return self._error(broken.code, broken.description)
            return JSONResponse({"ok": True} if result is None else {"ok": True, "result": result})

        return await happens(self.faults.take(method), carry_out, self._own)

    async def _file(self, request: Request) -> Response:
        name = request.path_params["name"]

        async def carry_out() -> Response:
            if name in self.moved:
                return Response(status_code=302, headers={"Location": self.moved[name]})
            data = self.files.get(name)
            return Response(data, 404 if data is None else 200, media_type="image/jpeg")

        return await happens(self.faults.take("media"), carry_out, self._own)

    async def _updates(self, params: Params, request: Request) -> Response:
        if self.webhook.get("url"):
            raise Broken(409, "Conflict: webhook is active")
        deadline = time.monotonic() + float(params.get("timeout", 30))
        while not self.waiting and time.monotonic() < deadline:
            if await request.is_disconnected():
                return Response()
            await asyncio.sleep(0.01)
        if not self.waiting:
            body = {"ok": False, "description": "Request timeout", "error_code": 408}
            return JSONResponse(body, 200 if self.errors_as_200 else 408)
        update = self.waiting.pop(0)
        return JSONResponse(update if "ok" in update else {"ok": True, "result": update})

    def _getMe(self, _params: Params) -> Params:  # noqa: N802 - the platform's name
        return self.me

    def _sendMessage(self, params: Params) -> Params:  # noqa: N802
        text = _text(params, "text", may_be_missing=False)
        for style in params.get("text_styles", []):
            fits = style["start"] >= 0 and 0 < style["len"] <= len(text.encode("utf-16-le")) // 2 - style["start"]
            if not self.styles or not fits or not style["st"]:
                raise Broken(400, "Bad Request: text_styles")
        return self._new("sendMessage", params, text)

    def _sendPhoto(self, params: Params) -> Params:  # noqa: N802
        photo = params.get("photo")
        if not isinstance(photo, str) or not photo.startswith("https://") or photo in self.bad_photos:
            raise Broken(400, "Bad Request: photo")
        return self._new("sendPhoto", params, _text(params, "caption", may_be_missing=True))

    def _sendSticker(self, params: Params) -> Params:  # noqa: N802
        return self._new("sendSticker", params, "")

    def _sendChatAction(self, params: Params) -> None:  # noqa: N802
        self._chat(params)
        if params.get("action") != "typing":
            raise Broken(400, "Bad Request: action")

    def _setWebhook(self, params: Params) -> Params:  # noqa: N802
        url, secret = params.get("url"), params.get("secret_token")
        if not isinstance(url, str) or not url.startswith("https://"):
            raise Broken(400, "Bad Request: url")
        if not isinstance(secret, str) or not 8 <= len(secret) <= 256:
            raise Broken(400, "Bad Request: secret_token")
        self.webhook = {"url": url, "secret_token": secret}
        told = {} if self.verification is None else {"verification": self.verification}
        return {"url": url, "updated_at": _now(), **told}

    def _deleteWebhook(self, _params: Params) -> Params:  # noqa: N802
        self.webhook = {}
        return {"url": "", "updated_at": _now()}

    def _getWebhookInfo(self, _params: Params) -> Params:  # noqa: N802
        if not self.webhook:
            raise Broken(404, "Not Found")
        return {"url": self.webhook["url"], "updated_at": _now()}

    def _chat(self, params: Params) -> str:
        chat = params.get("chat_id")
        if not isinstance(chat, str) or not chat:
            raise Broken(400, "Bad Request: chat_id")
        if chat in self.blocked:
            raise Broken(403, "Forbidden")
        return chat

    def _new(self, method: str, params: Params, text: str) -> Params:
        chat = self._chat(params)
        if self.quota == 0:
            raise Broken(429, "Quota exceeded")
        self.quota -= self.quota > 0
        sent = Sent(f"{next(self._ids):020x}", method, text, params)
        self.chats[chat].append(sent)
        return {"message_id": sent.id, "date": _now()}

    def _error(self, code: int, description: str) -> Response:
        """A missing webhook was seen without an error_code."""
        body: Params = {"ok": False, "description": description}
        if code != 404:
            body["error_code"] = code
        return JSONResponse(body, 200 if self.errors_as_200 and code != 404 else code)

    def _own(self, fault: Fault) -> Response:
        """``Fault.own(429, "Quota exceeded")``."""
        assert fault.kind is FaultKind.OWN
        body = {"ok": False, "error_code": fault.code, "description": fault.text, **fault.extra}
        in_body = self.errors_as_200 or not 400 <= fault.code < 600
        return JSONResponse(body, 200 if in_body else fault.code, dict(fault.headers))


def _text(params: Params, key: str, *, may_be_missing: bool) -> str:
    text = params.get(key)
    if text is None and may_be_missing:
        return ""
    if not isinstance(text, str) or not 1 <= len(text) <= LONGEST:
        raise Broken(400, f"Bad Request: {key}")
    return text


async def _params(request: Request) -> Params:
    if request.headers.get("content-type", "").startswith("application/json"):
        body = await request.json()
        return body if isinstance(body, dict) else {}
    return dict(request.query_params)


def _now() -> int:
    return int(time.time() * 1000)
