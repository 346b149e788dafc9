"""What every shape of record is read into, and how that becomes content of our own model."""

import re
from dataclasses import dataclass
from dataclasses import field as default
from datetime import date

from knowledge.content_schema import (
    Channel,
    Confidence,
    Fee,
    OnlineMode,
    OnlineService,
    Paper,
    ProcedureContent,
    ReceivingBody,
    SourceRef,
    Statement,
    Step,
    TimeLimit,
)
from knowledge.importing.amounts import SOURCE, fee, time_limit
from knowledge.importing.cleaning import cut, pieces, unique

__all__ = ["CODE", "COMMUNE", "Draft", "Unreadable"]

CODE = re.compile(r"^(\d\.\d{6})(?!\d)")
COMMUNE, ELSEWHERE = -3, -4
"""Popularity of a procedure nobody has described: handled by communes, or not."""
MOST_PIECES = 40
_STEP = re.compile(r"^(bước\s*\d{1,3})(?!\d)\s*[:.\-–]?\s*", re.IGNORECASE)


class Unreadable(Exception):
    """A record without what a procedure cannot be without; the message is for the official."""


@dataclass(slots=True)
class Draft:
    """Texts are cleaned already; empty means the source does not say."""

    code: str
    name: str
    field: str = ""
    commune: bool = False
    agencies: str = ""
    address: str = ""
    who: list[str] = default(default_factory=list)
    conditions: str = ""
    steps: str = ""
    results: list[str] = default(default_factory=list)
    papers: list[Paper] = default(default_factory=list)
    remarks: list[str] = default(default_factory=list)
    fees: list[Fee] = default(default_factory=list)
    limits: list[TimeLimit] = default(default_factory=list)
    channels: set[Channel] = default(default_factory=set)
    full_process: bool = False
    legal_bases: list[str] = default(default_factory=list)
    source: str = "Cổng Dịch vụ công quốc gia"
    url: str = ""
    checked_on: date | None = None

    def add_limit(self, channel: Channel, amount: str, unit: str, note: str) -> None:
        """A time limit as the source writes it, if it says anything."""
        if limit := time_limit(channel, amount, unit, note):
            self.limits.append(limit)

    def add_fee(self, channel: Channel, amount: str, currency: str, note: str) -> None:
        """A fee as the source writes it, if it says anything."""
        if made := fee(channel, amount, currency, note):
            self.fees.append(made)

    def content(self, day: date) -> ProcedureContent:
        """The procedure as we hold it; raises Unreadable without code or name."""
        found = CODE.match(self.code)
        if not found:
            raise Unreadable(f"mã thủ tục không đúng dạng: “{cut(self.code, 30)}”" if self.code else "thiếu mã thủ tục")
        if not self.name:
            raise Unreadable("thiếu tên thủ tục")
        name = re.sub(r"^thủ tục\s+", "", self.name, flags=re.IGNORECASE)
        name = name[:1].upper() + name[1:]
        where = self.address or self.agencies
        return ProcedureContent(
            code=found.group(1),
            name=cut(name, 160),
            choice_label=cut(name, 60),
            official_name=cut(self.name, 600),
            field=cut(self.field, 160) or "Chưa rõ lĩnh vực",
            popularity=COMMUNE if self.commune else ELSEWHERE,
            confidence=Confidence.LOW,
            effective_from=min(day, self.checked_on or day),
            sources=(SourceRef(key=SOURCE, title=self.source, url=self.url, checked_on=self.checked_on or day),),
            receiving_body=self._receiving_body(),
            deciding_body=_statement(self.agencies, "Nguồn không ghi cơ quan quyết định."),
            where_to_file=_statement(where, "Nguồn không ghi nơi nộp. Bạn hỏi bộ phận một cửa của xã."),
            who_can_apply=tuple(_statement(who, "") for who in unique(self.who)[:MOST_PIECES]),
            conditions=tuple(
                _statement(text, "") for text in unique([*pieces(self.conditions, 600), *self.remarks])[:MOST_PIECES]
            ),
            result=_statement("; ".join(unique(self.results)), "Nguồn không ghi kết quả nhận được."),
            papers=tuple({(paper.name, paper.note): paper for paper in self.papers}.values()),
            fees=tuple(dict.fromkeys(self.fees)),
            time_limits=tuple(dict.fromkeys(self.limits)),
            online=self._online(),
            steps_direct=tuple(
                _step(text, number) for number, text in enumerate(pieces(self.steps, 440)[:MOST_PIECES], start=1)
            ),
            legal_bases=tuple(cut(basis, 160) for basis in unique(self.legal_bases)),
            imported=True,
        )

    def _receiving_body(self) -> ReceivingBody:
        agencies = self.agencies.lower()
        if "công an" in agencies:
            return ReceivingBody.POLICE
        if "bảo hiểm xã hội" in agencies:
            return ReceivingBody.INSURANCE
        return ReceivingBody.ONE_STOP if self.commune else ReceivingBody.OTHER

    def _online(self) -> OnlineService:
        mode, text = OnlineMode.UNKNOWN, "Nguồn không ghi hình thức nộp."
        if self.full_process:
            mode, text = OnlineMode.FULL, "Nguồn ghi làm được toàn trình."
        elif Channel.ONLINE in self.channels:
            mode, text = OnlineMode.OFFERED, "Nguồn có ghi hình thức nộp trực tuyến."
        elif self.channels:
            mode, text = OnlineMode.NONE, "Nguồn không ghi hình thức nộp trực tuyến."
        return OnlineService(mode=mode, text=text, source=SOURCE)


def _statement(text: str, otherwise: str) -> Statement:
    return Statement(text=cut(text, 600) or otherwise, source=SOURCE)


def _step(text: str, number: int) -> Step:
    named = _STEP.match(text)
    body = text[named.end() :] if named else text
    return Step(
        title=named.group(1).capitalize() if named else f"Ý {number}", text=cut(body or text, 450), source=SOURCE
    )
