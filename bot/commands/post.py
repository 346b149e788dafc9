"""``motcua post``: look at what was set aside and run it again."""

from collections import Counter
from typing import Annotated

import typer

from bot.commands.faults import fail, friendly
from bot.post.mending import Mending
from bot.settings import Settings
from knowledge.database import Database

__all__ = ["post_commands"]

post_commands = typer.Typer(no_args_is_help=True, help="Tin nhắn và câu trả lời bị gác lại.")
_STATES = {
    "dead": "chưa trả lời được",
    "failed": "trả lời rồi nhưng gửi không được",
    "unknown": "đã gửi, không rõ có đến nơi không",
}
_DONE = {"turn": "sẽ trả lời lại", "reply": "sẽ gửi tiếp", "nothing": "không có gì để làm lại"}


@post_commands.command("list")
def list_(limit: Annotated[int, typer.Option(min=1, help="nhiều nhất bao nhiêu dòng")] = 50) -> None:
    """Liệt kê tin nhắn bị gác lại, mới nhất trước; không hiện nội dung."""
    settings = Settings()
    with friendly(settings):
        rows = Mending(Database(settings.database)).set_aside(limit)
    for row in rows:
        reason = f" ({row.reason})" if row.reason else ""
        typer.echo(f"{row.message}\t{row.received_at:%d/%m/%Y %H:%M}\t{row.channel}\t{_STATES[row.state]}{reason}")
    if not rows:
        typer.echo("Không có tin nhắn nào bị gác lại.")


@post_commands.command()
def replay(
    numbers: Annotated[list[int] | None, typer.Argument(help="số ở đầu dòng của `motcua post list`")] = None,
    everything: Annotated[bool, typer.Option("--all", help="mọi tin nhắn bị gác lại")] = False,
    unknown: Annotated[bool, typer.Option(help="gửi lại cả câu không rõ đã đến chưa (có thể trùng)")] = False,
) -> None:
    """Trả lời lại, hoặc gửi tiếp từ chỗ dừng."""
    settings = Settings()
    if bool(numbers) == everything:
        raise fail("Hãy ghi số tin nhắn, hoặc --all.")
    with friendly(settings):
        mending = Mending(Database(settings.database))
        chosen = numbers or [row.message for row in mending.set_aside(10_000)]
        done = Counter(what for _, what in mending.replay(chosen, unknown_too=unknown))
    for what, count in done.items():
        typer.echo(f"{count} tin nhắn {_DONE[what]}.")
    if not done:
        typer.echo("Không có tin nhắn nào bị gác lại.")
