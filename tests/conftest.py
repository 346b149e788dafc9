"""Shared by all tests: no network outside loopback, both databases, the real content."""

import ipaddress
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.migrating import migrate
from knowledge.base import KnowledgeBase
from knowledge.database import Database, sqlite_url
from knowledge.loading import load_content
from tests.postgres import TemporaryPostgres, postgres_is_installed


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """A connection to anywhere but this machine fails the test that made it."""
    real = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = str(address[0])  # type: ignore[index]
            local = host == "localhost" or ipaddress.ip_address(host).is_loopback
            if not local:
                pytest.fail(f"a test tried to reach {host}")
        real(self, address)  # type: ignore[arg-type]

    socket.socket.connect = guarded  # type: ignore[method-assign]
    yield
    socket.socket.connect = real  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def postgres() -> Iterator[TemporaryPostgres]:
    """A PostgreSQL of our own; without one the tests are skipped, but never in CI."""
    if not postgres_is_installed():
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is missing: make browser installs it")
        pytest.skip("PostgreSQL is not installed on this machine")
    with TemporaryPostgres() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty, migrated database of either kind."""
    if request.param == "sqlite":
        opened = Database(sqlite_url(tmp_path / "test.db"))
    else:
        opened = Database(request.getfixturevalue("postgres").new_database())
    migrate(opened)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def loaded_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """SQLite with all of the seed content; read only."""
    opened = Database(sqlite_url(tmp_path_factory.mktemp("kb") / "test.db"))
    migrate(opened)
    load_content(opened)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def base(loaded_database: Database) -> KnowledgeBase:
    """The knowledge base over the seed content."""
    return KnowledgeBase(loaded_database, "dai_phuc")
