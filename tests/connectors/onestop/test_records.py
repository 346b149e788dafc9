import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.onestop import DossierNumber, Status
from connectors.onestop.records import to_dossier

NUMBER = DossierNumber("H55.242-261118-0003")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize("code", range(1, 11))
def test_the_ten_statuses(code: int) -> None:
    dossier = to_dossier(NUMBER, {"MaHoSo": str(NUMBER), "MaTrangThai": str(code)})
    assert dossier is not None
    assert dossier.status == Status(code)


@pytest.mark.parametrize("value", ["0", "11", "²", "", None, "Đang xử lý", "-1"])
def test_an_unknown_status_is_never_guessed(value: object) -> None:
    dossier = to_dossier(NUMBER, {"MaHoSo": str(NUMBER), "MaTrangThai": value})
    assert dossier is not None
    assert dossier.status is Status.UNKNOWN


def test_the_new_date_and_the_request_are_taken() -> None:
    supplement = {"NoiDungBoSung": "Bổ sung bản chính", "NgayHenTraMoi": "20261120170000"}
    record = {
        "MaHoSo": "h55.242-261118-0003", "TrangThaiHoSo": "5", "NgayHenTra": "20261118170000",
        "MaTTHC": "2.000815.000.00.00.H55", "DanhSachHoSoBoSung": [supplement], "ChuHoSo": "Trần Thị Mẫu",
    }  # fmt: skip
    dossier = to_dossier(NUMBER, record)
    assert dossier is not None
    assert dossier.due is not None
    assert (dossier.due.day, dossier.due_was_moved) == (20, True)
    assert (dossier.request, dossier.procedure_code) == ("Bổ sung bản chính", "2.000815")
    assert "Mẫu" not in repr(dossier)


def test_another_number_is_not_ours() -> None:
    assert to_dossier(NUMBER, {"MaHoSo": "H55.242-261118-0004", "MaTrangThai": "4"}) is None


KEYS = ["MaTrangThai", "TrangThaiHoSo", "NgayHenTra", "NgayTiepNhan", "DanhSachHoSoBoSung", "TenTTHC", "MaTTHC"]


@given(st.dictionaries(st.sampled_from(KEYS), JSON))
def test_any_json_is_read_without_an_error(record: dict[str, object]) -> None:
    assert to_dossier(NUMBER, {**record, "MaHoSo": str(NUMBER)}) is not None
