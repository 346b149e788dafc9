"""A small server that speaks the web door's contract, well or badly, as a test tells it to.

It serves the page's folder under a policy stricter than the real one, and answers messages from a script.
Like the real door it is idempotent: an answered message id gets the same answer again.
"""

import json
import mimetypes
import sys
import threading
import time
from collections import deque
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from dialogues.replies import Button, Reply, Text

__all__ = ["PENDING", "WEB", "Broken", "Given", "StandIn", "answer", "refusal", "reply_json"]

WEB = Path(__file__).resolve().parents[3] / "bot" / "web"
POLICY = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
GREETING = Text(
    text="Chào bạn, tôi là Motcua, trợ lý tự động. Bạn đang cần việc gì?",
    buttons=(Button(title="Xem các thủ tục", payload="/list_procedures"),),
)


@dataclass(frozen=True, slots=True)
class Given:
    """One scripted HTTP answer; ``after`` is in seconds, ``raw`` goes out as it is instead of JSON."""

    status: int
    body: dict[str, Any] = field(default_factory=dict)
    after: float = 0.0
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Broken:
    """The connection ends before the answer, or in the middle of it."""

    in_the_middle: bool = False


def reply_json(reply: Reply) -> dict[str, Any]:
    """What the real door sends for a reply."""
    return {**reply.model_dump(mode="json"), "text": reply.text}


def answer(*replies: Reply, outcome: str = "answered", after: float = 0.0) -> Given:
    """200 with these replies."""
    intent = {"name": "ask_papers", "confidence": 0.98}
    said = [reply_json(reply) for reply in replies]
    body = {"outcome": outcome, "intent": intent, "procedure": None, "candidates": [], "replies": said}
    return Given(200, body, after)


def refusal(status: int, sentence: str) -> Given:
    """An error with a sentence for the person."""
    return Given(status, {"detail": sentence})


PENDING = Given(202, {"pending": True})


class StandIn:
    """The server; ``script`` holds the next answers, ``asked`` the bodies that came in."""

    def __init__(self) -> None:
        self.script: deque[Given | Broken] = deque()
        self.greetings: deque[Given | Broken] = deque()
        self.asked: list[dict[str, Any]] = []
        self.place = "xã Đại Phúc, tỉnh Thái Nguyên"
        self._answered: dict[str, Given] = {}
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        """Address of the page."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/"

    def __enter__(self) -> "StandIn":
        self._thread.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._server.shutdown()
        self._thread.join(5)
        self._server.server_close()

    def reset(self) -> None:
        """Forget what other tests said."""
        self.__dict__.update(script=deque(), greetings=deque(), asked=[], _answered={})
        self.place = "xã Đại Phúc, tỉnh Thái Nguyên"

    def plan(self, *answers: Given | Broken) -> None:
        """The next answers, in order; afterwards messages are echoed."""
        self.script.extend(answers)

    def texts(self) -> list[str]:
        """What was asked, without repetitions of one message."""
        firsts = {body["message_id"]: body.get("text", body.get("payload", "")) for body in reversed(self.asked)}
        return list(reversed(firsts.values()))

    def greet(self) -> Given | Broken:
        """GET /api/chat/welcome."""
        if self.greetings:
            return self.greetings.popleft()
        return Given(200, {"replies": [reply_json(GREETING)], "place": self.place})

    def chat(self, body: dict[str, Any]) -> Given | Broken:
        """POST /api/chat."""
        self.asked.append(body)
        if (before := self._answered.get(body["message_id"])) is not None:
            return before
        given = self.script.popleft() if self.script else _echo(body)
        if isinstance(given, Given) and given.status == 200 and not given.raw:
            self._answered[body["message_id"]] = replace(given, after=0.0)
        return given


def _echo(body: dict[str, Any]) -> Given:
    return answer(Text(text=f"Đã nhận: {body.get('text', body.get('payload'))}"))


class _Handler(BaseHTTPRequestHandler):
    """HTTP/1.0: one request a connection, so a broken one is never silently repeated by the browser."""

    server: "_Server"

    def do_GET(self) -> None:
        path = self.path.split("?", 1)[0]
        if path == "/api/chat/welcome":
            self._give(self.server.stand_in.greet())
        else:
            self._file(WEB / (path.lstrip("/") or "index.html"))

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self._give(self.server.stand_in.chat(body))

    def log_message(self, *_args: object) -> None:
        """Tests are quiet."""

    def _file(self, path: Path) -> None:
        if not path.resolve().is_relative_to(WEB) or not path.is_file():
            self._send(404, "text/plain", b"")
            return
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        self._send(200, kind, path.read_bytes())

    def _give(self, given: Given | Broken) -> None:
        if isinstance(given, Broken):
            if given.in_the_middle:
                self._send(200, "application/json", b'{"replies": [', promised=4096)
            self.close_connection = True
            return
        time.sleep(given.after)
        raw = given.raw or json.dumps(given.body, ensure_ascii=False)
        self._send(given.status, "text/html" if given.raw else "application/json", raw.encode())

    def _send(self, status: int, kind: str, body: bytes, promised: int = 0) -> None:
        self.send_response(status)
        headers = {"Content-Type": f"{kind}; charset=utf-8", "Content-Length": str(promised or len(body))}
        guards = {"Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff"}
        for name, value in {**headers, **guards, "Cache-Control": "max-age=600"}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


class _Server(ThreadingHTTPServer):
    """Threads, because a slow answer must not hold up the next request."""

    daemon_threads = True

    def __init__(self, stand_in: StandIn) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.stand_in = stand_in

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that leaves before the answer is no error here."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]
