"""The command ``motcua``."""

import typer

from bot.commands.asking import ask, chat
from bot.commands.channels import telegram_commands, zalo_commands
from bot.commands.doctor import doctor
from bot.commands.evaluating import evaluate
from bot.commands.knowledge import knowledge_commands
from bot.commands.post import post_commands
from bot.commands.retention import retention
from bot.commands.running import run, serve, simulator
from bot.commands.training import train

__all__ = ["main"]

application = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
application.command()(run)
application.command()(ask)
application.command()(chat)
application.command()(train)
application.command()(doctor)
application.command()(retention)
application.command("eval")(evaluate)
application.command(hidden=True)(serve)
application.command(hidden=True)(simulator)
application.add_typer(knowledge_commands, name="kb")
application.add_typer(post_commands, name="post")
application.add_typer(telegram_commands, name="telegram")
application.add_typer(zalo_commands, name="zalo")


def main() -> None:
    """Entry point of the console script."""
    application()
