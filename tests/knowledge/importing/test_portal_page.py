import gzip
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from knowledge.content_schema import Channel, OnlineMode, ReceivingBody
from knowledge.importing.draft import Draft, Unreadable
from knowledge.importing.loose import Loose
from knowledge.importing.portal_page import read_page
from tests.knowledge.importing.samples import PAGE, shared, spoiled

DAY = date(2026, 7, 20)
HEAD = "Hình thức nộpThời gianPhí, lệ phíMô tả"
COLUMNS = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
BITS = st.sampled_from(
    [HEAD, COLUMNS, "Trực tiếp", "Trực tuyến", "Dịch vụ bưu chính", "Không có thông tin", "Miễn phí", "1", "0", "100,000",
     " VNĐ", "Việt Nam Đồng", "Ngày", "Giờ", "(", ")", "bản chính", " bản sao", ", ", ".docx", "Mẫu", " ", "\n", "²"]
)  # fmt: skip


def _page(**fields: Any) -> Draft:
    return read_page(Loose(PAGE | fields))


def _table(*rows: str) -> Draft:
    return _page(cach_thuc_thuc_hien=HEAD + "".join(rows))


def _names(table: str) -> list[str]:
    return [paper.name for paper in _page(thanh_phan_ho_so=f"--{COLUMNS}{table}").papers]


def test_the_whole_page_becomes_content() -> None:
    content = _page().content(DAY)
    assert (content.code, content.name, content.official_name) == (
        "1.999001", "Cấp giấy phép thả diều", "Thủ tục cấp giấy phép thả diều",
    )  # fmt: skip
    assert (content.field, content.popularity, content.receiving_body) == ("Văn hóa", -3, ReceivingBody.ONE_STOP)
    assert [who.text for who in content.who_can_apply] == ["Công dân Việt Nam", "Doanh nghiệp"]
    assert content.where_to_file.text == "Ủy ban nhân dân cấp xã"
    assert content.result.text == "Giấy phép thả diều"
    assert content.conditions == ()
    assert [(step.title, step.text) for step in content.steps_direct] == [
        ("Bước 1", "Nộp hồ sơ"),
        ("Bước 2", "Nhận kết quả"),
    ]
    assert content.online.mode is OnlineMode.OFFERED
    assert content.legal_bases == ("05/2012/NĐ-CP",)
    assert content.imported is True


def test_the_channel_table_run_together_is_taken_apart() -> None:
    draft = _page()
    assert [(limit.channel, limit.amount, limit.unit) for limit in draft.limits] == [
        (Channel.ONLINE, 3, "working_day"),
        (Channel.DIRECT, 5, "day"),
        (Channel.POSTAL, None, ""),
    ]
    assert draft.limits[0].text == "3 ngày làm việc. 03 ngày làm việc kể từ khi nhận đủ hồ sơ"
    assert [(fee.channel, fee.amount, bool(fee.unsure)) for fee in draft.fees] == [
        (Channel.ONLINE, 100_000, False),
        (Channel.DIRECT, None, True),
    ]
    assert draft.channels == {Channel.ONLINE, Channel.DIRECT, Channel.POSTAL}


def test_a_note_that_begins_with_a_number_is_no_fee() -> None:
    draft = _table("Trực tiếp3 Ngày làm việcKhông có thông tin03 ngày làm việc kể từ khi nhận đủ hồ sơ")
    assert draft.fees == []
    assert "03 ngày làm việc kể từ" in draft.limits[0].text


def test_several_fees_of_one_channel_are_all_kept() -> None:
    draft = _table("Trực tiếp3 Ngày40,000 Việt Nam Đồng(- Xe con (mới))50,000 Việt Nam Đồng(- Xe tải)Nộp tại xã")
    assert [(fee.amount, fee.text) for fee in draft.fees] == [
        (40_000, "40.000 đồng. - Xe con (mới)"),
        (50_000, "50.000 đồng. - Xe tải"),
    ]
    assert draft.limits[0].text == "3 ngày. Nộp tại xã"


def test_one_and_free_run_together_are_both_unsure() -> None:
    draft = _table("Trực tiếp1Miễn phíNộp tại xã")
    (limit,), (fee,) = draft.limits, draft.fees
    assert limit.amount is None
    assert "“1”" in limit.unsure
    assert fee.amount is None
    assert fee.unsure


@pytest.mark.parametrize(
    "row", ["1100,000 Việt Nam Đồng", "120 VNĐ(20.000 vnđ /tờ khai)", "135 VNĐ", "1.5 Ngày", "1100000Đồng"]
)
def test_time_and_fee_that_cannot_be_told_apart_are_not_guessed(row: str) -> None:
    draft = _table(f"Trực tiếp{row}")
    assert (draft.limits, draft.fees) == ([], [])
    assert row in draft.remarks[0]


def test_channels_without_a_number_are_kept() -> None:
    draft = _table(
        "Trực tiếpKhông có thông tinKhông có thông tinNộp tại trụ sở.Trực tuyếnKhông phải trả kết quảMiễn phíQua Cổng"
    )
    assert draft.channels == {Channel.DIRECT, Channel.ONLINE}
    assert [limit.text for limit in draft.limits] == ["Nộp tại trụ sở", "Không phải trả kết quảMiễn phíQua Cổng"]
    assert draft.fees == []


def test_a_channel_named_in_a_note_is_no_row() -> None:
    draft = _table("Trực tuyến3 NgàyKhông có thông tinTrực tuyến: nộp qua Cổng. Trực tiếp tại xã nếu cần.")
    assert draft.channels == {Channel.ONLINE}


def test_without_a_table_nothing_is_said_of_filing() -> None:
    content = _page(cach_thuc_thuc_hien="Không có thông tin").content(DAY)
    assert (content.fees, content.time_limits, content.online.mode) == ((), (), OnlineMode.UNKNOWN)


def test_papers_have_their_names_and_counts() -> None:
    assert [(paper.name, paper.note) for paper in _page().papers] == [
        ("Đơn đề nghị thả diều (Mẫu TD1)", "(1 bản chính)"),
        ("Bản sao căn cước", "(1 bản chính, 2 bản sao)"),
    ]


@pytest.mark.parametrize(
    ("run_together", "name"),
    [
        ("Văn bản đề nghị hủy tài khoản điện tử (NA20).Mau NA20-BCA.docx", "Văn bản đề nghị hủy tài khoản điện tử (NA20)"),
        ("Phiếu khai báo tạm trú (mẫu NA17)101-Mau A17 tam tru.doc", "Phiếu khai báo tạm trú (mẫu NA17)"),
        ("Đơn đề nghị cấp đổi thẻ bảo hiểm y tếMau01-ĐN(BHYT) (1).doc", "Đơn đề nghị cấp đổi thẻ bảo hiểm y tế"),
        ("Tờ khai theo Thông tư số 17/2024/TT-BCA của Bộ Công an)Mẫu DC02 Tờ khai.doc", "Tờ khai theo Thông tư số 17/2024/TT-BCA của Bộ Công an)"),
        ("Đơn theo Nghị định số 33/2026/NĐ-CPMẫu số 35.docx", "Đơn theo Nghị định số 33/2026/NĐ-CP"),
        ("Văn bản đề nghị bổ sung.Phụ lục I- tt55.docxPhụ lục II- tt55.DOCX", "Văn bản đề nghị bổ sung"),
        ("Tờ khaiToKhaiDangKy.pdf", "Tờ khai"),
        ("Tờ khai.docx", "Tờ khai.docx"),
        ("Đơn theo mẫuvăn bản đề nghị.docx", "Đơn theo mẫuvăn bản đề nghị.docx"),
    ],
)  # fmt: skip
def test_a_form_file_is_taken_off_and_the_name_stays(run_together: str, name: str) -> None:
    assert _names(f"{run_together}1 bản chính") == [name]


def test_a_year_that_runs_into_the_count_is_no_count() -> None:
    (paper,) = _page(thanh_phan_ho_so=f"{COLUMNS}Đơn theo Thông tư 66/20251 bản chính").papers
    assert (paper.name, paper.note) == ("Đơn theo Thông tư 66/2025", "(1 bản chính)")


@pytest.mark.parametrize(
    "name",
    ["Tờ khai hải quan: 02 bản chính", "Bản sao có chứng thực hoặc 01 bản sao kèm bản chính", "Đơn (01 bản chính)"],
)
def test_a_count_inside_a_name_does_not_cut_it(name: str) -> None:
    assert _names(f"{name}1 bản chính") == [name]


def test_each_case_has_its_heading() -> None:
    table = f"Hộ nghèo{COLUMNS}Đơn1 bản chínhGiấy tờ phải xuất trình{COLUMNS}Căn cước0 bản chính"
    papers = _page(thanh_phan_ho_so=table).papers
    assert [(paper.name, paper.need, paper.note) for paper in papers] == [
        ("Đơn", "submit", "Trường hợp: Hộ nghèo. (1 bản chính)"),
        ("Căn cước", "show", ""),
    ]


def test_what_has_no_count_is_a_remark_and_not_lost() -> None:
    draft = _page(thanh_phan_ho_so=f"{COLUMNS}Đơn1 bản chínhLưu ý: không nộp thêm0 bản chínhMang theo ảnh thẻ")
    assert [paper.name for paper in draft.papers] == ["Đơn"]
    assert draft.remarks == ["Lưu ý: không nộp thêm", "Mang theo ảnh thẻ"]


def test_the_same_paper_is_shown_once() -> None:
    content = _page(thanh_phan_ho_so=f"{COLUMNS}Đơn1 bản chínhĐơn1 bản chínhĐơn1 bản sao").content(DAY)
    assert [(paper.name, paper.note) for paper in content.papers] == [("Đơn", "(1 bản chính)"), ("Đơn", "(1 bản sao)")]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Xử lý khiếu nại68/2013/TT-BCALuật Khiếu nại", ["68/2013/TT-BCA"]),
        ("Thông tư về phí85/2019/TT-BTCĐiều lệ", ["85/2019/TT-BTC"]),
        ("Luật 51/2019/QH1451/2019/QH14Nghị định 05/2012/NĐ-CP05/2012/NĐ-CP", ["51/2019/QH14", "05/2012/NĐ-CP"]),
        ("Thông tư64/2021/TT-BCAquy định mẫu thẻ", ["64/2021/TT-BCA"]),
        ("Quyết định31/2014/QĐ-TTgLuật", ["31/2014/QĐ-TTg"]),
        ("Nghị quyết số 66.7/2025/NQ-CP của Chính phủ", ["66.7/2025/NQ-CP"]),
        ("Thông tư liên tịch01/2014/TTLT-BCA-BQPHướng dẫn", ["01/2014/TTLT-BCA-BQP"]),
        ("Luật Khiếu nại năm 201102/2011/QH13", []),
        ("Quyết định công bố", []),
    ],
)
def test_numbers_of_laws_are_read_out_of_their_names(text: str, numbers: list[str]) -> None:
    assert list(_page(can_cu_phap_ly=text).content(DAY).legal_bases) == numbers


def test_a_record_without_code_or_name_is_refused() -> None:
    for fields, reason in (
        ({"ma_thu_tuc": ""}, "thiếu mã"),
        ({"ma_thu_tuc": "KQ.1"}, "mã thủ tục không đúng dạng"),
        ({"ma_thu_tuc": "1.0001931"}, "mã thủ tục không đúng dạng"),
        ({"ten_thu_tuc": " "}, "thiếu tên"),
    ):
        with pytest.raises(Unreadable, match=reason):
            _page(**fields).content(DAY)


def test_long_texts_are_made_to_fit() -> None:
    long = "chữ rất dài và nhiều nữa " * 200
    content = _page(
        ten_thu_tuc=long, linh_vuc=long, dia_chi_tiep_nhan=long, yeu_cau_dieu_kien=long, trinh_tu_thuc_hien=long,
        ket_qua_xu_ly=long, doi_tuong_thuc_hien=long, co_quan_thuc_hien=long,
    ).content(DAY)  # fmt: skip
    assert len(content.name) <= 160
    assert len(content.choice_label) <= 60


@settings(max_examples=200, deadline=None)
@given(spoiled(PAGE))
def test_a_spoilt_page_is_read_or_refused(record: dict[str, Any]) -> None:
    try:
        content = read_page(Loose(record)).content(DAY)
    except (Unreadable, ValidationError):
        return
    assert content.code
    assert all(fee.amount != 0 for fee in content.fees)


@settings(max_examples=200, deadline=None)
@given(st.lists(BITS, max_size=25).map("".join), st.lists(BITS, max_size=25).map("".join))
def test_any_tables_are_read(channels: str, papers: str) -> None:
    content = _page(cach_thuc_thuc_hien=HEAD + channels, thanh_phan_ho_so=COLUMNS + papers).content(DAY)
    assert all(fee.amount != 0 for fee in content.fees)
    assert all(limit.amount != 0 for limit in content.time_limits)


@pytest.mark.slow
def test_every_page_of_the_catalogue_is_read() -> None:
    with gzip.open(shared("portal_2026", "all_2642.jsonl.gz"), "rt", encoding="utf-8") as lines:
        contents = [read_page(Loose(json.loads(line))).content(DAY) for line in lines]
    assert len(contents) == 2642
    papers = [paper for content in contents for paper in content.papers]
    assert not [paper.name for paper in papers if len(paper.name) < 3]
    assert sum(paper.name.endswith((".doc", ".docx", ".pdf")) for paper in papers) < len(papers) / 100
    assert not [fee for content in contents for fee in content.fees if fee.amount is not None and fee.amount < 1000]
