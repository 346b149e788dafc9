import gzip
import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot import cli
from bot.commands import knowledge
from bot.settings import Settings
from knowledge.base import KnowledgeBase
from knowledge.content_file import CONTENT
from knowledge.database import Database
from knowledge.loading import LEXICONS, OUTSIDE
from tests.knowledge.importing.samples import DETAIL, EXCHANGE, PAGE


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a small content of its own."""
    content = tmp_path / "content"
    (content / "procedures").mkdir(parents=True)
    (content / "lexicon").mkdir()
    for name in ("places.yml", "procedures/1.001193.yml"):
        shutil.copy(CONTENT / name, content / name)
    for name in (*LEXICONS, *OUTSIDE):
        (content / "lexicon" / name).write_text("")
    monkeypatch.setattr(knowledge.prepare, "__defaults__", (content,))
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("MOTCUA_DATA", str(tmp_path / "var"))
    return tmp_path


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.application, ["kb", *arguments])


def test_a_sound_file_is_taken_over(home: Path) -> None:
    (home / "a.json").write_text(json.dumps([PAGE, DETAIL, EXCHANGE]))
    result = _run("import", "a.json")
    assert result.exit_code == 0, result.output
    assert "Tổng 3 bản ghi: 3 mới, 0 không đọc được." in result.stdout
    assert "KHÔNG ĐỌC ĐƯỢC" not in result.output
    database = Database(Settings().database)
    assert KnowledgeBase(database, "dai_phuc").search("thả diều")[0].code == "1.999001"
    database.close()
    again = _run("import", "a.json")
    assert again.exit_code == 0
    assert "Tổng 3 bản ghi: 3 giữ nguyên, 0 không đọc được." in again.stdout


def test_what_could_not_be_read_is_named_and_the_rest_is_taken_over(home: Path) -> None:
    records = [PAGE, PAGE | {"ma_thu_tuc": ""}, PAGE | {"ma_thu_tuc": "1.001193"}, DETAIL | {"executionSteps": 1}]
    (home / "a.jsonl").write_text("\n".join(map(json.dumps, records)) + "\n{oops\n")
    result = _run("import", "a.jsonl", "gone.jsonl")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert "KHÔNG ĐỌC ĐƯỢC a.jsonl, bản ghi 2: thiếu mã thủ tục" in lines
    assert any(line.startswith("KHÔNG ĐỌC ĐƯỢC a.jsonl, bản ghi 5: không phải JSON") for line in lines)
    assert any(line.startswith("KHÔNG ĐỌC ĐƯỢC gone.jsonl, bản ghi 0: không mở được tệp") for line in lines)
    assert any(line.startswith("đọc một phần a.jsonl, bản ghi 4 (1.999002): executionSteps") for line in lines)
    assert lines[-1].startswith("Tổng 6 bản ghi: 2 mới, 1 đã có nội dung do cán bộ")
    assert lines[-1].endswith("3 không đọc được.")


def test_a_cut_gzip_is_named(home: Path) -> None:
    (home / "a.jsonl.gz").write_bytes(gzip.compress(f"{json.dumps(PAGE)}\n".encode())[:-5])
    result = _run("import", "a.jsonl.gz")
    assert result.exit_code == 1
    assert "bị cụt" in result.stdout
    assert "1 mới, 1 không đọc được" in result.stdout


def test_a_database_that_cannot_be_used_is_one_sentence(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{home}/no/such/x.db")
    (home / "a.json").write_text("[]")
    result = _run("import", "a.json")
    assert result.exit_code == 1
    assert "Không dùng được cơ sở dữ liệu" in result.stderr
    assert "Traceback" not in result.output
