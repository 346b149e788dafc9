"""``python -m bot`` is the command ``motcua``."""

from bot.cli import main

main()
