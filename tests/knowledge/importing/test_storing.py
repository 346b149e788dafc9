import gzip
import json
import shutil
import zlib
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from knowledge.base import KnowledgeBase
from knowledge.content_file import CONTENT
from knowledge.database import Database
from knowledge.importing import Done, ImportReport, import_files
from knowledge.importing.storing import BATCH
from knowledge.loading import LEXICONS, OUTSIDE, load_content
from knowledge.models import (
    CodeLink,
    ImportedRecord,
    KnowledgeRevision,
    PaperRow,
    Procedure,
    ProcedureVersion,
    VersionState,
)
from knowledge.rows import content_hash, to_content
from tests.knowledge.importing.samples import DETAIL, EXCHANGE, PAGE, shared

DAY = date(2026, 7, 20)
SEED = "1.001193"
LEXEME = {"ma": "1.999009", "short": "Nuôi chim yến", "asked_by": "nhiều", "aliases": ["nuôi yến trong nhà"]}
OLD = "2.999999"


@pytest.fixture
def loaded(database: Database, tmp_path: Path) -> Database:
    """A small seed: two procedures of our own, one known by its name alone, and one old code."""
    folder = tmp_path / "content"
    (folder / "procedures").mkdir(parents=True)
    (folder / "lexicon").mkdir()
    for name in ("places.yml", f"procedures/{SEED}.yml", "procedures/1.000656.yml"):
        shutil.copy(CONTENT / name, folder / name)
    for name in (*LEXICONS, *OUTSIDE):
        (folder / "lexicon" / name).write_text("")
    (folder / "lexicon" / "lexicon.jsonl").write_text(json.dumps(LEXEME, ensure_ascii=False))
    load_content(database, folder)
    with database.write() as session:
        session.add(CodeLink(old_code=OLD, new_code=SEED, since=None, source="seed"))
    return database


def _written(folder: Path, records: Sequence[Any], name: str = "x.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records))
    return path


def _import(database: Database, folder: Path, *records: Any, day: date = DAY) -> ImportReport:
    return import_files(database, [_written(folder, records)], day)


def _count(database: Database, table: type[Any]) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def _versions(database: Database, code: str) -> list[ProcedureVersion]:
    with database.read() as session:
        wanted = select(ProcedureVersion).join(Procedure).where(Procedure.code == code)
        return list(session.scalars(wanted.order_by(ProcedureVersion.number)))


def _procedure(database: Database, code: str) -> Procedure:
    with database.read() as session:
        return session.scalars(select(Procedure).where(Procedure.code == code)).one()


def test_every_shape_is_taken_over(loaded: Database, tmp_path: Path) -> None:
    report = _import(loaded, tmp_path, PAGE, DETAIL, EXCHANGE)
    assert report.done == {Done.NEW: 3}
    assert (report.refused, report.partly, report.read) == ([], [], 3)
    for code in ("1.999001", "1.999002", "1.999003"):
        (version,) = _versions(loaded, code)
        assert (version.state, version.author) == (VersionState.PUBLISHED, "import")
        assert _procedure(loaded, code).origin == "imported"


def test_importing_twice_changes_nothing(loaded: Database, tmp_path: Path) -> None:
    _import(loaded, tmp_path, PAGE, DETAIL, EXCHANGE)
    tables = (Procedure, ProcedureVersion, PaperRow, ImportedRecord, CodeLink)
    before = [_count(loaded, table) for table in tables]
    report = _import(loaded, tmp_path, PAGE, DETAIL, EXCHANGE)
    assert report.done == {Done.SAME: 3}
    assert [_count(loaded, table) for table in tables] == before


def test_another_day_alone_is_no_change(loaded: Database, tmp_path: Path) -> None:
    _import(loaded, tmp_path, PAGE)
    assert _import(loaded, tmp_path, PAGE, day=DAY + timedelta(days=9)).done == {Done.SAME: 1}
    base = KnowledgeBase(loaded, "dai_phuc", today=lambda: DAY)
    assert base.content_on("1.999001", DAY) is not None


def test_a_record_twice_in_one_file_is_one(loaded: Database, tmp_path: Path) -> None:
    report = _import(loaded, tmp_path, PAGE, PAGE)
    assert report.done == {Done.NEW: 1, Done.SAME: 1}
    assert len(_versions(loaded, "1.999001")) == 1


def test_a_changed_record_is_published_alone(loaded: Database, tmp_path: Path) -> None:
    _import(loaded, tmp_path, PAGE)
    report = _import(loaded, tmp_path, PAGE | {"ten_thu_tuc": "Cấp phép thả diều to"}, day=DAY + timedelta(days=1))
    assert report.done == {Done.CHANGED: 1}
    (version,) = _versions(loaded, "1.999001")
    assert (version.name, version.state) == ("Cấp phép thả diều to", VersionState.PUBLISHED)
    assert _procedure(loaded, "1.999001").name == "Cấp phép thả diều to"
    assert _count(loaded, PaperRow) == _count_papers_of(loaded)


def _count_papers_of(database: Database) -> int:
    """Papers that hang on a version: none may be left behind by one that was replaced."""
    with database.read() as session:
        joined = select(func.count()).select_from(PaperRow).join(ProcedureVersion)
        return session.scalar(joined) or 0


def test_what_we_wrote_ourselves_is_kept(loaded: Database, tmp_path: Path) -> None:
    before, hashes = _procedure(loaded, SEED), [version.content_hash for version in _versions(loaded, SEED)]
    report = _import(loaded, tmp_path, PAGE | {"ma_thu_tuc": SEED, "ten_thu_tuc": "Tên khác"})
    assert report.done == {Done.OWN_KEPT: 1}
    after = _procedure(loaded, SEED)
    assert (after.name, after.origin, after.popularity) == (before.name, "seed", before.popularity)
    assert [version.content_hash for version in _versions(loaded, SEED)] == hashes


def test_what_an_official_changed_is_kept(loaded: Database, tmp_path: Path) -> None:
    _import(loaded, tmp_path, PAGE)
    with loaded.write() as session:
        version = session.scalars(select(ProcedureVersion).join(Procedure).where(Procedure.code == "1.999001")).one()
        version.author, version.name = "can.bo", "Tên của cán bộ"
    assert _import(loaded, tmp_path, PAGE | {"ten_thu_tuc": "Tên mới"}).done == {Done.OWN_KEPT: 1}
    assert [version.name for version in _versions(loaded, "1.999001")] == ["Tên của cán bộ"]


def test_an_old_code_is_linked_and_makes_no_procedure(loaded: Database, tmp_path: Path) -> None:
    report = _import(loaded, tmp_path, PAGE | {"ma_thu_tuc": OLD})
    assert report.done == {Done.LINKED: 1}
    assert _versions(loaded, OLD) == []
    base = KnowledgeBase(loaded, "dai_phuc")
    assert base.named(OLD) is None
    assert base.current_code(OLD) == SEED


def test_a_procedure_known_by_name_keeps_its_everyday_name_and_rank(loaded: Database, tmp_path: Path) -> None:
    record = PAGE | {"ma_thu_tuc": "1.999009", "ten_thu_tuc": "Thủ tục đăng ký cơ sở nuôi chim yến"}
    for expected in (Done.NEW, Done.SAME):
        assert _import(loaded, tmp_path, record).done == {expected: 1}
        procedure = _procedure(loaded, "1.999009")
        assert (procedure.name, procedure.popularity, procedure.origin) == ("Nuôi chim yến", 0, "imported")
    assert KnowledgeBase(loaded, "dai_phuc").search("nuôi yến trong nhà")[0].code == "1.999009"


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (PAGE | {"ma_thu_tuc": ""}, "thiếu mã thủ tục"),
        (PAGE | {"ma_thu_tuc": None}, "thiếu mã thủ tục"),
        (PAGE | {"ma_thu_tuc": "abc"}, "không đúng dạng"),
        (PAGE | {"ten_thu_tuc": "Không có thông tin"}, "thiếu tên thủ tục"),
        (DETAIL | {"name": None}, "thiếu tên thủ tục"),
        (EXCHANGE | {"TENTTHC": ""}, "thiếu tên thủ tục"),
        ({"a": 1}, "không phải dạng bản ghi"),
        ({"code": "1.000001", "name": "x"}, "không phải dạng bản ghi"),
        (PAGE | {"linh_vuc": "\ud800"}, "field"),
        (7, "không phải bản ghi"),
    ],
)
def test_a_record_that_cannot_be_is_refused_with_its_reason(
    loaded: Database, tmp_path: Path, record: Any, reason: str
) -> None:
    report = _import(loaded, tmp_path, EXCHANGE, record, DETAIL)
    (refusal,) = report.refused
    assert (refusal.file, refusal.record) == ("x.jsonl", 2)
    assert reason in refusal.reason
    assert (report.read, report.done) == (3, {Done.NEW: 2})


def test_half_a_character_in_an_unused_field_costs_nothing(loaded: Database, tmp_path: Path) -> None:
    assert _import(loaded, tmp_path, PAGE | {"note": "\ud800"}).done == {Done.NEW: 1}


def test_a_fee_beyond_all_bounds_costs_nothing(loaded: Database, tmp_path: Path) -> None:
    fees = [{"value": 99_999_999_999, "currencyId": "VNĐ"}]
    methods = [
        {"submissionMethod": "DIRECT", "processingTime": "99999999999", "processingTimeUnit": "DAY", "fees": fees}
    ]
    assert _import(loaded, tmp_path, DETAIL | {"executionMethods": methods}).done == {Done.NEW: 1}


def test_what_was_read_in_part_is_told(loaded: Database, tmp_path: Path) -> None:
    report = _import(loaded, tmp_path, DETAIL | {"executionSteps": "Bước 1"})
    (part,) = report.partly
    assert (part.code, part.record) == ("1.999002", 1)
    assert "executionSteps" in part.reason
    assert report.done == {Done.NEW: 1}


def test_everything_met_is_counted(loaded: Database, tmp_path: Path) -> None:
    listed = {"ma_so": "3.000001", "ten": "Không ai biết"}
    first = _written(tmp_path, [PAGE, {"a": 1}, listed, PAGE | {"ma_thu_tuc": SEED}], "a.jsonl")
    second = tmp_path / "b.jsonl.gz"
    second.write_bytes(gzip.compress(json.dumps([EXCHANGE, 1]).encode())[:-3])
    counts: list[int] = []
    report = import_files(loaded, [first, second, tmp_path / "gone"], DAY, counts.append)
    assert report.done == {Done.NEW: 2, Done.UNMATCHED: 1, Done.OWN_KEPT: 1}
    assert [(refusal.file, refusal.record) for refusal in report.refused] == [
        ("a.jsonl", 2),
        ("b.jsonl.gz", 2),
        ("b.jsonl.gz", 3),
        ("gone", 0),
    ]
    assert counts[-1] == report.read == report.done.total() + len(report.refused) == 8


def test_more_than_a_batch_is_taken_over(loaded: Database, tmp_path: Path) -> None:
    records = [PAGE | {"ma_thu_tuc": f"1.9{number:05d}"} for number in range(BATCH + 5)]
    counts: list[int] = []
    report = import_files(loaded, [_written(tmp_path, records)], DAY, counts.append)
    assert report.done == {Done.NEW: BATCH + 5}
    assert counts == [BATCH, BATCH + 5]


def test_the_record_is_kept_as_it_came(loaded: Database, tmp_path: Path) -> None:
    _import(loaded, tmp_path, PAGE, PAGE | {"ma_thu_tuc": SEED})
    with loaded.read() as session:
        kept = {row.code: row for row in session.scalars(select(ImportedRecord))}
    assert set(kept) == {"1.999001", SEED}
    found = json.loads(zlib.decompress(kept["1.999001"].packed))
    assert found == {key: value for key, value in PAGE.items() if key != "raw_text"}


def test_what_is_imported_is_found_and_says_so(loaded: Database, tmp_path: Path) -> None:
    base = KnowledgeBase(loaded, "dai_phuc")
    revision = _revision(loaded)
    _import(loaded, tmp_path, PAGE)
    assert _revision(loaded) > revision
    assert base.refresh() is True
    assert base.search("giấy phép thả diều")[0].code == "1.999001"
    content = base.content("1.999001")
    assert content is not None
    assert content.imported is True
    own = base.content(SEED)
    assert own is not None
    assert own.imported is False


def _revision(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(KnowledgeRevision.number)) or 0


def test_what_is_stored_is_what_was_read(loaded: Database, tmp_path: Path) -> None:
    _import(loaded, tmp_path, PAGE, DETAIL, EXCHANGE)
    with loaded.read() as session:
        for version in session.scalars(select(ProcedureVersion).where(ProcedureVersion.author == "import")):
            assert content_hash(to_content(version.procedure.code, version)) == version.content_hash


@pytest.mark.parametrize(
    "name", ["Thủ tục cấp giấy phép thả diều", "CẤP GIẤY PHÉP THẢ DIỀU (2024).", "Cấp giấy phép thả diều."]
)
def test_a_row_of_an_old_list_links_its_code_by_the_name(loaded: Database, tmp_path: Path, name: str) -> None:
    _import(loaded, tmp_path, PAGE)
    row = {"ma_so": "2.777777", "ten": name}
    assert _import(loaded, tmp_path, row).done == {Done.LINKED: 1}
    assert KnowledgeBase(loaded, "dai_phuc").current_code("2.777777") == "1.999001"
    assert _import(loaded, tmp_path, row).done == {Done.SAME: 1}


def test_a_row_of_an_old_list_that_fits_none_or_two_is_not_guessed(loaded: Database, tmp_path: Path) -> None:
    _import(loaded, tmp_path, PAGE, PAGE | {"ma_thu_tuc": "1.999004"})
    for row in (
        {"ma_so": "2.777777", "ten": "Thủ tục cấp giấy phép thả diều"},
        {"ma_so": "2.777777", "ten": "Thủ tục nuôi rồng"},
        {"ma_so": "2.777777", "ten": ""},
        {"ma_so": "7", "ten": "Đăng ký khai sinh"},
        {"ma_so": None, "ten": None},
    ):
        assert _import(loaded, tmp_path, row).done == {Done.UNMATCHED: 1}
    assert _import(loaded, tmp_path, {"ma_so": SEED, "ten": "Bất kỳ"}).done == {Done.SAME: 1}
    assert KnowledgeBase(loaded, "dai_phuc").current_code("2.777777") == "2.777777"


def test_the_samples_of_the_sources_leave_our_own_procedure_alone(loaded: Database, tmp_path: Path) -> None:
    files = [
        shared("portal_api_detail_2026", "1.001193_trimmed.json"),
        shared("laythutuc_response", "laythutuc_1.001193_H49.json"),
    ]
    report = import_files(loaded, files, DAY)
    assert (report.done, report.refused, report.partly) == ({Done.OWN_KEPT: 2}, [], [])


@pytest.mark.slow
def test_the_old_list_is_read_to_its_end(loaded: Database) -> None:
    report = import_files(loaded, [shared("procedure_list_2025_04", "govbot.procedures.json.gz")], DAY)
    assert report.refused == []
    assert report.read == 5926
    assert set(report.done) <= {Done.SAME, Done.LINKED, Done.UNMATCHED}
