"""``motcua telegram|zalo setup``: tell the platforms our address, commands and menus, as far as a program may."""

import asyncio
from collections.abc import Awaitable, Callable

import typer

from bot.commands.faults import friendly
from bot.doors.finding import Finding
from bot.doors.telegram import setting_up as telegram
from bot.doors.zalo_bot import setting_up as zalo_bot
from bot.doors.zalo_oa import setting_up as zalo_oa
from bot.settings import Settings

__all__ = ["channel_findings", "telegram_commands", "zalo_commands"]

telegram_commands = typer.Typer(no_args_is_help=True, help="Kênh Telegram.")
zalo_commands = typer.Typer(no_args_is_help=True, help="Kênh Zalo: Official Account và Zalo Bot.")
SetUp = Callable[[Settings], Awaitable[list[str]]]


@telegram_commands.callback()
def _telegram() -> None:
    """Typer drops a lone command's name without this."""


@zalo_commands.callback()
def _zalo() -> None:
    """The same."""


@telegram_commands.command("setup")
def telegram_setup() -> None:
    """Đăng ký webhook, lệnh và phần giới thiệu với Telegram."""
    _run(telegram.set_up)


@zalo_commands.command("setup")
def zalo_setup() -> None:
    """Chỉ việc phải làm ở trang quản trị Zalo OA; đăng ký webhook của Zalo Bot."""
    _run(zalo_oa.set_up, zalo_bot.set_up)


def channel_findings(settings: Settings) -> list[Finding]:
    """What every channel's platform says of our set-up."""

    async def ask() -> list[Finding]:
        answers = await asyncio.gather(zalo_oa.check(settings), zalo_bot.check(settings), telegram.check(settings))
        return [finding for answer in answers for finding in answer]

    return asyncio.run(ask())


def _run(*steps: SetUp) -> None:
    settings = Settings()

    async def all_steps() -> list[str]:
        return [line for step in steps for line in await step(settings)]

    with friendly(settings):
        for line in asyncio.run(all_steps()):
            typer.echo(line)
