from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot import cli
from bot.commands import evaluating
from bot.evaluating.cases import Case
from bot.evaluating.measuring import Measured, measure
from bot.settings import Settings
from knowledge.base import KnowledgeBase

LINES = '{"text": "làm giấy độc thân", "codes": ["1.004873"]}\n{"text": "khai sinh", "codes": ["9.999999"], "held_out": true}\n'


@pytest.fixture
def file(tmp_path: Path, base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two questions, of which one is labelled wrongly, put to the seed content."""

    def results(_settings: Settings, cases: list[Case], *, whole: bool) -> list[Measured]:
        assert not whole
        return list(measure(base, cases))

    monkeypatch.setattr(evaluating, "_results", results)
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "q.jsonl"
    path.write_text(LINES)
    return path


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.application, ["eval", *arguments])


def test_figures_and_misses_come_out(file: Path, tmp_path: Path) -> None:
    result = _run(str(file), "--misses", str(tmp_path / "new" / "m.jsonl"))
    assert result.exit_code == 0, result.output
    assert "50.0%" in result.stdout
    assert "sai lệch trung bình" in result.stdout
    assert "1 câu chưa đúng" in result.stdout
    assert "9.999999" in (tmp_path / "new" / "m.jsonl").read_text()


def test_a_part_and_noise_are_chosen(file: Path) -> None:
    result = _run(str(file), "--part", "dev", "--noise", "upper", "--noise", "nfd")
    assert "question · upper" in result.stdout
    assert "question · nfd" in result.stdout
    assert "0 câu chưa đúng" in result.stdout
    assert "1 câu chưa đúng" in _run(str(file), "--part", "held_out").stdout


def test_all_noise_is_a_slice_for_each_kind(file: Path) -> None:
    assert sum(" · " in line for line in _run(str(file), "--noise", "all").stdout.splitlines()) == len(
        evaluating.NOISES
    )


def test_a_bad_line_and_an_unknown_noise_are_one_sentence(file: Path) -> None:
    unknown = _run(str(file), "--noise", "loud")
    assert unknown.exit_code == 1
    assert "loud" in unknown.stderr
    file.write_text(f"{LINES}oops\n")
    bad = _run(str(file))
    assert bad.exit_code == 1
    assert "dòng 3" in bad.stderr
    assert "Traceback" not in bad.output


def test_a_part_without_a_question_is_no_crash(file: Path) -> None:
    file.write_text('{"text": "khai sinh"}\n')
    assert _run(str(file), "--part", "held_out").exit_code == 0


def test_an_unknown_part_is_refused(file: Path) -> None:
    assert _run(str(file), "--part", "heldout").exit_code != 0
