"""Commands about one's own data, which never reach the engine."""

from bot.engines import EngineAnswer
from bot.own_data.kept import Kept
from bot.own_data.link import Links
from bot.post.inbox import Message
from dialogues.consenting import withdrawn
from dialogues.consents import Consents
from dialogues.outcomes import Outcome
from dialogues.own_data import (
    DELETE,
    DELETE_NO,
    MY_DATA,
    WITHDRAW,
    ask_delete,
    copy_at,
    copy_here,
    kept,
    not_deleted,
)
from dialogues.replies import Reply
from knowledge.search import fold

__all__ = ["OwnData", "data_command"]

_PAGE = ("web",)
"""Channels on our own pages, where a link without a host works."""
_TYPED = {
    MY_DATA.payload: (
        "xem du lieu cua toi", "du lieu cua toi", "xem du lieu", "xem du lieu ca nhan", "xem du lieu ca nhan cua toi",
    ),
    DELETE.payload: (
        "xoa du lieu cua toi", "xoa du lieu", "xoa het du lieu cua toi", "xoa toan bo du lieu cua toi", "xoa du lieu ca nhan",
        "xoa du lieu ca nhan cua toi", "xoa tin nhan cua toi", "xoa het du lieu cua toi di",
    ),
    WITHDRAW.payload: ("rut dong y", "rut lai dong y", "rut lai su dong y", "toi rut dong y", "toi khong dong y nua"),
}  # fmt: skip
_BY_WORDS = {words: payload for payload, spellings in _TYPED.items() for words in spellings}


def data_command(text: str) -> str | None:
    """The payload of a typed sentence that asks for one's own data; only the whole sentence counts."""
    return _BY_WORDS.get(fold(text).strip(" .!?,"))


class OwnData:
    """Answers everything but the deletion itself, which needs the engine (bot/own_data/deleting.py)."""

    def __init__(self, kept_data: Kept, consents: Consents, links: Links, public_url: str, days: int) -> None:
        self._kept = kept_data
        self._consents = consents
        self._links = links
        self._public_url = public_url.rstrip("/")
        self._days = days

    def answer(self, message: Message, asked: str) -> EngineAnswer | None:
        """The end of the turn; None when the message is about something else."""
        replies: tuple[Reply, ...]
        if asked == MY_DATA.payload:
            replies = self._shown(message)
        elif asked == DELETE.payload:
            replies = (ask_delete(),)
        elif asked == DELETE_NO.payload:
            replies = (not_deleted(),)
        elif asked == WITHDRAW.payload:
            replies = (withdrawn(self._consents.withdraw(message.person)),)
        else:
            return None
        return EngineAnswer(Outcome.SMALL_TALK, replies)

    def _shown(self, message: Message) -> tuple[Reply, ...]:
        channel, chat = message.channel, message.chat_id
        summary = self._kept.summary(channel, chat)
        first = kept(summary.count, summary.since, self._days, summary.consents)
        if channel in _PAGE or self._public_url:
            host = "" if channel in _PAGE else self._public_url
            return (copy_at(f"{host}/my-data/{self._links.token(channel, chat)}"), first)
        return (*copy_here(*self._kept.latest(channel, chat)), first)
