"""The commands people see in Telegram's menu; what each does is known to the screening."""

from telegram import BotCommand

__all__ = ["IN_GROUPS", "IN_PRIVATE", "NAMES"]

_START = BotCommand("start", "Bắt đầu lại")
_LIST = BotCommand("thutuc", "Xem các thủ tục")
_HELP = BotCommand("trogiup", "Tôi giúp được gì")
_PERSON = BotCommand("canbo", "Gặp cán bộ")
IN_PRIVATE = (
    _LIST,
    BotCommand("tracuu", "Tra cứu hồ sơ theo mã trên giấy hẹn"),
    _PERSON,
    _HELP,
    BotCommand("dulieu", "Xem dữ liệu của bạn đang được giữ"),
    BotCommand("xoadulieu", "Xóa dữ liệu của bạn"),
    BotCommand("rutdongy", "Rút lại sự đồng ý tra cứu hồ sơ"),
    _START,
)
IN_GROUPS = (_LIST, _HELP, _PERSON)
NAMES = frozenset(command.command for command in IN_PRIVATE) | {"help"}
"""Ours even when nobody is addressed: in a group ``/thutuc`` alone can only mean us."""
