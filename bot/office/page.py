"""A first, read-only office: outcomes of the last week, questions left open, procedures held."""

import asyncio
from datetime import timedelta
from html import escape

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse
from sqlalchemy import func, select

from bot.office.login import Official
from bot.post.alerts import Alerts
from bot.post.tables import InboxRow, TurnRow
from connectors.onestop.dates import VIETNAM
from dialogues.outcomes import LABELS, Outcome
from knowledge.base import KnowledgeBase
from knowledge.database import Database, now

__all__ = ["office_routes"]

OPEN = (Outcome.NOT_FOUND, Outcome.HANDED_OVER, Outcome.DEGRADED, Outcome.ERROR_ENGINE)


def office_routes(database: Database, base: KnowledgeBase, alerts: Alerts, official: Official) -> APIRouter:
    """``/office``."""
    router = APIRouter()

    @router.get("/office", response_class=HTMLResponse, dependencies=[Depends(official)])
    async def office() -> HTMLResponse:
        return HTMLResponse(await asyncio.to_thread(_page, database, base, alerts))

    return router


def _page(database: Database, base: KnowledgeBase, alerts: Alerts) -> str:
    since = now() - timedelta(days=7)
    with database.read() as session:
        counts = session.execute(
            select(TurnRow.outcome, func.count()).where(TurnRow.finished_at >= since).group_by(TurnRow.outcome)
        ).all()
        left = session.execute(
            select(InboxRow.text, TurnRow.outcome)
            .join(TurnRow, TurnRow.inbox_id == InboxRow.id)
            .where(TurnRow.outcome.in_(OPEN), InboxRow.kind == "text")
            .order_by(TurnRow.id.desc())
            .limit(50)
        ).all()
    figures = "".join(f"<tr><td>{_label(outcome)}</td><td>{count}</td></tr>" for outcome, count in counts)
    asked = "".join(f"<tr><td>{escape(text[:300])}</td><td>{_label(outcome)}</td></tr>" for text, outcome in left)
    held = "".join(
        f"<tr><td>{escape(n.code)}</td><td>{escape(n.name)}</td><td>{escape(n.field)}</td></tr>"
        for n in base.all_named()
    )
    mend = "".join(
        f"<li>{escape(text)} <small>(từ {since.astimezone(VIETNAM):%H:%M %d/%m/%Y})</small></li>"
        for _, text, since in alerts.open()
    )
    urgent = f'<section class="urgent"><h2>Cần người xử lý ngay</h2><ul>{mend}</ul></section>' if mend else ""
    return _LAYOUT.format(place=escape(base.jurisdiction()), urgent=urgent, figures=figures, asked=asked, held=held)


def _label(outcome: str) -> str:
    return escape(LABELS[Outcome(outcome)].text)


_LAYOUT = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Motcua – phòng làm việc của cán bộ</title><link rel="stylesheet" href="/office.css"></head>
<body><main><h1>Phòng làm việc của cán bộ</h1><p>{place}</p>
{urgent}<h2>Bảy ngày qua</h2><table><thead><tr><th>Kết quả</th><th>Số lượt</th></tr></thead><tbody>{figures}</tbody></table>
<h2>Câu hỏi cần xem lại</h2><p>Số cá nhân đã được che.</p>
<table><thead><tr><th>Câu hỏi</th><th>Kết quả</th></tr></thead><tbody>{asked}</tbody></table>
<h2>Thủ tục đang có</h2><table><thead><tr><th>Mã</th><th>Tên</th><th>Lĩnh vực</th></tr></thead><tbody>{held}</tbody></table>
</main></body></html>"""
