"""The Telegram door: webhook or polling, private chats, groups and inline mode."""

from bot.doors.telegram.door import open_telegram

__all__ = ["open_telegram"]
