"""The database: SQLite (WAL) by default, PostgreSQL when the address says so."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData, create_engine, event
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker

__all__ = ["Base", "Database", "now", "sqlite_url"]


def now() -> datetime:
    """The present, aware, in UTC: what every row is stamped with."""
    return datetime.now(UTC)


class Base(DeclarativeBase):
    """All tables; constraint names are fixed so that migrations work on both databases."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def sqlite_url(path: Path) -> str:
    """Address of a SQLite file."""
    return f"sqlite:///{path}"


class Database:
    """Sessions for reading and for writing.

    A writing session takes SQLite's write lock at once: a transaction that reads first and
    writes later would otherwise fail with "database is locked" beside another of its kind.
    """

    def __init__(self, url: str) -> None:
        parsed = make_url(url)
        if parsed.drivername in ("postgresql", "postgres"):
            parsed = parsed.set(drivername="postgresql+psycopg")
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        options: dict[str, Any] = {"hide_parameters": True}  # what people wrote must not get into an error's text
        if self.is_sqlite:
            options["connect_args"] = {"timeout": 15, "check_same_thread": False}
        else:
            options["pool_pre_ping"] = True
        self.engine: Engine = create_engine(parsed, **options)
        if self.is_sqlite:
            _prepare_sqlite(self.engine)
        self._reading = sessionmaker(self.engine, expire_on_commit=False)
        writing_engine = self.engine.execution_options(motcua_write=True)
        self._writing = sessionmaker(writing_engine, expire_on_commit=False)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session whose changes are thrown away."""
        with self._reading() as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session in one transaction: committed at the end, rolled back on an exception."""
        with self._writing.begin() as session:
            yield session

    def close(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # pysqlite's own BEGIN comes too late for our purpose
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Any) -> None:
        write = connection.get_execution_options().get("motcua_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
