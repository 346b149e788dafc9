"""The stand-in on a real socket, and a door that talks to it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from pathlib import Path

import pytest

from bot.doors.door import Incoming
from bot.doors.house import House
from bot.doors.telegram.client import Limits
from bot.doors.telegram.door import TelegramDoor
from bot.migrating import migrate
from bot.post.alerts import Alerts
from bot.post.outbox import Outbox
from bot.settings import Settings
from knowledge.base import KnowledgeBase
from knowledge.database import Database
from tests.stand_ins.serving import served
from tests.stand_ins.telegram import TOKEN, TelegramStandIn

SECRET = "khoa-bi-mat_1"
QUICK = Limits(connect=0.5, read=0.6, upload=1.0, poll=1)


async def until(condition: Callable[[], object], seconds: float = 8.0) -> None:
    """Wait for something another task or thread does; fails when it does not."""
    for _ in range(int(seconds / 0.01)):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise TimeoutError


class Inbox:
    """What a polling door handed over; can be told to be away."""

    def __init__(self) -> None:
        self.messages: list[Incoming] = []
        self.away = 0

    async def __call__(self, channel: str, messages: Sequence[Incoming]) -> None:
        if self.away:
            self.away -= 1
            raise RuntimeError("away")
        self.messages += messages


@pytest.fixture(scope="module")
def served_telegram() -> Iterator[tuple[TelegramStandIn, str]]:
    """One server for a module."""
    stand_in = TelegramStandIn()
    with served(stand_in.app) as address:
        yield stand_in, address


@pytest.fixture
def address(served_telegram: tuple[TelegramStandIn, str]) -> str:
    return served_telegram[1]


@pytest.fixture
def telegram(served_telegram: tuple[TelegramStandIn, str]) -> TelegramStandIn:
    """The stand-in as new, on the module's server."""
    stand_in = served_telegram[0]
    fresh = TelegramStandIn()
    for name in ("calls", "chats", "files", "blocked", "unknown", "moved", "waiting", "webhook", "last_error", "me"):
        setattr(stand_in, name, getattr(fresh, name))
    stand_in.faults.clear()
    return stand_in


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture(scope="module")
def alerts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Alerts]:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('telegram')}/alerts.db")
    migrate(database)
    yield Alerts(database)
    database.close()


def settings(address: str, **changed: object) -> Settings:
    """Settings of a bot at the stand-in."""
    made = {
        "telegram_token": TOKEN,
        "telegram_api_base": address,
        "telegram_webhook_secret": SECRET,
        "motcua_data": Path("/nonexistent"),
        **changed,
    }
    return Settings(_env_file=None, **made)  # type: ignore[arg-type]


def house(made: Settings, base: KnowledgeBase, alerts: Alerts, inbox: Inbox) -> House:
    """What the door is given."""
    return House(made, alerts._database, base, Outbox(alerts._database), alerts, inbox)


@pytest.fixture
async def door(
    telegram: TelegramStandIn, address: str, base: KnowledgeBase, alerts: Alerts, inbox: Inbox
) -> AsyncIterator[TelegramDoor]:
    """An open door with a webhook secret."""
    opened = TelegramDoor(house(settings(address), base, alerts, inbox), QUICK)
    await opened.start()
    yield opened
    await opened.stop()
