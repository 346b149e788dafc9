"""The Zalo Bot Platform's door: webhook or polling, plain text with numbered choices."""

from bot.doors.zalo_bot.door import open_zalo_bot

__all__ = ["open_zalo_bot"]
