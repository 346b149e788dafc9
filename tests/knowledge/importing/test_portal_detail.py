import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from pydantic import ValidationError

from knowledge.content_schema import Channel, OnlineMode
from knowledge.importing.draft import Draft, Unreadable
from knowledge.importing.loose import Loose
from knowledge.importing.portal_detail import read_detail
from knowledge.importing.reading import Raw, read_records
from tests.knowledge.importing.samples import DETAIL, shared, spoiled

DAY = date(2026, 7, 20)


def _detail(**fields: Any) -> Draft:
    return read_detail(Loose(DETAIL | fields))


def test_the_whole_record_becomes_content() -> None:
    content = _detail().content(DAY)
    assert (content.code, content.name, content.field, content.popularity) == (
        "1.999002",
        "Đăng ký nuôi ong",
        "Chăn nuôi",
        -3,
    )
    assert [(step.title, step.text) for step in content.steps_direct] == [("Bước 1", "Bước 1"), ("Ý 2", "Nộp hồ sơ")]
    assert content.online.mode is OnlineMode.FULL
    assert content.legal_bases == ("32/2018/QH14",)
    assert content.result.text == "Giấy xác nhận"
    assert [(paper.name, paper.note) for paper in content.papers] == [("Tờ khai", "(1 bản chính)")]
    assert [condition.text for condition in content.conditions] == ["Không thu thêm"]
    assert content.sources[0].url.endswith("/019d2c21")
    assert content.sources[0].checked_on == date(2026, 4, 15)
    assert content.effective_from == date(2026, 4, 15)


def test_the_time_of_the_cases_stands_before_one_of_unit_other() -> None:
    assert [(limit.channel, limit.amount, limit.unit) for limit in _detail().limits] == [
        (Channel.ANY, 2, "working_day")
    ]


def test_cases_that_differ_leave_the_time_of_the_methods_unsure() -> None:
    cases = [{"processingDay": {"qty": 2, "type": "DAY"}}, {"processingDay": {"qty": 9, "type": "DAY"}}]
    limit = _detail(cases=cases).limits[0]
    assert (limit.channel, limit.amount) == (Channel.DIRECT, None)
    assert "“1”" in limit.unsure


def test_a_number_of_json_is_the_amount_it_is() -> None:
    assert [(fee.channel, fee.amount, bool(fee.unsure)) for fee in _detail().fees] == [
        (Channel.DIRECT, 50_000, False),
        (Channel.ONLINE, None, True),
    ]


@pytest.mark.parametrize("stamp", [None, "", "abc", "²²²²²²²²²²²²²", 10**20, -1, 1776242191512.5, True])
def test_a_time_stamp_that_cannot_be_is_passed_over(stamp: Any) -> None:
    content = _detail(updatedAt=stamp).content(DAY)
    assert content.sources[0].checked_on == DAY


def test_what_is_of_a_wrong_kind_is_noted() -> None:
    record = Loose(DETAIL | {"executionMethods": "x", "subjectTypesDetails": [1, None], "name": "Tên"})
    read_detail(record).content(DAY)
    assert record.faults == ["subjectTypesDetails có phần tử lạ", "executionMethods không phải danh sách"]


@settings(max_examples=300, deadline=None)
@given(spoiled(DETAIL))
def test_a_spoilt_record_is_read_or_refused(record: dict[str, Any]) -> None:
    try:
        content = read_detail(Loose(record)).content(DAY)
    except (Unreadable, ValidationError):
        return
    assert all(fee.amount != 0 for fee in content.fees)
    assert all(limit.amount != 0 for limit in content.time_limits)


def test_the_sample_of_the_portal_is_read() -> None:
    path = shared("portal_api_detail_2026", "1.001193_trimmed.json")
    (raw,) = read_records(path)
    assert isinstance(raw, Raw)
    assert raw.data == json.loads(path.read_text())["data"]
    record = Loose(raw.data)
    content = read_detail(record).content(DAY)
    assert record.faults == []
    assert (content.code, content.field) == ("1.001193", "Hộ tịch")
    assert content.receiving_body == "one_stop"
    assert any(paper.name.startswith("Giấy chứng sinh") for paper in content.papers)
    assert all(fee.amount != 0 for fee in content.fees)
    assert "60/2014/QH13" in content.legal_bases
