import gzip
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.importing import reading
from knowledge.importing.reading import Raw, Unread, read_records

ROWS = [{"ma_thu_tuc": f"1.00000{number}", "ten_thu_tuc": f"Thủ tục {number}"} for number in range(4)]
LINES = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in ROWS)


def _read(folder: Path, content: bytes | str, name: str = "x.jsonl") -> list[Raw | Unread]:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_records(path))


def _data(found: list[Raw | Unread]) -> list[dict[str, Any]]:
    return [record.data for record in found if isinstance(record, Raw)]


def _faults(found: list[Raw | Unread]) -> list[Unread]:
    return [record for record in found if isinstance(record, Unread)]


@pytest.mark.parametrize(
    "text",
    [
        LINES,
        LINES.replace("\n", "\r\n"),
        "\ufeff" + LINES,
        "\n\n" + LINES.replace("\n", "\n\n"),
        json.dumps(ROWS),
        json.dumps(ROWS, indent=2),
        json.dumps({"result": ROWS}),
        json.dumps({"data": {"items": ROWS}, "message": "OK"}),
        json.dumps({"procedures": ROWS, "count": 4}),
    ],
    ids=["lines", "crlf", "bom", "blank lines", "list", "long list", "result", "data.items", "procedures"],
)
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_every_shape_of_file_gives_its_records_in_order(tmp_path: Path, text: str, packed: bool) -> None:
    found = _read(tmp_path, gzip.compress(text.encode()) if packed else text)
    assert _data(found) == ROWS
    assert [record.number for record in found] == [1, 2, 3, 4]


def test_one_record_alone_is_a_file_too(tmp_path: Path) -> None:
    assert _data(_read(tmp_path, json.dumps(ROWS[0], indent=1))) == [ROWS[0]]


def test_a_record_is_not_taken_for_a_wrapper(tmp_path: Path) -> None:
    record = {"MATTHC": "1.000001", "data": [{"x": 1}]}
    assert _data(_read(tmp_path, json.dumps(record))) == [record]


def test_a_cut_gzip_keeps_what_came_before_and_reports_once(tmp_path: Path) -> None:
    many = "".join(f"{json.dumps({'ma_thu_tuc': str(n), 'x': str(hash(str(n)))})}\n" for n in range(3000))
    packed = gzip.compress(many.encode())
    found = _read(tmp_path, packed[: len(packed) // 2])
    numbers = [record["ma_thu_tuc"] for record in _data(found)]
    assert len(numbers) > 100
    assert numbers == [str(n) for n in range(len(numbers))]
    assert [fault.number for fault in _faults(found)] == [len(numbers) + 1]
    assert "cụt" in _faults(found)[0].reason


def test_a_gzip_cut_after_a_whole_record_keeps_that_record(tmp_path: Path) -> None:
    packed = gzip.compress(LINES.encode())
    found = _read(tmp_path, packed[:-4])
    assert _data(found) == ROWS
    assert len(_faults(found)) == 1


def test_a_cut_gzip_of_one_long_list_keeps_what_came_before_and_reports_once(tmp_path: Path) -> None:
    rows = [{"ma_so": str(n), "x": {"y": [str(hash(str(n)))]}} for n in range(3000)]
    packed = gzip.compress(json.dumps(rows, indent=2).encode())
    found = _read(tmp_path, packed[: len(packed) // 2])
    assert len(_data(found)) > 100
    assert _data(found) == rows[: len(_data(found))]
    assert len(_faults(found)) == 1


@pytest.mark.parametrize("head", ["", '{"result": '])
def test_a_long_list_that_breaks_keeps_the_records_before(tmp_path: Path, head: str) -> None:
    text = head + json.dumps(ROWS, indent=2).replace('"1.000002"', "1.000002x")
    found = _read(tmp_path, text)
    assert _data(found) == ROWS[:2]
    assert len(_faults(found)) == 1


def test_a_broken_record_over_many_lines_is_one_fault(tmp_path: Path) -> None:
    found = _read(tmp_path, json.dumps(ROWS[0] | {"a": {"b": [1, 2, 3]}}, indent=2)[:-3])
    assert _data(found) == []
    assert len(_faults(found)) == 1


@pytest.mark.parametrize("name", ["x.jsonl", "x.json", "x.jsonl.gz", "x.txt"])
def test_the_name_of_a_file_does_not_count(tmp_path: Path, name: str) -> None:
    assert _data(_read(tmp_path, LINES, name)) == ROWS
    assert _data(_read(tmp_path, gzip.compress(LINES.encode()), name)) == ROWS


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf", gzip.compress(b""), b"[]", b'{"result": []}'])
def test_an_empty_file_is_reported(tmp_path: Path, content: bytes) -> None:
    assert [(fault.number, bool(fault.reason)) for fault in _faults(_read(tmp_path, content))] != []
    assert _data(_read(tmp_path, content)) == []


def test_a_missing_file_and_a_folder_are_reported(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.jsonl", tmp_path):
        (only,) = read_records(path)
        assert isinstance(only, Unread)
        assert "không mở được" in only.reason


@pytest.mark.parametrize("text", ["chào", "<html></html>", "{", "[1,", '{"a": }'])
def test_what_is_no_json_is_one_fault(tmp_path: Path, text: str) -> None:
    (only,) = _read(tmp_path, text)
    assert isinstance(only, Unread)
    assert "JSON" in only.reason


def test_a_web_page_of_many_lines_is_one_fault(tmp_path: Path) -> None:
    assert len(_read(tmp_path, "<html>\n<body>\nLỗi 502\n</body>\n</html>\n")) == 1


@pytest.mark.parametrize("position", [0, 1, 3])
@pytest.mark.parametrize("bad", ["{oops", '{"ma_thu_tuc": "1.0', "[" * 100_000])
def test_a_bad_line_costs_only_itself(tmp_path: Path, position: int, bad: str) -> None:
    lines = LINES.splitlines()
    lines[position] = bad
    found = _read(tmp_path, "\n".join(lines))
    assert _data(found) == [row for number, row in enumerate(ROWS) if number != position]
    assert [fault.number for fault in _faults(found)] == [position + 1]


@pytest.mark.parametrize("text", ["1", '"a"', "null", "true", "[1, null]", '[["a"], "b"]', '{"data": [1, 2]}'])
def test_other_shapes_are_faults_and_no_records(tmp_path: Path, text: str) -> None:
    found = _read(tmp_path, text)
    assert found
    assert _data(found) == []


def test_a_file_too_large_keeps_what_came_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 1000)
    text = "".join(f"{json.dumps({'a': 'x' * 100})}\n" for _ in range(2000))
    found = _read(tmp_path, text)
    assert 0 < len(_data(found)) < 2000
    assert "quá lớn" in _faults(found)[0].reason


_BITS = st.sampled_from(["{", "}", "[", "]", '"a"', ":", ",", "1", "\n", " ", "null", '{"a":1}', '"result":', "x"])


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.lists(_BITS, max_size=20).map(lambda bits: "".join(bits).encode()),
        st.binary(max_size=100).map(lambda rest: b"\x1f\x8b" + rest),
        st.tuples(st.binary(max_size=100), st.integers(0, 120)).map(lambda pair: gzip.compress(pair[0])[: pair[1]]),
    )
)
def test_any_bytes_are_read_or_reported(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = _read(Path(folder), content)
    assert found
    assert [record.number for record in found if record.number] == list(range(1, len(found) + 1))[: len(found)] or (
        len(found) == 1 and found[0].number == 0
    )


@pytest.mark.parametrize("text", ["[" * 100_000, '{"data":' * 5_000 + "1" + "}" * 5_000, '{"a":' * 100_000])
def test_a_nest_without_end_is_a_fault(tmp_path: Path, text: str) -> None:
    assert _data(_read(tmp_path, text)) == []
    assert len(_faults(_read(tmp_path, text))) == 1


def test_a_wrapper_in_wrappers_is_opened_or_reported(tmp_path: Path) -> None:
    found = _read(tmp_path, '{"data":' * 600 + "[" + json.dumps(ROWS[0]) + "]" + "}" * 600)
    assert len(found) == 1
