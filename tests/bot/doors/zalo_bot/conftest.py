"""The stand-in on a real socket, and a door that talks to it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from pathlib import Path

import pytest

from bot.doors.door import Incoming
from bot.doors.house import House
from bot.doors.zalo_bot.client import Limits
from bot.doors.zalo_bot.door import ZaloBotDoor
from bot.migrating import migrate
from bot.post.alerts import Alerts
from bot.post.outbox import Outbox
from bot.settings import Settings
from knowledge.base import KnowledgeBase
from knowledge.database import Database
from tests.stand_ins.serving import served
from tests.stand_ins.zalo_bot import TOKEN, ZaloBotStandIn

SECRET = "khoa-bi-mat_1"
QUICK = Limits(connect=0.5, read=0.3, poll=1)


async def until(condition: Callable[[], object], seconds: float = 8.0) -> None:
    """Wait for something another task or thread does; fails when it does not."""
    for _ in range(int(seconds / 0.01)):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise TimeoutError


class Inbox:
    """What a polling door handed over; can be told to fail."""

    def __init__(self) -> None:
        self.messages: list[Incoming] = []
        self.failures: list[Exception] = []

    async def __call__(self, channel: str, messages: Sequence[Incoming]) -> None:
        if self.failures:
            raise self.failures.pop()
        self.messages += messages


@pytest.fixture(scope="module")
def served_platform() -> Iterator[tuple[ZaloBotStandIn, str]]:
    """One server for a module."""
    stand_in = ZaloBotStandIn()
    with served(stand_in.app) as address:
        yield stand_in, address


@pytest.fixture
def address(served_platform: tuple[ZaloBotStandIn, str]) -> str:
    return served_platform[1]


@pytest.fixture
def platform(served_platform: tuple[ZaloBotStandIn, str]) -> ZaloBotStandIn:
    """The stand-in as new, on the module's server."""
    stand_in, fresh = served_platform[0], ZaloBotStandIn()
    for name in (
        "token", "me", "calls", "chats", "blocked", "bad_photos", "styles", "quota", "waiting", "webhook",
        "verification", "errors_as_200", "files", "moved",
    ):  # fmt: skip
        setattr(stand_in, name, getattr(fresh, name))
    stand_in.faults.clear()
    return stand_in


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture(scope="module")
def alerts_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('zalo_bot')}/alerts.db")
    migrate(database)
    yield database
    database.close()


@pytest.fixture
def alerts(alerts_database: Database) -> Alerts:
    """With nothing open."""
    made = Alerts(alerts_database)
    for key, _, _ in made.open():
        made.clear(key)
    return made


def settings(address: str, **changed: object) -> Settings:
    """Settings of a bot at the stand-in."""
    made = {
        "zalo_bot_token": TOKEN,
        "zalo_bot_api_base": address,
        "zalo_bot_secret": SECRET,
        "motcua_data": Path("/nonexistent"),
        **changed,
    }
    return Settings(_env_file=None, **made)  # type: ignore[arg-type]


def house(made: Settings, base: KnowledgeBase, alerts: Alerts, inbox: Inbox) -> House:
    """What the door is given."""
    return House(made, alerts._database, base, Outbox(alerts._database), alerts, inbox)


def raised(alerts: Alerts) -> set[str]:
    """Keys of the open alerts."""
    return {key for key, _, _ in alerts.open()}


@pytest.fixture
async def door(
    platform: ZaloBotStandIn, address: str, base: KnowledgeBase, alerts: Alerts, inbox: Inbox
) -> AsyncIterator[ZaloBotDoor]:
    """An open door with a webhook secret."""
    opened = ZaloBotDoor(house(settings(address), base, alerts, inbox), QUICK)
    await opened.start()
    await until(lambda: opened._names)
    yield opened
    await opened.stop()
