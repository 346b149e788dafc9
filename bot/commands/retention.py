"""``motcua retention``: what is past its time, and its deletion."""

import asyncio
from typing import Annotated

import typer

from bot.commands.faults import friendly
from bot.engines import Engines
from bot.own_data.retention import Retention
from bot.settings import Settings, secret_of
from knowledge.database import Database, now

__all__ = ["retention"]

_NAMES = {
    "messages": "tin nhắn sẽ bị xóa nội dung và người gửi",
    "replies": "câu trả lời",
    "figures": "số liệu lượt trả lời",
    "rows of messages": "dòng đánh dấu tin nhắn đã xóa",
    "choices": "lựa chọn đã học",
    "consents": "sự đồng ý đã rút hoặc chưa trả lời",
    "alerts": "cảnh báo đã xong",
    "conversations": "cuộc trò chuyện trong bộ máy hội thoại",
}


def retention(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="chỉ đếm, không xóa gì")] = False,
) -> None:
    """Xóa dữ liệu đã quá hạn giữ (chạy tự động mỗi ngày lúc 3:15)."""
    settings = Settings()
    with friendly(settings):
        counts = asyncio.run(_run(settings, dry_run=dry_run))
    for name, count in counts.items():
        typer.echo(f"{count}\t{_NAMES[name]}")
    typer.echo("Chỉ đếm, chưa xóa gì." if dry_run else "Đã xóa.")


async def _run(settings: Settings, *, dry_run: bool) -> dict[str, int]:
    database = Database(settings.database)
    engines = Engines(settings.engines, secret_of(settings, "engine_token"), settings.engine_timeout)
    try:
        chosen = Retention(database, engines, settings)
        return await asyncio.to_thread(chosen.due, now()) if dry_run else await chosen.run(now())
    finally:
        await engines.close()
        database.close()
