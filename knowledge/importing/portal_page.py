"""A crawled page of the national portal: flat strings, tables run together."""

import re

from knowledge.content_schema import Channel
from knowledge.importing.draft import Draft
from knowledge.importing.loose import Loose
from knowledge.importing.papers import add_paper

__all__ = ["read_page"]

_CHANNELS = {"Trực tuyến": Channel.ONLINE, "Trực tiếp": Channel.DIRECT, "Dịch vụ bưu chính": Channel.POSTAL}
_HEAD = "Mô tả"
_ROW = re.compile(r"(Trực tuyến|Trực tiếp|Dịch vụ bưu chính)(?=\d|Không|Miễn phí|Khác|$)")
_TIME = re.compile(r"^(?:Không có thông tin|(\d+)\s*(Ngày làm việc|Giờ làm việc|Ngày|Giờ|Tháng|Tuần|Năm|Phút)?)")
_FEE = re.compile(
    r"^(?:Không có thông tin|(Miễn phí|[\d.,]+(?=\s*(?:VNĐ|Việt Nam Đồng|Đồng|USD)))\s*(VNĐ|Việt Nam Đồng|Đồng|USD)?"
    r"(\((?:[^()]|\([^()]*\))*\))?)"
)
_CURRENCY = re.compile(r"\s*(?:VNĐ|Việt Nam Đồng|Đồng|USD)")
_PAPERS = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
_COUNT = re.compile(r"(?<![\s(])(?<!(?<!\d)0)(?:(\d) bản chính(?:,\s*(\d+) bản sao)?|(\d) bản sao)")
"""A cell runs into the name before it ("2025" and "1 bản chính"); "(01 bản chính)" belongs to a name."""
_EXTENSION = re.compile(r"\.(?:docx?|pdf|xlsx?|rtf)\s*$", re.IGNORECASE)
_FORM_WORD = re.compile(r"(?:mẫu|mau|phụ lục|phu luc)(?![^\W\d])", re.IGNORECASE)
_LONGEST_FILE = 120
_RESULT_CODE = re.compile(r"Mã: ?[\w.\-]+?(?=Từ khóa|[A-ZĐÂÊÔƯÁÀẢÃẠ][a-zà-ỹ]|$)")
_ISSUER = (
    "(?:BNNPTNT|BNNMT|BTNMT|BLĐTBXH|BGTVT|BVHTTDL|BGDĐT|BKHĐT|BKHCN|BTTTT|BDTTG|BTC|BTP|BCA|BCT|BXD|BYT|BNV|BQP|BNG|NHNN"
    "|VPCP|TTCP|TANDTC|VKSNDTC|UBDT|BHXH|UBND|HĐND)"
)
_NUMBER = re.compile(
    r"(?<!\d)\d{1,3}(?:\.\d{1,2})?/(?:19|20)\d{2}/"
    rf"(?:QH\d{{1,2}}|NĐ-CP|TTLT(?:-(?:{_ISSUER}|[A-ZĐ]+))+|NQ-(?:CP|UBTVQH\d\d|QH\d\d)|QĐ-TTg"
    rf"|(?:TT|NQ|QĐ)-(?:{_ISSUER}|[A-ZĐ]{{2,7}}))"
)
"""Issuers by name first: "TT-BCALuật" and "TT-BCAquy định" run into what follows."""


def read_page(record: Loose) -> Draft:
    """The draft of a page; nothing is guessed where cells cannot be told apart."""
    draft = Draft(code=record.text("ma_thu_tuc"), name=record.text("ten_thu_tuc"))
    draft.field, draft.agencies = record.text("linh_vuc"), record.text("co_quan_thuc_hien")
    draft.commune = "cấp xã" in record.text("cap_thuc_hien").lower()
    draft.address, draft.url = record.text("dia_chi_tiep_nhan"), record.text("detail_url")
    draft.who = [who.strip() for who in record.text("doi_tuong_thuc_hien").split(", ")]
    draft.conditions, draft.steps = record.text("yeu_cau_dieu_kien"), record.text("trinh_tu_thuc_hien")
    draft.results = [part.strip() for part in _RESULT_CODE.split(record.text("ket_qua_xu_ly")) if part.strip()]
    draft.legal_bases = [found.group() for found in _NUMBER.finditer(record.text("can_cu_phap_ly"))]
    _channels(draft, record.text("cach_thuc_thuc_hien"))
    _papers(draft, record.text("thanh_phan_ho_so"))
    return draft


def _channels(draft: Draft, table: str) -> None:
    parts = _ROW.split(table.split(_HEAD, 1)[-1])
    for label, row in zip(parts[1::2], parts[2::2], strict=True):
        channel = _CHANNELS[label]
        draft.channels.add(channel)
        _row(draft, channel, row.strip())


def _row(draft: Draft, channel: Channel, row: str) -> None:
    """Time, fees, note. A time without a unit runs into the fee: then neither is read as a number."""
    time = _TIME.match(row)
    amount, unit = (time.group(1) or "", time.group(2) or "") if time else ("", "")
    rest = row[time.end() :] if time else row
    if amount and not unit and (rest[:1] in tuple("0123456789.,") or _CURRENCY.match(rest)):
        note = f"Nguồn ghi “{row[:80]}”, không tách được thời gian và phí."
        draft.remarks.append(note)
        return
    fees = []
    while (found := _FEE.match(rest.strip())) and found.group():
        fees.append(found)
        rest = rest.strip()[found.end() :]
    note = rest.strip(" .-")
    draft.add_limit(channel, amount, unit, note)
    for found in fees:
        draft.add_fee(channel, found.group(1) or "", found.group(2) or "", (found.group(3) or "")[1:-1].strip())


def _papers(draft: Draft, table: str) -> None:
    """Case heading, column titles, papers with their counts; and again for the next case."""
    heading, *bodies = table.split(_PAPERS)
    for body in bodies:
        position = 0
        for count in _COUNT.finditer(body):
            name = _without_form_files(body[position : count.start()])
            originals, copies = count.group(1) or "0", count.group(2) or count.group(3) or "0"
            add_paper(draft, name, heading, originals, copies)
            position = count.end()
        heading = body[position:].strip()
    if bodies:
        add_paper(draft, heading, "", "", "")


def _without_form_files(name: str) -> str:
    """Less the form files run into it; where none can be seen to begin, nothing is taken away."""
    while extension := _EXTENSION.search(name):
        seams = [at for at in range(max(3, len(name) - _LONGEST_FILE), extension.start()) if _is_seam(name, at)]
        if not seams:
            return name
        start = seams.pop()
        while seams and " " not in name[seams[-1] : start]:
            start = seams.pop()
        name = name[:start]
    return name


def _is_seam(name: str, at: int) -> bool:
    """Whether a new text begins here without a space before it."""
    before, after = name[at - 1], name[at]
    if (before.islower() or before in ").;:]”") and after.isupper():
        return True
    if before in ").;:]" and after.isdigit():
        return not (before == "." and name[at - 2].isdigit())
    return (before.isalnum() or before in ").;:],") and _FORM_WORD.match(name, at) is not None
