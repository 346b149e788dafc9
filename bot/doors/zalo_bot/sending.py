"""One call at a time: what the platform does not like is tried again in a plainer form."""

import asyncio
from typing import Any

import structlog

from bot.doors.door import ChannelStopped, NotSent, Part, SendFailure
from bot.doors.zalo_bot.client import ApiFault, Client
from bot.doors.zalo_bot.failures import BAD_CONTENT, FLOOD, LOST, NO_TOKEN, REMEDY, failure
from bot.doors.zalo_bot.rendering import attempts
from bot.post.alerts import Alerts

__all__ = ["QUOTA", "QUOTA_REMEDY", "Sending"]

QUOTA = "zalo_bot:quota"
QUOTA_REMEDY = (
    "Zalo báo bot đã dùng hết hạn mức gửi tin. Hãy xem hạn mức trong Zalo Bot Manager và nâng gói nếu cần; "
    "tin chưa gửi được giữ lại và gửi tiếp khi có hạn mức."
)
_log = structlog.get_logger()


class Sending:
    """Makes the calls of parts."""

    def __init__(self, client: Client, alerts: Alerts) -> None:
        self._client = client
        self._alerts = alerts
        self._maybe_alarmed = True
        """A process before this one may have left the alert open."""

    async def __call__(self, chat_id: str, part: Part) -> str:
        """The id of the message; raises SendFailure's kinds."""
        try:
            result = await self._in_some_form(chat_id, part)
        except Exception as error:  # noqa: BLE001 - whatever it is, the outbox must know what became of the part
            raise await self._meaning(error) from None
        if self._maybe_alarmed:
            self._maybe_alarmed = False
            await self._alert(cleared=True)
        message_id = result.get("message_id") if isinstance(result, dict) else None
        return str(message_id) if isinstance(message_id, str | int) else ""

    async def _in_some_form(self, chat_id: str, part: Part) -> Any:
        form, *plainer = attempts(part)
        for next_form in plainer:
            try:
                return await self._call(chat_id, form)
            except ApiFault as fault:
                if not (fault.own and fault.code == BAD_CONTENT):
                    raise
            form = next_form
        return await self._call(chat_id, form)

    async def _call(self, chat_id: str, part: Part) -> Any:
        if "photo" in part:
            caption = {"caption": part["text"]} if part["text"] else {}
            return await self._client.call("sendPhoto", {"chat_id": chat_id, "photo": part["photo"], **caption})
        bold = {"text_styles": [{"start": 0, "len": part["bold"], "st": ["b"]}]} if "bold" in part else {}
        return await self._client.call("sendMessage", {"chat_id": chat_id, "text": part["text"], **bold})

    async def _meaning(self, error: Exception) -> SendFailure:
        found = failure(error)
        if not isinstance(error, ApiFault):
            return found
        if error.code == FLOOD and error.after is None:  # asked to wait it is busy, without that the quota is gone
            self._maybe_alarmed = True
            await self._alert(cleared=False)
        if error.code in LOST and error.code != NO_TOKEN:
            return await self._one_chat_or_all(found)
        return found

    async def _one_chat_or_all(self, found: SendFailure) -> SendFailure:
        """A person who blocked us must not stop the channel, and a lost token must not refuse every reply."""
        try:
            await self._client.call("getMe")
        except ApiFault as fault:
            return ChannelStopped(found.reason, REMEDY) if fault.code in LOST else NotSent(found.reason)
        except Exception:  # noqa: BLE001 - the message was turned away in any case
            return NotSent(found.reason)
        return found

    async def _alert(self, *, cleared: bool) -> None:
        """A database that is away must not change what became of the part."""
        try:
            if cleared:
                await asyncio.to_thread(self._alerts.clear, QUOTA)
            else:
                await asyncio.to_thread(self._alerts.raise_, QUOTA, QUOTA_REMEDY)
        except Exception as error:  # noqa: BLE001
            self._maybe_alarmed = True
            _log.error("alert_not_stored", key=QUOTA, reason=type(error).__name__)
