"""The stand-in on a real socket, and a door that talks to it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.doors.door import Incoming
from bot.doors.house import House
from bot.doors.zalo_oa.door import ZaloOaDoor
from bot.doors.zalo_oa.limits import Limits
from bot.migrating import migrate
from bot.post.alerts import Alerts
from bot.post.outbox import Outbox
from bot.settings import Settings
from knowledge.base import KnowledgeBase
from knowledge.database import Database, sqlite_url
from tests.stand_ins.serving import served
from tests.stand_ins.zalo_oa import APP_ID, APP_SECRET, OA_SECRET, ZaloOaStandIn

QUICK = Limits(connect=0.5, read=0.5, upload=1.0, again=0.01, attend=0.05)
PUBLIC = "https://motcua.vi-du.vn"


async def until(condition: Callable[[], object], seconds: float = 8.0) -> None:
    """Wait for something another task or thread does; fails when it does not."""
    for _ in range(int(seconds / 0.01)):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise TimeoutError


async def nobody(_channel: str, _messages: Sequence[Incoming]) -> None:
    """This door does not poll."""


@pytest.fixture(scope="session")
def served_zalo() -> Iterator[tuple[ZaloOaStandIn, str]]:
    """One server for all tests."""
    stand_in = ZaloOaStandIn()
    with served(stand_in.app) as address:
        yield stand_in, address


@pytest.fixture
def address(served_zalo: tuple[ZaloOaStandIn, str]) -> str:
    return served_zalo[1]


@pytest.fixture
def zalo(served_zalo: tuple[ZaloOaStandIn, str]) -> ZaloOaStandIn:
    """The stand-in as new."""
    served_zalo[0].reset()
    return served_zalo[0]


def options(address: str, **changed: Any) -> dict[str, Any]:
    """Settings of an account at the stand-in, with the pair it knows."""
    return {
        "zalo_app_id": APP_ID,
        "zalo_app_secret": APP_SECRET,
        "zalo_oa_secret": OA_SECRET,
        "zalo_oa_access_token": "truy-cap-1",
        "zalo_oa_refresh_token": "lam-moi-1",
        "zalo_api_base": address,
        "zalo_oauth_base": address,
        "zalo_oa_per_minute": 100_000,
        "motcua_public_url": PUBLIC,
        **changed,
    }


def settings(address: str, **changed: Any) -> Settings:
    made = {"motcua_data": Path("/nonexistent"), "motcua_secret_key": "khoa", **options(address, **changed)}
    return Settings(_env_file=None, **made)


def house(made: Settings, database: Database, base: KnowledgeBase) -> House:
    """What the door is given."""
    return House(made, database, base, Outbox(database), Alerts(database), nobody)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An empty, migrated SQLite file."""
    path = tmp_path_factory.mktemp("zalo") / "empty.db"
    database = Database(sqlite_url(path))
    migrate(database)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return path.read_bytes()


@pytest.fixture(scope="session")
def base(migrated: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """Nothing is known: these tests are about the post, and the whole catalogue takes half a minute to index."""
    path = tmp_path_factory.mktemp("zalo-base") / "base.db"
    path.write_bytes(migrated)
    opened = Database(sqlite_url(path))
    yield KnowledgeBase(opened, "dai_phuc")
    opened.close()


@pytest.fixture
def own_database(migrated: bytes, tmp_path: Path) -> Iterator[Database]:
    """A SQLite database of the test's own, without the time a migration takes."""
    (tmp_path / "own.db").write_bytes(migrated)
    opened = Database(sqlite_url(tmp_path / "own.db"))
    yield opened
    opened.close()


@pytest.fixture
def folder(migrated: bytes, tmp_path: Path) -> Path:
    """Where an application finds its database ready."""
    (tmp_path / "motcua.db").write_bytes(migrated)
    return tmp_path


@pytest.fixture
async def door(
    zalo: ZaloOaStandIn, address: str, base: KnowledgeBase, own_database: Database
) -> AsyncIterator[ZaloOaDoor]:
    """A door that is not started: nothing happens beside the test."""
    opened = ZaloOaDoor(house(settings(address), own_database, base), QUICK)
    yield opened
    await opened.stop()
