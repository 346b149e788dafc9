"""The real application over ASGI, with a scripted engine in place of Rasa."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx

from bot.app import Parts, create_app
from bot.migrating import migrate
from bot.settings import Settings
from dialogues.replies import Button, Text
from knowledge.base import KnowledgeBase
from knowledge.database import Database

__all__ = ["Running", "running", "says"]

Script = Callable[[dict[str, Any]], httpx.Response]


def says(text: str, *buttons: Button, outcome: str = "answered", procedure: str | None = None) -> httpx.Response:
    """An engine's answer with one text."""
    reply = Text(text=text, buttons=buttons).model_dump(mode="json")
    custom = {"replies": [reply], "outcome": outcome, "procedure": procedure, "candidates": []}
    return httpx.Response(200, json={"replies": [{"custom": custom}], "intent": {"name": "ask_fee", "confidence": 0.9}})


class Running:
    """A client of the running application and what it holds."""

    engine_is_there = True
    """False: the engine does not forget when told to."""

    def __init__(
        self, client: httpx.AsyncClient, parts: Parts, asked: list[dict[str, Any]], forgotten: list[str]
    ) -> None:
        self.client, self.parts, self.asked, self.forgotten = client, parts, asked, forgotten


@asynccontextmanager
async def running(folder: Path, base: KnowledgeBase, engine: Script, **settings: Any) -> AsyncIterator[Running]:
    """Start the application on a database of its own; ``asked`` records what the engine was sent."""
    made = Settings(
        _env_file=None, motcua_data=folder, engine_urls="http://127.0.0.1:1", engine_token="e",
        motcua_secret_key="s", onestop_kind="none", **settings,
    )  # fmt: skip
    if not (folder / "motcua.db").exists():
        database = Database(made.database)
        migrate(database)
        database.close()
    app = create_app(made, base)
    parts: Parts = app.state.parts
    asked: list[dict[str, Any]] = []
    forgotten: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            return httpx.Response(200)
        if request.method == "DELETE":
            forgotten.append(unquote(request.url.path.rpartition("/")[2]))
            return httpx.Response(200 if running_.engine_is_there else 503)
        body = json.loads(request.content)
        asked.append(body)
        return engine(body)

    parts.engines._client = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://motcua.local") as client:
            running_ = Running(client, parts, asked, forgotten)
            yield running_
