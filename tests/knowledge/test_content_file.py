from pathlib import Path

import pytest

from knowledge.content_file import CONTENT, ContentError, read_procedure

MODEL = (CONTENT / "procedures" / "1.001193.yml").read_text()


def _written(folder: Path, text: str) -> Path:
    path = folder / "x.yml"
    path.write_text(text)
    return path


def _line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


def test_codes_stay_text(tmp_path: Path) -> None:
    assert read_procedure(_written(tmp_path, MODEL)).code == "1.001193"


def test_broken_yaml_names_file_and_line(tmp_path: Path) -> None:
    broken = MODEL.replace("field: Hộ tịch", 'field: "Hộ tịch')
    with pytest.raises(ContentError, match=r"x\.yml:\d+: not valid YAML"):
        read_procedure(_written(tmp_path, broken))


def test_a_wrong_value_names_its_line(tmp_path: Path) -> None:
    wrong = MODEL.replace("popularity: 5", "popularity: nhiều")
    with pytest.raises(ContentError, match=rf"x\.yml:{_line_of(wrong, 'popularity')}: popularity"):
        read_procedure(_written(tmp_path, wrong))


def test_a_misspelt_key_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="summmary"):
        read_procedure(_written(tmp_path, MODEL.replace("summary:", "summmary:")))


def test_an_unknown_source_and_question_are_errors(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="nowhere"):
        read_procedure(_written(tmp_path, MODEL.replace("source: portal", "source: nowhere", 1)))
    with pytest.raises(ContentError, match="unknown question"):
        read_procedure(_written(tmp_path, MODEL.replace("when: birth_paper ==", "when: nobody_asked ==", 1)))


def test_zero_is_not_free_where_the_province_decides(tmp_path: Path) -> None:
    wrong = MODEL.replace("    set_by_province: true", "    amount: 0\n    set_by_province: true")
    with pytest.raises(ContentError, match="amount 0"):
        read_procedure(_written(tmp_path, wrong))


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"- a\n- b\n"])
def test_not_text_at_all(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.yml"
    path.write_bytes(content)
    with pytest.raises(ContentError, match=r"x\.yml:1"):
        read_procedure(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"gone\.yml"):
        read_procedure(tmp_path / "gone.yml")
