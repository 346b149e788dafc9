import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from knowledge.database import Base, Database, sqlite_url
from knowledge.models import KnowledgeRevision


def test_migrations_give_the_tables_of_the_models(database: Database) -> None:
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_writers_wait_for_each_other(database: Database) -> None:
    with database.write() as session:
        session.add(KnowledgeRevision(id=1, number=0))

    def count_up() -> None:
        for _ in range(10):
            with database.write() as session:
                row = session.get(KnowledgeRevision, 1, with_for_update=True)
                assert row is not None
                row.number += 1

    threads = [threading.Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as session:
        assert session.scalar(select(KnowledgeRevision.number)) == 40


def test_an_exception_rolls_back(database: Database) -> None:
    def fail_half_way() -> None:
        with database.write() as session:
            session.add(KnowledgeRevision(id=1, number=1))
            session.flush()
            raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        fail_half_way()
    with database.read() as session:
        assert session.scalar(select(KnowledgeRevision)) is None


def test_an_unreadable_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OperationalError), Database(sqlite_url(tmp_path / "no" / "such" / "x.db")).read() as session:
        session.scalar(select(KnowledgeRevision))
