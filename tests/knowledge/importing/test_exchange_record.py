from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from pydantic import ValidationError

from knowledge.content_schema import Channel, ReceivingBody
from knowledge.importing.draft import Draft, Unreadable
from knowledge.importing.exchange_record import read_exchange
from knowledge.importing.loose import Loose
from knowledge.importing.reading import Raw, read_records
from tests.knowledge.importing.samples import EXCHANGE, shared, spoiled

DAY = date(2026, 7, 20)


def _record(**fields: Any) -> Draft:
    return read_exchange(Loose(EXCHANGE | fields))


def test_the_whole_record_becomes_content() -> None:
    content = _record().content(DAY)
    assert (content.code, content.name, content.field) == ("1.999003", "Đăng ký cây di sản", "Lâm nghiệp")
    assert content.deciding_body.text == "Ủy ban Nhân dân xã, Sở Nông nghiệp"
    assert content.where_to_file.text == "Trung tâm Phục vụ hành chính công xã"
    assert content.conditions == ()
    assert [step.text for step in content.steps_direct] == ["Nộp đơn."]
    assert [(paper.name, paper.note) for paper in content.papers] == [("Đơn", "Trường hợp: Cây cổ. (1 bản chính)")]
    assert content.legal_bases == ("16/2017/QH14",)


def test_fifteen_hours_are_the_same_day() -> None:
    (limit,) = _record().limits
    assert (limit.channel, limit.amount, limit.unit) == (Channel.DIRECT, None, "")
    assert limit.text.startswith("Ngay trong ngày")


def test_a_fee_with_a_dot_is_thousands() -> None:
    (fee,) = _record().fees
    assert (fee.channel, fee.amount, fee.text) == (Channel.DIRECT, 50_000, "50.000 đồng. mỗi cây")


def test_an_unknown_channel_is_any() -> None:
    way = {**EXCHANGE["CACHTHUCTHUCHIEN"][0], "KENH": "9"}
    assert _record(CACHTHUCTHUCHIEN=[way]).channels == {Channel.ANY}


@pytest.mark.parametrize(
    ("agency", "body"),
    [("Công an cấp xã", ReceivingBody.POLICE), ("Bảo hiểm xã hội cơ sở", ReceivingBody.INSURANCE), ("UBND", ReceivingBody.ONE_STOP)],
)  # fmt: skip
def test_who_takes_the_dossier_is_read_from_the_agencies(agency: str, body: ReceivingBody) -> None:
    assert _record(COQUANTHUCHIEN=[{"TENDONVI": agency}]).content(DAY).receiving_body is body


def test_what_is_missing_is_said_to_be_missing() -> None:
    content = read_exchange(Loose({"MATTHC": "1.999003", "TENTTHC": "Tên"})).content(DAY)
    assert content.field == "Chưa rõ lĩnh vực"
    assert "không ghi" in content.deciding_body.text
    assert "không ghi" in content.where_to_file.text
    assert "không ghi" in content.result.text
    assert (content.papers, content.fees, content.time_limits) == ((), (), ())


@settings(max_examples=300, deadline=None)
@given(spoiled(EXCHANGE))
def test_a_spoilt_record_is_read_or_refused(record: dict[str, Any]) -> None:
    try:
        content = read_exchange(Loose(record)).content(DAY)
    except (Unreadable, ValidationError):
        return
    assert all(fee.amount != 0 for fee in content.fees)
    assert all(limit.amount != 0 for limit in content.time_limits)


def test_the_sample_of_the_exchange_is_read() -> None:
    (raw,) = read_records(shared("laythutuc_response", "laythutuc_1.001193_H49.json"))
    assert isinstance(raw, Raw)
    record = Loose(raw.data)
    content = read_exchange(record).content(DAY)
    assert record.faults == []
    assert (content.code, content.name) == ("1.001193", "Đăng ký khai sinh")
    assert {fee.amount for fee in content.fees} == {50_000, 25_000}
    assert all(limit.amount is None and "trong ngày" in limit.text for limit in content.time_limits)
