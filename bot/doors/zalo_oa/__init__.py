"""The Zalo Official Account door: signed webhooks, consultation messages, tokens that rotate."""

from bot.doors.zalo_oa.door import open_zalo_oa

__all__ = ["open_zalo_oa"]
