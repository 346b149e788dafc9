"""``motcua ask`` and ``motcua chat``: talk to the assistant from the command line."""

import asyncio
import json
import sys
import time
import uuid
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Annotated, Any

import httpx
import typer

from bot.commands.faults import fail
from bot.commands.knowledge import prepare
from bot.commands.training import ensure_model
from bot.settings import Settings, secret_of
from bot.stack import PortTaken, Stack, free_port

__all__ = ["ask", "assistant", "chat", "say"]

PATIENCE = 120.0


def ask(
    message: Annotated[
        str | None, typer.Argument(help="câu hỏi; không có thì đọc từ đầu vào, mỗi dòng một câu")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="mỗi câu trả lời là một dòng JSON")] = False,
    same_chat: Annotated[bool, typer.Option("--same-chat", help="giữ chung một cuộc trò chuyện")] = False,
) -> None:
    """Hỏi trợ lý; dùng trợ lý đang chạy, nếu không có thì tự khởi động rồi tắt."""
    lines = [message] if message is not None else (line.rstrip("\r\n") for line in sys.stdin)
    asyncio.run(_ask(lines, as_json=as_json, same_chat=same_chat))


def chat() -> None:
    """Trò chuyện ngay trong cửa sổ dòng lệnh; gõ Ctrl-D để thôi."""
    asyncio.run(_chat())


async def _ask(lines: Iterable[str], *, as_json: bool, same_chat: bool) -> None:
    chat_id = uuid.uuid4().hex
    async with assistant() as client:
        for line in lines:
            answer = await say(client, chat_id, line)
            typer.echo(json.dumps(answer, ensure_ascii=False) if as_json else _plain(answer))
            chat_id = chat_id if same_chat else uuid.uuid4().hex


async def _chat() -> None:
    chat_id = uuid.uuid4().hex
    async with assistant() as client:
        typer.echo(_plain((await client.get("/api/chat/welcome")).json()))
        while True:
            try:
                line = await asyncio.to_thread(input, "Bạn: ")
            except EOFError:
                return
            typer.echo(_plain(await say(client, chat_id, line)))


async def say(client: httpx.AsyncClient, chat_id: str, text: str) -> dict[str, Any]:
    """One message; a message that takes long or a restart in the middle is waited for."""
    body = {"chat_id": chat_id, "text": text, "message_id": uuid.uuid4().hex}
    started = time.monotonic()
    while time.monotonic() - started < PATIENCE:
        try:
            response = await client.post("/api/chat", json=body)
        except httpx.TransportError:
            await asyncio.sleep(1)
            continue
        if response.status_code == httpx.codes.OK:
            return {"text": text, **response.json(), "took_ms": round((time.monotonic() - started) * 1000)}
        if response.status_code != httpx.codes.ACCEPTED:
            detail = response.json().get("detail", "")
            raise fail(f"Trợ lý từ chối câu hỏi ({response.status_code}): {detail}")
    raise fail("Trợ lý không trả lời sau hai phút.")


@asynccontextmanager
async def assistant(rates: str = "on") -> AsyncIterator[httpx.AsyncClient]:
    """The running assistant, or one started for the time of this command with ``rates`` on or off."""
    settings = Settings()
    if await _is_running(settings):
        async with _client(settings) as client:
            yield client
        return
    typer.echo("Chưa có trợ lý nào đang chạy; đang khởi động tạm…", err=True)
    prepare(settings)
    ensure_model(settings)
    settings = settings.model_copy(update={"motcua_port": free_port(settings.motcua_port), "motcua_rates": rates})
    stack = Stack(settings)
    try:
        await stack.start()
        await stack.ready()
        async with _client(settings) as client:
            yield client
    except PortTaken as error:
        raise fail(str(error)) from None
    finally:
        await stack.stop()


async def _is_running(settings: Settings) -> bool:
    async with httpx.AsyncClient(timeout=2, trust_env=False) as client:
        try:
            answer = (await client.get(f"{_address(settings)}/health/live")).json()
        except (httpx.HTTPError, ValueError):
            return False
    return isinstance(answer, dict) and answer.get("app") == "motcua"


def _client(settings: Settings) -> httpx.AsyncClient:
    headers = {"X-Motcua-Token": secret_of(settings, "motcua_secret_key")}
    return httpx.AsyncClient(base_url=_address(settings), headers=headers, timeout=60, trust_env=False)


def _address(settings: Settings) -> str:
    return f"http://{settings.motcua_host}:{settings.motcua_port}"


def _plain(answer: dict[str, Any]) -> str:
    parts = []
    for reply in answer["replies"]:
        numbered = [f"  {number}. {button['title']}" for number, button in enumerate(reply["buttons"], start=1)]
        parts.append("\n".join([reply["text"], *numbered]))
    return "\n\n".join(parts) + "\n"
