import shutil
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from knowledge.base import KnowledgeBase
from knowledge.content_file import CONTENT, ContentError, read_procedures
from knowledge.database import Database
from knowledge.loading import load_content
from knowledge.models import Procedure, ProcedureVersion, VersionState, WordRow
from knowledge.rows import to_content


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small copy of the content to edit."""
    target = tmp_path / "content"
    shutil.copytree(CONTENT, target, ignore=shutil.ignore_patterns("*.yml", "*grown.jsonl", "lexicon_more.jsonl"))
    for name in ("places.yml", "procedures/1.001193.yml", "procedures/1.000656.yml"):
        shutil.copy(CONTENT / name, target / name)
    for name in ("lexicon_more", "lexicon_grown", "lexicon_more_grown"):
        (target / "lexicon" / f"{name}.jsonl").write_text("")
    return target


def test_what_is_loaded_is_what_was_written(database: Database, folder: Path) -> None:
    load_content(database, folder)
    with database.read() as session:
        for file in read_procedures(folder / "procedures"):
            version = session.scalars(select(ProcedureVersion).join(Procedure).where(Procedure.code == file.code)).one()
            assert to_content(file.code, version).model_dump() == file.model_dump()


def test_loading_again_changes_nothing(database: Database, folder: Path) -> None:
    first = load_content(database, folder)
    with database.read() as session:
        words = session.scalar(select(func.count()).select_from(WordRow))
    second = load_content(database, folder)
    assert (first.new, second.new, second.changed, second.same) == (2, 0, 0, 2)
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(WordRow)) == words


def test_a_change_makes_a_new_version_and_retires_the_old(database: Database, folder: Path) -> None:
    load_content(database, folder)
    path = folder / "procedures" / "1.001193.yml"
    path.write_text(path.read_text().replace("popularity: 5", "popularity: 4"))
    assert load_content(database, folder).changed == 1
    with database.read() as session:
        states = session.scalars(
            select(ProcedureVersion.state)
            .join(Procedure)
            .where(Procedure.code == "1.001193")
            .order_by(ProcedureVersion.number)
        ).all()
    assert states == [VersionState.RETIRED, VersionState.PUBLISHED]


def test_a_broken_file_leaves_everything_as_it_was(database: Database, folder: Path) -> None:
    load_content(database, folder)
    (folder / "procedures" / "1.000656.yml").write_text("code: [")
    path = folder / "procedures" / "1.001193.yml"
    path.write_text(path.read_text().replace("popularity: 5", "popularity: 1"))
    with pytest.raises(ContentError, match=r"1\.000656\.yml:1"):
        load_content(database, folder)
    with database.read() as session:
        assert session.scalar(select(Procedure.popularity).where(Procedure.code == "1.001193")) == 5


def test_an_edit_is_found_after_a_refresh(database: Database, folder: Path) -> None:
    load_content(database, folder)
    base = KnowledgeBase(database, "dai_phuc")
    assert base.refresh() is False
    path = folder / "procedures" / "1.001193.yml"
    path.write_text(
        path.read_text().replace("choice_label: Khai sinh cho trẻ mới sinh", "choice_label: Vào sổ cháu bé")
    )
    load_content(database, folder)
    assert base.refresh() is True
    named = base.named("1.001193")
    assert named is not None
    assert named.choice_label == "Vào sổ cháu bé"
    assert base.search("vào sổ cháu bé")[0].code == "1.001193"


def test_what_was_valid_on_a_day(database: Database, folder: Path) -> None:
    load_content(database, folder)
    base = KnowledgeBase(database, "dai_phuc", today=lambda: date(2027, 3, 2))
    assert base.content("1.001193") is None
    assert base.content_on("1.001193", date(2026, 11, 24)) is not None
    named = base.named("1.001193")
    assert named is not None
    assert named.held is False
