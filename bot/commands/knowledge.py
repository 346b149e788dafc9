"""``motcua kb``: the knowledge base."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.faults import fail, friendly
from bot.migrating import migrate
from bot.settings import Settings
from knowledge.content_file import CONTENT
from knowledge.database import Database
from knowledge.importing import Done, ImportReport, Refusal, import_files
from knowledge.loading import load_content
from knowledge.models import WordKind
from knowledge.wording import UnknownCode, add_words, words_of

__all__ = ["knowledge_commands", "opened", "prepare"]

knowledge_commands = typer.Typer(no_args_is_help=True, help="Kho thông tin thủ tục.")


@knowledge_commands.command()
def load(folder: Annotated[Path, typer.Argument(help="thư mục nội dung")] = CONTENT) -> None:
    """Nạp nội dung gốc vào cơ sở dữ liệu; chạy lại không sinh bản trùng."""
    settings = Settings()
    typer.echo(prepare(settings, folder))


@knowledge_commands.command()
def words(
    code: Annotated[str, typer.Argument(help="mã thủ tục, ví dụ 1.001193")],
    texts: Annotated[list[str] | None, typer.Argument(help="cách nói thêm vào; không có thì liệt kê")] = None,
    situation: Annotated[bool, typer.Option("--situation", help="là một tình huống, không phải tên gọi")] = False,
) -> None:
    """Xem hoặc thêm cách nói đời thường của một thủ tục; có tác dụng ngay, không phải huấn luyện."""
    settings = Settings()
    prepare(settings)
    with opened(settings) as database:
        try:
            if texts:
                count = add_words(database, code, texts, WordKind.SITUATION if situation else WordKind.ALIAS)
                typer.echo(f"Đã thêm {count} cách nói cho {code}.")
            for kind, text in [] if texts else words_of(database, code):
                typer.echo(f"{kind.value}: {text}")
        except UnknownCode:
            raise fail(f"Không có thủ tục mã {code}.") from None


@knowledge_commands.command("import")
def import_(
    files: Annotated[list[Path], typer.Argument(help="tệp xuất từ cổng: .json, .jsonl, có thể nén .gz")],
) -> None:
    """Nạp thủ tục từ tệp của cổng dịch vụ công; chạy lại không sinh bản trùng, không đè nội dung của cán bộ."""
    settings = Settings()
    typer.echo(prepare(settings))
    with opened(settings) as database:
        report = import_files(database, files, date.today(), _show_progress)
    typer.echo("", err=True)
    for refusal in report.refused:
        typer.echo(f"KHÔNG ĐỌC ĐƯỢC {_where(refusal)}: {refusal.reason}")
    for refusal in report.partly:
        typer.echo(f"đọc một phần {_where(refusal)}: {refusal.reason}")
    typer.echo(_summary(report))
    if report.refused:
        raise typer.Exit(1)


def _show_progress(count: int) -> None:
    typer.echo(f"\rĐã đọc {count} bản ghi…", err=True, nl=False)


def _where(refusal: Refusal) -> str:
    return f"{refusal.file}, bản ghi {refusal.record}{f' ({refusal.code})' if refusal.code else ''}"


def _summary(report: ImportReport) -> str:
    words = {
        Done.NEW: "mới", Done.CHANGED: "đã đổi", Done.SAME: "giữ nguyên", Done.OWN_KEPT: "đã có nội dung do cán bộ hoặc dự án viết nên không đè",
        Done.LINKED: "mã cũ, đã nối sang mã mới", Done.UNMATCHED: "mã cũ không tìm được mã mới",
    }  # fmt: skip
    parts = [
        f"{count} {words[done]}"
        for done, count in sorted(report.done.items(), key=lambda item: list(Done).index(item[0]))
    ]
    return f"Tổng {report.read} bản ghi: {', '.join([*parts, f'{len(report.refused)} không đọc được'])}."


def prepare(settings: Settings, folder: Path = CONTENT) -> str:
    """Create or upgrade the tables and load the content; returns what was done."""
    with opened(settings) as database:
        migrate(database)
        report = load_content(database, folder)
    return f"Thủ tục mới: {report.new}, đã đổi: {report.changed}, giữ nguyên: {report.same}."


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """The database of these settings, closed at the end; its faults end the command with one sentence."""
    with friendly(settings):
        settings.motcua_data.mkdir(parents=True, exist_ok=True)
        database = Database(settings.database)
        try:
            yield database
        finally:
            database.close()
