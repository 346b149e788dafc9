"""``motcua kb``: the knowledge base."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.faults import friendly
from bot.migrating import migrate
from bot.settings import Settings
from knowledge.content_file import CONTENT
from knowledge.database import Database
from knowledge.loading import load_content

__all__ = ["knowledge_commands", "prepare"]

knowledge_commands = typer.Typer(no_args_is_help=True, help="Kho thông tin thủ tục.")


@knowledge_commands.command()
def load(folder: Annotated[Path, typer.Argument(help="thư mục nội dung")] = CONTENT) -> None:
    """Nạp nội dung gốc vào cơ sở dữ liệu; chạy lại không sinh bản trùng."""
    settings = Settings()
    typer.echo(prepare(settings, folder))


def prepare(settings: Settings, folder: Path = CONTENT) -> str:
    """Create or upgrade the tables and load the content; returns what was done."""
    with friendly(settings):
        settings.motcua_data.mkdir(parents=True, exist_ok=True)
        database = Database(settings.database)
        try:
            migrate(database)
            report = load_content(database, folder)
        finally:
            database.close()
    return f"Thủ tục mới: {report.new}, đã đổi: {report.changed}, giữ nguyên: {report.same}."
