"""The older exchange's LayThuTuc answer: upper-case keys, everything a string."""

from knowledge.content_schema import Channel
from knowledge.importing.draft import Draft
from knowledge.importing.loose import Loose
from knowledge.importing.papers import add_paper

__all__ = ["read_exchange"]

_CHANNELS = {"1": Channel.DIRECT, "2": Channel.ONLINE, "3": Channel.POSTAL}


def read_exchange(record: Loose) -> Draft:
    """The draft of one procedure."""
    draft = Draft(
        code=record.text("MATTHC"), name=record.text("TENTTHC"), source="Trục liên thông dịch vụ công (LayThuTuc)"
    )
    draft.field = next((item.text("TENLINHVUC") for item in record.items("LINHVUCTHUCHIEN")), "")
    draft.commune = any("xã" in item.text("TENCAP").lower() for item in record.items("CAPTHUCHIEN"))
    draft.agencies = ", ".join(item.text("TENDONVI").rstrip(".") for item in record.items("COQUANTHUCHIEN"))
    draft.address, draft.conditions = record.text("DIACHITIEPNHAN"), record.text("YEUCAU")
    draft.who = [item.text("TENDOITUONG") for item in record.items("DOITUONGTHUCHIEN")]
    draft.results = [item.text("TENKETQUA") for item in record.items("KETQUATHUCHIEN")]
    draft.legal_bases = [item.text("SOVANBAN") or item.text("TENVANBAN") for item in record.items("CANCUPHAPLY")]
    draft.steps = "\n".join(
        step.text("TENTRINHTU") for case in record.items("TRINHTUTHUCHIEN") for step in case.items("TRINHTU")
    )
    for way in record.items("CACHTHUCTHUCHIEN"):
        channel = _CHANNELS.get(way.text("KENH"), Channel.ANY)
        draft.channels.add(channel)
        for time in way.items("THOIGIAN"):
            _time(draft, channel, time)
    for case in record.items("THANHPHANHOSO"):
        for paper in case.items("GIAYTO"):
            add_paper(
                draft, paper.text("TENGIAYTO"), case.text("TRUONGHOP"), paper.text("SOBANCHINH"), paper.text("SOBANSAO")
            )
    return draft


def _time(draft: Draft, channel: Channel, time: Loose) -> None:
    draft.add_limit(channel, time.text("THOIGIANGIAIQUYET"), time.text("DONVITINH"), time.text("MOTA"))
    for row in time.items("PHILEPHI"):
        draft.add_fee(channel, row.text("SOTIEN"), row.text("DONVI"), row.text("MOTA"))
