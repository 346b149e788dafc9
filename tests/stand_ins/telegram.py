"""A Bot API to try things with: exact wire format, Telegram's own limits, faults on a switch, and a record of all."""

import itertools
import json
import random
import time
from collections import defaultdict
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
from tests.stand_ins.telegram_rules import Broken, check_message

__all__ = ["TOKEN", "Call", "Sent", "TelegramStandIn"]

TOKEN = "123456:stand-in"
_SECRET = "X-Telegram-Bot-Api-Secret-Token"
LONGEST_POLL = 1.0
"""Seconds, whatever was asked for: a server that is told to stop must not hang."""
Params = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """One call as it came over the wire."""

    method: str
    params: Params
    content_type: str


@dataclass(slots=True)
class Sent:
    """A message of ours as a chat shows it."""

    id: int
    method: str
    text: str
    keyboard: list[list[dict[str, Any]]]
    params: Params
    edits: int = 0


@dataclass(slots=True)
class TelegramStandIn:
    """``app`` is the server; everything else is for tests to look at and to switch."""

    token: str = TOKEN
    seed: int = 1
    me: Params = field(default_factory=lambda: {
        "id": 123456, "is_bot": True, "first_name": "t", "username": "t_bot", "can_join_groups": True,
        "can_read_all_group_messages": False, "supports_inline_queries": True,
    })  # fmt: skip
    calls: list[Call] = field(default_factory=list)
    chats: defaultdict[str, list[Sent]] = field(default_factory=lambda: defaultdict(list))
    files: dict[str, bytes] = field(default_factory=dict)
    blocked: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)
    moved: dict[str, int] = field(default_factory=dict)
    waiting: list[Params] = field(default_factory=list)
    """Updates for getUpdates; gone once confirmed by a higher offset."""
    webhook: Params = field(default_factory=dict)
    last_error: str = ""
    faults: Faults = field(init=False)
    app: Starlette = field(init=False)
    _ids: Any = field(default_factory=lambda: itertools.count(1000))

    def __post_init__(self) -> None:
        self.faults = Faults(self.seed)
        self.app = Starlette(routes=[
            Route("/bot{token}/{method}", self._call, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self._file, methods=["GET"]),
        ])  # fmt: skip

    def made(self, method: str) -> list[Params]:
        """The parameters of every call of a method."""
        return [call.params for call in list(self.calls) if call.method == method]

    def texts(self, chat_id: int | str) -> list[str]:
        """What a chat shows of us, in order."""
        return [sent.text for sent in self.chats[str(chat_id)]]

    def push(
        self, url: str, updates: list[Params], *, secret: str = "", twice: bool = False, shuffled: bool = False
    ) -> list[int]:
        """Deliver updates to a webhook, as Telegram would; the statuses it answered."""
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
            return _error(401, "Unauthorized")
        method = request.path_params["method"]
        params = await _params(request)
        self.calls.append(Call(method, params, request.headers.get("content-type", "").split(";")[0]))

        async def carry_out() -> Response:
            known: Callable[[Params], Any] | None = getattr(self, f"_{method}", None)
            try:
                result = await run_in_threadpool(known or (lambda _: True), params)
            except Broken as broken:
                return _error(broken.code, broken.description, broken.parameters)
            return JSONResponse({"ok": True, "result": result})

        return await happens(self.faults.take(method), carry_out, _own)

    async def _file(self, request: Request) -> Response:
        async def carry_out() -> Response:
            data = self.files.get(request.path_params["path"].removeprefix("photos/"))
            if request.path_params["token"] != self.token or data is None:
                return _error(404, "Not Found")
            return Response(data, media_type="application/octet-stream")

        return await happens(self.faults.take("file"), carry_out, _own)

    def _getMe(self, _params: Params) -> Params:  # noqa: N802 - the Bot API's name
        return self.me

    def _sendMessage(self, params: Params) -> Params:  # noqa: N802
        return self._new("sendMessage", params, str(params.get("text", "")), 4096)

    def _sendPhoto(self, params: Params) -> Params:  # noqa: N802
        return self._new("sendPhoto", params, str(params.get("caption", "")), 1024)

    def _editMessageText(self, params: Params) -> Params:  # noqa: N802
        chat = self._chat(params)
        check_message(params, str(params.get("text", "")), 4096)
        found = next((sent for sent in self.chats[chat] if str(sent.id) == str(params.get("message_id"))), None)
        if found is None:
            raise Broken(400, "Bad Request: message to edit not found")
        keyboard = _keyboard(params)
        if (found.text, found.keyboard) == (params.get("text"), keyboard):
            raise Broken(400, "Bad Request: message is not modified: specified new message content is the same")
        found.text, found.keyboard, found.edits = str(params.get("text")), keyboard, found.edits + 1
        return _message(found, chat)

    def _getUpdates(self, params: Params) -> list[Params]:  # noqa: N802
        if self.webhook.get("url"):
            raise Broken(409, "Conflict: can't use getUpdates method while webhook is active")
        offset = int(params.get("offset", 0))
        self.waiting[:] = [update for update in self.waiting if update["update_id"] >= offset]
        deadline = time.monotonic() + min(float(params.get("timeout", 0)), LONGEST_POLL)
        while not self.waiting and time.monotonic() < deadline:
            time.sleep(0.01)
        return list(self.waiting)

    def _setWebhook(self, params: Params) -> bool:  # noqa: N802
        if not str(params.get("url", "")).startswith("https://"):
            raise Broken(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        self.webhook = params
        return True

    def _deleteWebhook(self, _params: Params) -> bool:  # noqa: N802
        self.webhook = {}
        return True

    def _getWebhookInfo(self, _params: Params) -> Params:  # noqa: N802
        info = {
            "url": self.webhook.get("url", ""), "has_custom_certificate": False,
            "pending_update_count": len(self.waiting), "allowed_updates": self.webhook.get("allowed_updates", []),
        }  # fmt: skip
        if self.last_error:
            info |= {"last_error_date": int(time.time()), "last_error_message": self.last_error}
        return info

    def _getFile(self, params: Params) -> Params:  # noqa: N802
        file_id = str(params.get("file_id"))
        if file_id not in self.files:
            raise Broken(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        size = len(self.files[file_id])
        return {"file_id": file_id, "file_unique_id": "u", "file_size": size, "file_path": f"photos/{file_id}"}

    def _chat(self, params: Params) -> str:
        chat = str(params.get("chat_id", ""))
        if chat in self.moved:
            new = {"migrate_to_chat_id": self.moved[chat]}
            raise Broken(400, "Bad Request: group chat was upgraded to a supergroup chat", new)
        if chat in self.blocked:
            raise Broken(403, "Forbidden: bot was blocked by the user")
        if not chat.lstrip("-").isdigit() or chat in self.unknown:
            raise Broken(400, "Bad Request: chat not found")
        return chat

    def _new(self, method: str, params: Params, text: str, longest: int) -> Params:
        chat = self._chat(params)
        check_message(params, text, longest, may_be_empty=method == "sendPhoto")
        sent = Sent(next(self._ids), method, text, _keyboard(params), params)
        self.chats[chat].append(sent)
        return _message(sent, chat)


def _keyboard(params: Params) -> list[list[dict[str, Any]]]:
    markup = params.get("reply_markup") or {}
    return list(markup.get("inline_keyboard", []))


def _message(sent: Sent, chat: str) -> Params:
    kind = "supergroup" if chat.startswith("-100") else "group" if chat.startswith("-") else "private"
    named = {"first_name": "A"} if kind == "private" else {"title": "Tổ 5"}
    return {
        "message_id": sent.id, "date": int(time.time()), "chat": {"id": int(chat), "type": kind, **named},
        "text": sent.text,
    }  # fmt: skip


async def _params(request: Request) -> Params:
    """Form, multipart or JSON; values that are JSON in a form are read."""
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/json"):
        body = await request.json()
        return body if isinstance(body, dict) else {}
    if "form" in kind:
        async with request.form() as form:
            return {key: _value(value) for key, value in form.multi_items()}
    return dict(request.query_params)


def _value(value: Any) -> Any:
    if not isinstance(value, str):
        return value.filename
    if value[:1] in "[{" and value:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _error(code: int, description: str, parameters: Params | None = None) -> Response:
    body = {"ok": False, "error_code": code, "description": description}
    return JSONResponse(body | ({"parameters": parameters} if parameters else {}), code)


def _own(fault: Fault) -> Response:
    """``Fault.own(429, "Too Many Requests: retry after 1", parameters={"retry_after": 1})``."""
    body = {"ok": False, "error_code": fault.code, "description": fault.text, **fault.extra}
    return JSONResponse(body, fault.code, dict(fault.headers))
