"""Inline mode: "@bot khai sinh" in any chat offers summaries to send, without adding the bot to it."""

import asyncio
import unicodedata
from collections.abc import Sequence

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    MessageEntity,
)

from bot.doors.splitting import split, utf16_length
from bot.doors.telegram.client import Client
from bot.doors.telegram.links import deep_link, start_payload
from bot.screening.clean import clean
from bot.screening.rates import RateLimit
from dialogues.acts import Act
from dialogues.answers import answer
from dialogues.replies import Card
from knowledge.base import KnowledgeBase

__all__ = ["Inline"]

MOST_RESULTS = 10
MOST_TEXT = 4000
WORTH_A_LINE = 0.02
"""Share of the likeliest one's probability; a vague word still gets a list, for here the person chooses."""
OUTSIDE = 0.5
"""Probability of "no procedure" from which nothing is offered."""
CACHE_SECONDS = 300
PER_MINUTE = 60
"""Queries of one person; Telegram sends one for every pause in typing."""
_MORE = "Hỏi tiếp với trợ lý"
_PRIVATELY = "Hỏi riêng trợ lý thủ tục"


class Inline:
    """Answers inline queries straight from the knowledge base; nothing of them is stored."""

    def __init__(self, client: Client, base: KnowledgeBase, *, limited: bool, closed: bool) -> None:
        self._client = client
        self._base = base
        self._rate = RateLimit(PER_MINUTE if limited else 0)
        self._closed = closed

    async def __call__(self, query: InlineQuery, username: str) -> None:
        """Raises TelegramError."""
        if not self._rate.allows(str(query.from_user.id)):
            return
        results = [] if self._closed else await asyncio.to_thread(self.results, query.query, username)
        await self._client.answer_inline_query(
            query.id, results, cache_time=CACHE_SECONDS if results else 0, is_personal=False,
            button=InlineQueryResultsButton(_PRIVATELY, start_parameter="inline"),
        )  # fmt: skip

    def results(self, text: str, username: str) -> list[InlineQueryResultArticle]:
        """Cards for what was typed, the likeliest first; the most asked procedures when nothing was."""
        self._base.refresh()
        made = (self._result(code, username) for code in self._codes(clean(text)))
        return [result for result in made if result is not None]

    def _codes(self, text: str) -> Sequence[str]:
        if not text:
            return [named.code for named in self._base.all_named()[:MOST_RESULTS]]
        ranking = self._base.rank(self._base.mend(text))
        if not ranking.matches or ranking.outside >= OUTSIDE:
            return []
        least = ranking.matches[0].score * WORTH_A_LINE
        likely = [match.code for match in ranking.matches if match.score >= least and self._base.holds(match.code)]
        return likely[:MOST_RESULTS]

    def _result(self, code: str, username: str) -> InlineQueryResultArticle | None:
        content = self._base.content(code)
        if content is None:
            return None
        card = next(reply for reply in answer(self._base, content, [Act.OVERVIEW]) if isinstance(reply, Card))
        title = unicodedata.normalize("NFC", card.title)
        words, more = InputTextMessageContent(
            split(card.text, MOST_TEXT, utf16_length)[0],
            entities=[MessageEntity(MessageEntity.BOLD, 0, utf16_length(title))],
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        ), InlineKeyboardButton(_MORE, url=deep_link(username, code))  # fmt: skip
        return InlineQueryResultArticle(
            id=start_payload(code),
            title=title,
            input_message_content=words,
            reply_markup=InlineKeyboardMarkup([[more]]) if username else None,
            description=content.summary[:120],
        )
