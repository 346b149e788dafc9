"""From a record of the exchange to a Dossier; takes both generations' field names."""

from collections.abc import Mapping
from typing import Any

from connectors.onestop.base import Dossier, Status
from connectors.onestop.dates import parse_time
from connectors.onestop.number import DossierNumber, find_dossier_number

__all__ = ["to_dossier"]


def to_dossier(number: DossierNumber, record: Mapping[str, Any]) -> Dossier | None:
    """The record as a dossier; None when it is about another number."""
    if find_dossier_number(str(record.get("MaHoSo") or "")) != number:
        return None
    supplement = _last_supplement(record)
    moved = parse_time(supplement.get("NgayHenTraMoi"))
    return Dossier(
        number=number,
        procedure_code=_procedure_code(record),
        procedure_name=_text(record, "TenTTHC", "TenDVC"),
        status=_status(record),
        submitted=parse_time(record.get("NgayNop")),
        accepted=parse_time(record.get("NgayTiepNhan")),
        due=moved or parse_time(record.get("NgayHenTra")),
        due_was_moved=moved is not None,
        request=_text(supplement, "NoiDungBoSung") or _text(record, "ThongTinTra"),
        office=_text(record, "DonViXuLy"),
    )


def _procedure_code(record: Mapping[str, Any]) -> str:
    """First two groups only: providers append an agency suffix."""
    return ".".join(_text(record, "MaTTHC").split(".")[:2])


def _status(record: Mapping[str, Any]) -> Status:
    for key in ("MaTrangThai", "TrangThaiHoSo"):
        value = str(record.get(key) or "").strip()
        if value.isascii() and value.isdigit() and 1 <= int(value) <= 10:
            return Status(int(value))
    return Status.UNKNOWN


def _last_supplement(record: Mapping[str, Any]) -> Mapping[str, Any]:
    asked = record.get("DanhSachHoSoBoSung")
    items = [item for item in asked if isinstance(item, Mapping)] if isinstance(asked, list) else []
    return items[-1] if items else {}


def _text(record: Mapping[str, Any], *keys: str) -> str:
    for key in keys:
        value = record.get(key)
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
    return ""
