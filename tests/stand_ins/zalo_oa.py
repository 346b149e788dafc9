"""An Official Account's OpenAPI to try things with: exact wire format, limits, rotating tokens, signed deliveries."""

import itertools
import json
import queue
import random
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.stand_ins.faults import Fault, Faults, happens
from tests.stand_ins.zalo_oa_events import Event, body_of, echo, headers_for, receipt
from tests.stand_ins.zalo_oa_rules import MESSAGES, Broken, check_message
from tests.stand_ins.zalo_oa_tokens import APP_ID, APP_SECRET, OA_ID, TokenOffice

__all__ = ["APP_ID", "APP_SECRET", "OA_ID", "OA_SECRET", "Call", "ZaloOaStandIn"]

OA_SECRET = "oa-khoa"
_JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Call:
    """One call as it came over the wire."""

    name: str
    token: str
    params: dict[str, Any]


@dataclass(slots=True)
class ZaloOaStandIn:
    """``app`` is the server; everything else is for tests to look at and to switch."""

    seed: int = 1
    secret: str = OA_SECRET
    webhook: str = ""
    """Address for echoes and receipts; none are posted while it is empty."""
    duplicates: bool = False
    shuffled: bool = False
    takes_buttons: bool = True
    needs_template_type: bool = False
    per_minute: int = 0
    """Calls a minute before -32; 0 counts none."""
    calls: list[Call] = field(default_factory=list)
    chats: defaultdict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    """Messages by user id, or ``g:`` and group id, in the order they were accepted."""
    outside: set[str] = field(default_factory=set)
    """People whose seven days are over."""
    unknown: set[str] = field(default_factory=set)
    groups: set[str] = field(default_factory=lambda: {"nhom1"})
    uploads: dict[str, str] = field(default_factory=dict)
    photos: dict[str, bytes] = field(default_factory=dict)
    """Pictures people sent, at /photo/<name>."""
    account: dict[str, Any] = field(default_factory=lambda: {
        "oaid": OA_ID, "name": "Phường Mẫu", "is_verified": True, "oa_type": 4, "package_name": "Growth",
    })  # fmt: skip
    delivered: list[int] = field(default_factory=list)
    """Statuses the webhook answered."""
    faults: Faults = field(init=False)
    tokens: TokenOffice = field(init=False)
    app: Starlette = field(init=False)
    _ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    _carrying: threading.Thread | None = None
    _times: deque[float] = field(default_factory=deque)
    _post: "queue.Queue[list[Event]]" = field(default_factory=queue.Queue)

    def __post_init__(self) -> None:
        self.faults = Faults(self.seed)
        self.tokens = TokenOffice(self.faults)
        paths: dict[str, tuple[str, str, Callable[[dict[str, Any]], Any]]] = {
            "cs": ("POST", "/v3.0/oa/message/cs", self._cs),
            "group": ("POST", "/v3.0/oa/group/message", self._group),
            "upload_image": ("POST", "/v2.0/oa/upload/image", lambda given: self._upload("image", given)),
            "upload_file": ("POST", "/v2.0/oa/upload/file", lambda given: self._upload("file", given)),
            "detail": ("GET", "/v3.0/oa/user/detail", self._detail),
            "getoa": ("GET", "/v2.0/oa/getoa", lambda _given: self.account),
            "quota": ("POST", "/v3.0/oa/quota/message", self._quota),
        }
        self.app = Starlette(routes=[
            Route("/v4/oa/permission", self._permission),
            Route("/v4/oa/access_token", self._token, methods=["POST"]),
            *(Route(path, self._endpoint(name, run), methods=[verb]) for name, (verb, path, run) in paths.items()),
            Route("/photo/{name}", self._photo),
            Route("/v2.0/oa/message", self._shut_down, methods=["POST"]),
        ])  # fmt: skip

    def reset(self) -> None:
        """As new, on the same server."""
        fresh = ZaloOaStandIn(self.seed)
        for name in (
            "secret", "webhook", "duplicates", "shuffled", "takes_buttons", "needs_template_type", "per_minute", "calls",
            "chats", "outside", "unknown", "groups", "uploads", "photos", "account", "delivered", "faults", "tokens", "_times",
        ):  # fmt: skip
            setattr(self, name, getattr(fresh, name))

    def made(self, name: str) -> list[dict[str, Any]]:
        """The parameters of every call of a name."""
        return [call.params for call in list(self.calls) if call.name == name]

    def texts(self, chat_id: str) -> list[str]:
        """What a chat shows of us, in order."""
        return [message.get("text", "") for message in self.chats[chat_id]]

    def push(self, url: str, events: list[Event]) -> list[int]:
        """Deliver events to a webhook as Zalo would, signed; the statuses it answered."""
        with httpx.Client(trust_env=False, timeout=10) as client:
            return [
                client.post(url, content=body, headers=headers_for(event, body, self.secret)).status_code
                for event, body in ((event, body_of(event)) for event in self.deliveries(events))
            ]

    def deliveries(self, events: list[Event]) -> list[Event]:
        """With duplicates and out of order, if so switched."""
        out = [event for event in events for _ in range(1 + self.duplicates)]
        if self.shuffled:
            random.Random(self.seed).shuffle(out)
        return out

    async def _permission(self, request: Request) -> Response:
        return await self.tokens.permission(request)

    async def _token(self, request: Request) -> Response:
        return await self.tokens.token(request)

    async def _photo(self, request: Request) -> Response:
        data = self.photos.get(request.path_params["name"])
        return Response(data, media_type="image/jpeg") if data else Response(status_code=404)

    async def _shut_down(self, _request: Request) -> Response:
        return _error(-240)

    def _endpoint(self, name: str, run: Callable[[dict[str, Any]], Any]) -> Callable[[Request], Any]:
        async def endpoint(request: Request) -> Response:
            given = await _params(request)
            token = request.headers.get("access_token", "")
            self.calls.append(Call(name, token, given))

            async def carry_out() -> Response:
                if code := self.tokens.takes(token):
                    return _error(code)
                if self._is_too_often():
                    return _error(-32)
                try:
                    data = await run_in_threadpool(run, given)
                except Broken as broken:
                    return _error(broken.code, broken.message)
                return JSONResponse({"data": data, "error": 0, "message": "Success"})

            return await happens(self.faults.take(name), carry_out, _own)

        return endpoint

    def _is_too_often(self) -> bool:
        moment = time.monotonic()
        while self._times and self._times[0] <= moment - 60:
            self._times.popleft()
        self._times.append(moment)
        return bool(self.per_minute) and len(self._times) > self.per_minute

    def _cs(self, given: dict[str, Any]) -> dict[str, Any]:
        user = given.get("recipient", {}).get("user_id", "")
        if not isinstance(user, str) or not user or user in self.unknown:
            raise Broken(-201)
        if user in self.outside:
            raise Broken(-230)
        number = self._accepted(user, given)
        quota = {"quota_type": "reply"}
        return {"quota": quota, "message_id": number, "user_id": user, "sent_time": str(int(time.time() * 1000))}

    def _group(self, given: dict[str, Any]) -> dict[str, Any]:
        group = given.get("recipient", {}).get("group_id", "")
        if group not in self.groups:
            raise Broken(-403)
        return {"message_id": self._accepted(f"g:{group}", given), "group_id": group}

    def _accepted(self, chat: str, given: dict[str, Any]) -> str:
        message = given.get("message")
        check_message(message, self.uploads, takes_buttons=self.takes_buttons, needs_type=self.needs_template_type)
        assert isinstance(message, dict)
        number = f"{next(self._ids):020x}"
        self.chats[chat].append(message)
        if self.webhook:
            if self._carrying is None:
                self._carrying = threading.Thread(target=self._carrier, name="zalo-events", daemon=True)
                self._carrying.start()
            self._post.put([echo(chat, message.get("text", ""), number), receipt(chat, number)])
        return number

    def _upload(self, kind: str, given: dict[str, Any]) -> dict[str, str]:
        data = given.get("file", b"")
        if not isinstance(data, bytes) or not data:
            raise Broken(-201, "file is invalid!")
        if len(data) > (1_000_000 if kind == "image" else 5_000_000):
            raise Broken(-210)
        number = f"{kind}-{len(self.uploads) + 1}"
        self.uploads[number] = kind
        return {"attachment_id": number} if kind == "image" else {"token": number}

    def _detail(self, given: dict[str, Any]) -> dict[str, Any]:
        return {"user_id": given.get("user_id"), "display_name": "Tên hiển thị", "user_is_follower": False}

    def _quota(self, given: dict[str, Any]) -> dict[str, Any]:
        if "user_id" not in given:
            raise Broken(-201)
        return {"last_interaction": str(int(time.time() * 1000)), "cs_reply": {"remain": 8, "total": 8}}

    def _carrier(self) -> None:
        """Posts what the account is told of its own messages, one delivery after another."""
        with httpx.Client(trust_env=False, timeout=5) as client:
            while True:
                for event in self.deliveries(self._post.get()):
                    body = body_of(event)
                    try:
                        answer = client.post(self.webhook, content=body, headers=headers_for(event, body, self.secret))
                        self.delivered.append(answer.status_code)
                    except (httpx.HTTPError, httpx.InvalidURL):
                        self.delivered.append(0)


async def _params(request: Request) -> dict[str, Any]:
    """JSON of a POST, the file of an upload, or the one parameter of a GET."""
    kind = request.headers.get("content-type", "")
    if kind.startswith("multipart/form-data"):
        async with request.form() as form:
            file = form.get("file")
            return {} if file is None or isinstance(file, str) else {"file": await file.read(), "name": file.filename}
    try:
        if request.method == "GET":
            body = json.loads(request.query_params.get("data", "{}"))
        else:
            body = json.loads(await request.body()) if kind.startswith(_JSON) else {}
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _error(code: int, message: str = "") -> Response:
    return JSONResponse({"error": code, "message": message or MESSAGES.get(code, "error")})


def _own(fault: Fault) -> Response:
    body = {"error": fault.code, "message": fault.text or MESSAGES.get(fault.code, "error"), **fault.extra}
    return JSONResponse(body, fault.status, dict(fault.headers))
