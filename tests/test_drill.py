"""Five hundred messages, deliveries twice, a tenth of the calls failing, kill -9: everything answered exactly once."""

import asyncio
import contextlib
import json
import shutil
from collections.abc import AsyncIterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from bot.commands.knowledge import prepare
from bot.commands.training import MODEL
from bot.settings import Settings
from bot.stack import Stack, free_port
from knowledge.database import Database
from tests.drill import Drill, Line, Verdict, failing, judge, second_app, settled
from tests.postgres import TemporaryPostgres
from tests.stand_ins import zalo_bot_updates, zalo_oa_events
from tests.stand_ins.faults import Fault
from tests.stand_ins.serving import served
from tests.stand_ins.telegram import TelegramStandIn
from tests.stand_ins.zalo_bot import ZaloBotStandIn
from tests.stand_ins.zalo_oa import ZaloOaStandIn
from tests.stand_ins.zalo_oa_tokens import APP_ID, APP_SECRET

MODELS = Path("var/models")
SECRET = "drill-secret"

pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(not (MODELS / MODEL).exists(), reason="no trained model: make train"),
]


class TelegramLine:
    """Telegram's side of the drill."""

    channel = "telegram"
    path = "/webhooks/telegram"

    def __init__(self) -> None:
        self.stand_in = TelegramStandIn()
        self.faults = self.stand_in.faults
        own = Fault.own(429, "Too Many Requests: retry after 1", status=429, parameters={"retry_after": 1})
        failing(self.faults, "sendMessage", own)

    def delivery(self, chat: str, number: int, words: str) -> tuple[bytes, dict[str, str]]:
        person = {"id": int(chat), "is_bot": False, "first_name": "A"}
        where = {"id": int(chat), "type": "private", "first_name": "A"}
        message = {"message_id": number + 1, "date": 1700000000, "chat": where, "from": person, "text": words}
        body = {"update_id": int(chat) * 1000 + number, "message": message}
        headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": SECRET}
        return json.dumps(body).encode(), headers

    def shown(self, chat: str) -> list[str]:
        return self.stand_in.texts(chat)


class ZaloOaLine:
    """The Official Account's side; echoes come back to the application, and settle unsure sends."""

    channel = "zalo_oa"
    path = "/webhooks/zalo-oa"

    def __init__(self) -> None:
        self.stand_in = ZaloOaStandIn()
        self.faults = self.stand_in.faults
        failing(self.faults, "cs", Fault.answer(429, retry_after="1"))

    def delivery(self, chat: str, number: int, words: str) -> tuple[bytes, dict[str, str]]:
        event = zalo_oa_events.text(words, chat)
        body = zalo_oa_events.body_of(event)
        return body, zalo_oa_events.headers_for(event, body, self.stand_in.secret)

    def shown(self, chat: str) -> list[str]:
        return self.stand_in.texts(chat)


class ZaloBotLine:
    """The Bot Platform's side."""

    channel = "zalo_bot"
    path = "/webhooks/zalo-bot"

    def __init__(self) -> None:
        self.stand_in = ZaloBotStandIn()
        self.faults = self.stand_in.faults
        failing(self.faults, "sendMessage", Fault.own(500, "Internal error"))

    def delivery(self, chat: str, number: int, words: str) -> tuple[bytes, dict[str, str]]:
        headers = {"Content-Type": "application/json", "X-Bot-Api-Secret-Token": SECRET}
        return json.dumps(zalo_bot_updates.text(words, chat)).encode(), headers

    def shown(self, chat: str) -> list[str]:
        return self.stand_in.texts(chat)


@contextlib.asynccontextmanager
async def drilled(folder: Path, lines: list[Line], apps: int, **settings: Any) -> AsyncIterator[tuple[Drill, Database]]:
    """The stack, ``apps`` applications beside one engine, and the drill to run on them."""
    shutil.copytree(MODELS, folder / "models")
    made = Settings(
        _env_file=None, motcua_data=folder, motcua_port=free_port(18180), motcua_rates="off", motcua_secret_key="s",
        **settings,
    )  # fmt: skip
    await asyncio.to_thread(prepare, made)
    stack, database = Stack(made), Database(made.database)
    await stack.start()
    more = [(port := free_port(18280 + n), second_app(stack, port, folder)) for n in range(apps - 1)]
    for _, child in more:
        child.start()
    try:
        assert await stack.ready(), (folder / "engine.log").read_text()[-2000:]
        running = [(made.motcua_port, stack._children[-1]), *more]
        yield Drill(lines, [(f"http://127.0.0.1:{port}", child) for port, child in running]), database
    finally:
        await asyncio.gather(stack.stop(), *(child.stop() for _, child in more))
        database.close()


async def _drill(folder: Path, chats: int, each: int, apps: int, **settings: Any) -> tuple[Verdict, Drill]:
    telegram, account, bot = TelegramLine(), ZaloOaLine(), ZaloBotLine()
    with ExitStack() as servers:
        address = [servers.enter_context(served(line.stand_in.app)) for line in (telegram, account, bot)]
        told = {
            "telegram_token": telegram.stand_in.token, "telegram_webhook_secret": SECRET, "telegram_api_base": address[0],
            "zalo_app_id": APP_ID, "zalo_app_secret": APP_SECRET, "zalo_oa_secret": account.stand_in.secret,
            "zalo_oa_access_token": account.stand_in.tokens.access, "zalo_oa_per_minute": 5000,
            "zalo_oa_refresh_token": account.stand_in.tokens.refresh, "zalo_api_base": address[1],
            "zalo_oauth_base": address[1], "zalo_bot_token": bot.stand_in.token, "zalo_bot_secret": SECRET,
            "zalo_bot_api_base": address[2], **settings,
        }  # fmt: skip
        lines: list[Line] = [telegram, account, bot]
        async with drilled(folder, lines, apps, **told) as (drill, database):
            await drill.run(chats, each)
            for line in lines:
                line.faults.clear()
            await settled(database, 180)
            verdict = judge(database, lines)
    print(f"{verdict} killed {dict(drill.killed)} refused {dict(drill.refused)}")
    return verdict, drill


def _holds(verdict: Verdict, drill: Drill, messages: int) -> None:
    assert verdict.wrong == []
    assert verdict.messages == messages
    assert (verdict.dead, verdict.failed) == (0, 0)
    assert verdict.unknown <= verdict.sent * 0.2  # six calls of a hundred end so, and a few more at each kill
    assert drill.killed["app"] >= 2
    assert set(drill.refused) <= {503}


async def test_several_applications_on_postgresql(tmp_path: Path, postgres: TemporaryPostgres) -> None:
    verdict, drill = await _drill(tmp_path, chats=50, each=10, apps=2, database_url=postgres.new_database())
    _holds(verdict, drill, 500)


async def test_one_machine_on_sqlite(tmp_path: Path) -> None:
    verdict, drill = await _drill(tmp_path, chats=20, each=5, apps=1)
    _holds(verdict, drill, 100)
