"""How fast a webhook is acknowledged while the engine is away for half a minute, and that nothing is lost."""

import asyncio
import json
import os
import signal
import statistics
import tempfile
import time
from pathlib import Path

import httpx

from bot.commands.knowledge import prepare
from bot.settings import Settings
from bot.stack import Stack, _Child, free_port
from knowledge.database import Database
from tests.drill import settled
from tests.stand_ins.serving import served
from tests.stand_ins.telegram import TelegramStandIn

__all__ = ["measure_doors"]

AWAY_SECONDS = 30.0
EVERY_SECONDS = 0.1
CHATS = 50
SECRET = "bench-secret"
MODELS = Path("var/models").resolve()


async def measure_doors() -> None:
    """Ten deliveries a second from fifty chats for half a minute, the engine stopped with SIGSTOP; prints the figures."""
    folder = Path(tempfile.mkdtemp(prefix="motcua-doors-"))
    (folder / "models").symlink_to(MODELS)
    telegram = TelegramStandIn()
    with served(telegram.app) as platform:
        settings = Settings(
            _env_file=None, motcua_data=folder, motcua_port=free_port(18380), motcua_rates="off",
            telegram_token=telegram.token, telegram_webhook_secret=SECRET, telegram_api_base=platform,
        )  # fmt: skip
        await asyncio.to_thread(prepare, settings)
        stack, database = Stack(settings), Database(settings.database)
        await stack.start()
        try:
            await stack.ready()
            engine = _process(next(c for c in stack._children if "rasa" in " ".join(c._command)))
            os.kill(engine, signal.SIGSTOP)
            times = await _deliver(f"http://127.0.0.1:{settings.motcua_port}/webhooks/telegram")
            os.kill(engine, signal.SIGCONT)
            await settled(database, 240)
        finally:
            await stack.stop()
            database.close()
    answered = sum(bool(telegram.texts(str(chat))) for chat in range(1, CHATS + 1))
    cuts = statistics.quantiles(times, n=100)
    print(
        f"webhook acknowledged, engine stopped {AWAY_SECONDS:.0f} s, {len(times)} deliveries, ms: median "
        f"{statistics.median(times):.1f}, p99 {cuts[98]:.1f}, slowest {max(times):.1f}; chats answered afterwards "
        f"{answered}/{CHATS}, messages {sum(len(telegram.texts(str(chat))) for chat in range(1, CHATS + 1))}"
    )


def _process(child: _Child) -> int:
    assert child._process is not None
    return child._process.pid


async def _deliver(address: str) -> list[float]:
    times: list[float] = []
    headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": SECRET}
    async with httpx.AsyncClient(timeout=10, trust_env=False) as client:
        until, number = time.monotonic() + AWAY_SECONDS, 0
        while time.monotonic() < until:
            chat = number % CHATS + 1
            person = {"id": chat, "is_bot": False, "first_name": "A"}
            message = {
                "message_id": number, "date": 1700000000, "chat": {"id": chat, "type": "private", "first_name": "A"},
                "from": person, "text": "lệ phí khai sinh bao nhiêu",
            }  # fmt: skip
            started = time.perf_counter()
            answer = await client.post(
                address, content=json.dumps({"update_id": number, "message": message}), headers=headers
            )
            times.append((time.perf_counter() - started) * 1000)
            answer.raise_for_status()
            number += 1
            await asyncio.sleep(EVERY_SECONDS)
    return times


if __name__ == "__main__":
    asyncio.run(measure_doors())
