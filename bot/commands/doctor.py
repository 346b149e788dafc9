"""``motcua doctor``: what is set up, what is missing, and what to do about it."""

import asyncio
from collections.abc import Callable

import typer
from sqlalchemy.exc import SQLAlchemyError

from bot.commands.channels import channel_findings
from bot.commands.training import ENGINE_PYTHON, MODEL
from bot.doors.finding import Finding
from bot.engines import Engines
from bot.post.alerts import Alerts
from bot.settings import Settings, secret_of
from knowledge.base import KnowledgeBase
from knowledge.content_file import read_procedures
from knowledge.database import Database

__all__ = ["doctor"]


def doctor() -> None:
    """Kiểm tra cài đặt và nói rõ còn thiếu gì."""
    settings = Settings()
    checks: list[tuple[str, Callable[[Settings], str]]] = [
        ("Môi trường Rasa", _engine_environment),
        ("Mô hình hội thoại", _model),
        ("Tệp nội dung", _content),
        ("Cơ sở dữ liệu", _database),
        ("Bộ máy hội thoại", _engine),
    ]
    bad = 0
    for name, check in checks:
        try:
            typer.echo(f"✓ {name}: {check(settings)}")
        except Exception as error:  # noqa: BLE001 - a doctor reports every fault and goes on
            bad += 1
            typer.echo(f"✗ {name}: {error}")
    for finding in [*_alerts(settings), *channel_findings(settings)]:
        bad += not finding.ok
        typer.echo(f"{'✓' if finding.ok else '✗'} {finding.text}")
    raise typer.Exit(1 if bad else 0)


def _alerts(settings: Settings) -> list[Finding]:
    """What the running application could not mend itself."""
    database = Database(settings.database)
    try:
        return [Finding(ok=False, text=f"{text} (từ {since:%d/%m/%Y})") for _, text, since in Alerts(database).open()]
    except SQLAlchemyError:
        return []  # the check of the database has said so
    finally:
        database.close()


def _engine_environment(_settings: Settings) -> str:
    if not ENGINE_PYTHON.exists():
        raise LookupError("chưa có nlu/.venv, hãy chạy: make setup")
    return "có"


def _model(settings: Settings) -> str:
    if not (settings.motcua_data / "models" / MODEL).exists():
        raise LookupError("chưa có, hãy chạy: make train")
    return "có"


def _content(_settings: Settings) -> str:
    return f"{len(list(read_procedures()))} thủ tục, đọc được hết"


def _database(settings: Settings) -> str:
    database = Database(settings.database)
    try:
        return f"{len(KnowledgeBase(database, settings.motcua_commune).all_named())} thủ tục đang có hiệu lực"
    finally:
        database.close()


def _engine(settings: Settings) -> str:
    if not settings.engines:
        return "do motcua run tự chạy (ENGINE_URLS để trống)"

    async def probe() -> bool:
        engines = Engines(settings.engines, secret_of(settings, "engine_token"), settings.engine_timeout)
        try:
            return await engines.ready()
        finally:
            await engines.close()

    if not asyncio.run(probe()):
        raise LookupError("không trả lời ở ENGINE_URLS")
    return "đang chạy"
