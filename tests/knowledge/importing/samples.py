"""Handmade records of every shape, the files of ../shared where they are there, and how to spoil a record."""

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

__all__ = ["DETAIL", "EXCHANGE", "PAGE", "SHARED", "shared", "spoiled"]

SHARED = Path(__file__).parents[4] / "shared" / "data"

PAGE: dict[str, Any] = {
    "ma_thu_tuc": "1.999001",
    "detail_url": "https://dichvucong.gov.vn/thu-tuc-hanh-chinh/abc",
    "ten_thu_tuc": "Thủ tục cấp giấy phép thả diều",
    "cap_thuc_hien": "Cấp tỉnh, Cấp xã",
    "linh_vuc": "Văn hóa",
    "doi_tuong_thuc_hien": "Công dân Việt Nam, Doanh nghiệp",
    "dia_chi_tiep_nhan": "",
    "trinh_tu_thuc_hien": "Bước 1: Nộp hồ sơ\nBước 2: Nhận kết quả",
    "cach_thuc_thuc_hien": (
        "Hình thức nộpThời gianPhí, lệ phíMô tả"
        "Trực tuyến3 Ngày làm việc100,000 Việt Nam Đồng(mỗi con diều)03 ngày làm việc kể từ khi nhận đủ hồ sơ."
        "Trực tiếp5 NgàyMiễn phíNộp tại bộ phận một cửa.Dịch vụ bưu chính1Không có thông tinGửi qua bưu điện."
    ),
    "thanh_phan_ho_so": (
        "--Tên giấy tờMẫu đơn, tờ khaiSố lượngĐơn đề nghị thả diều (Mẫu TD1).Mau TD1-VH.docx1 bản chính"
        "Bản sao căn cước1 bản chính, 2 bản sao"
    ),
    "can_cu_phap_ly": "Tên văn bản pháp lýMã văn bảnLuật Khiếu nại năm 201102/2011/QH13Nghị định 05/2012/NĐ-CP05/2012/NĐ-CP",
    "co_quan_thuc_hien": "Ủy ban nhân dân cấp xã",
    "yeu_cau_dieu_kien": "Không có thông tin",
    "ket_qua_xu_ly": "Giấy phép thả diềuMã: KQ.G01.000068Từ khóaKhông có thông tinMô tảKhông có thông tinChọn cơ quan",
    "raw_text": "Thủ tục cấp giấy phép thả diều " * 50,
}
DETAIL: dict[str, Any] = {
    "id": "019d2c21",
    "code": "1.999002",
    "name": "Đăng ký nuôi ong",
    "isWard": True,
    "isFullProcess": True,
    "executionSteps": [{"order": 1, "name": "Bước 1", "description": "<p>Nộp hồ sơ&nbsp;</p>"}],
    "executionMethods": [
        {
            "submissionMethod": "DIRECT",
            "processingTime": "1",
            "processingTimeUnit": "OTHER",
            "description": "Trong ngày",
            "fees": [{"value": 50000.0, "currencyId": "VNĐ", "description": "mỗi đàn"}],
        },
        {"submissionMethod": "ONLINE", "processingTimeUnit": "OTHER", "fees": [{"value": 0, "currencyId": "VNĐ"}]},
    ],
    "executionCases": [
        {"name": "* Giấy tờ phải nộp:", "profileComponents": [{"name": "- Tờ khai", "originalQty": 1, "copyQty": 0}]},
        {"name": "* Lưu ý:", "profileComponents": [{"name": "Không thu thêm", "originalQty": 0, "copyQty": 0}]},
    ],
    "cases": [{"processingDay": {"qty": 2, "type": "WORKING_DAY"}}],
    "categoriesDetails": [{"name": "Chăn nuôi"}],
    "unitGroupsExecuting": [{"name": "Ủy ban nhân dân cấp xã"}],
    "departmentsExecuting": [],
    "legalBasisesDetails": [{"name": "Luật Chăn nuôi", "code": "32/2018/QH14"}],
    "resultsDetails": [{"name": "Giấy xác nhận"}],
    "subjectTypesDetails": [{"name": "Công dân Việt Nam"}],
    "requirementsAndConditions": "",
    "dossierReceivingAddresses": None,
    "updatedAt": 1776242191512,
}
EXCHANGE: dict[str, Any] = {
    "MATTHC": "1.999003.000.00.00.H55",
    "TENTTHC": "Thủ tục đăng ký cây di sản",
    "DIACHITIEPNHAN": "Trung tâm Phục vụ hành chính công xã",
    "YEUCAU": "Không",
    "COQUANTHUCHIEN": [{"TENDONVI": "Ủy ban Nhân dân xã."}, {"TENDONVI": "Sở Nông nghiệp"}],
    "TRINHTUTHUCHIEN": [{"TRUONGHOP": "", "TRINHTU": [{"TENTRINHTU": "Nộp đơn."}]}],
    "CAPTHUCHIEN": [{"TENCAP": "Cấp Xã"}],
    "LINHVUCTHUCHIEN": [{"TENLINHVUC": "Lâm nghiệp"}],
    "CACHTHUCTHUCHIEN": [
        {
            "KENH": "1",
            "THOIGIAN": [
                {
                    "THOIGIANGIAIQUYET": "15",
                    "DONVITINH": "Giờ",
                    "MOTA": "Ngay trong ngày; nhận hồ sơ sau 15 giờ thì trả ngày làm việc tiếp theo.",
                    "PHILEPHI": [{"SOTIEN": "50.000", "DONVI": "Đồng", "MOTA": "mỗi cây"}],
                }
            ],
        }
    ],
    "DOITUONGTHUCHIEN": [{"TENDOITUONG": "Công dân Việt Nam"}],
    "KETQUATHUCHIEN": [{"TENKETQUA": "Giấy chứng nhận"}],
    "CANCUPHAPLY": [{"SOVANBAN": "16/2017/QH14", "TENVANBAN": "Luật Lâm nghiệp"}],
    "THANHPHANHOSO": [
        {"TRUONGHOP": "Cây cổ", "GIAYTO": [{"TENGIAYTO": "Đơn", "SOBANCHINH": "1", "SOBANSAO": "0"}]},
    ],
}


def shared(*parts: str) -> Path:
    """A file of ../shared/data; skips the test where it is not there."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"{path} is not there")
    return path


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, child in children for found in _paths(child, (*path, key)))]


_ANY = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(10**11, 10**20),
    st.floats(),
    st.text(max_size=40),
    st.sampled_from(
        ["²", "0", "99999999999", "Bước " + "1" * 90, "a" * 900, "<p></p>", "Không có thông tin", "\ud800"]
    ),
    st.just([]),
    st.just({}),
    st.lists(st.one_of(st.none(), st.integers(), st.text(max_size=5)), max_size=3),
    st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=2),
)


@st.composite
def spoiled(draw: st.DrawFn, record: dict[str, Any]) -> dict[str, Any]:
    """The record with some values, at any depth, replaced by anything that JSON can hold."""
    made = copy.deepcopy(record)
    paths = [path for path in _paths(record) if path]
    for path in draw(st.lists(st.sampled_from(paths), min_size=1, max_size=6)):
        inner: Any = made
        for key in path[:-1]:
            try:
                inner = inner[key]
            except (KeyError, IndexError, TypeError):
                break
        if isinstance(inner, dict) or (isinstance(inner, list) and isinstance(path[-1], int) and path[-1] < len(inner)):
            inner[path[-1]] = draw(_ANY)
    return made
