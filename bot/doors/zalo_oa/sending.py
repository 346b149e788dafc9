"""One part at a time: what Zalo does not like is sent once more in a plainer form, then given up."""

import asyncio

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.doors.door import Part, Refused, SendFailure
from bot.doors.zalo_oa.attachments import Attachments
from bot.doors.zalo_oa.client import Client
from bot.doors.zalo_oa.failures import ApiError, account_remedy, failure
from bot.doors.zalo_oa.parsing import group_in
from bot.doors.zalo_oa.quota import note_quota
from bot.doors.zalo_oa.rendering import message
from bot.doors.zalo_oa.signature import NAME
from bot.post.alerts import Alerts

__all__ = ["ACCOUNT", "Sending"]

ACCOUNT = "zalo_oa:account"
EXPIRED, FAILED = -100, -200
_FORM = (-201, -210, -233)
"""A field, a size, or a kind of message Zalo does not take."""
_log = structlog.get_logger()


class Sending:
    """Makes the calls of parts."""

    def __init__(
        self,
        client: Client,
        attachments: Attachments,
        alerts: Alerts,
        office: str,
        *,
        template_type: bool,
        again: float,
    ) -> None:
        self._client = client
        self._attachments = attachments
        self._alerts = alerts
        self._office = office
        self._template_type = template_type
        self._again = again
        self._told = False

    async def __call__(self, chat_id: str, part: Part) -> str:
        """The id of the message; raises SendFailure's kinds."""
        try:
            return await self._in_some_form(chat_id, part)
        except SendFailure:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the outbox must know what became of the part
            became = failure(error, self._office)
            if isinstance(error, ApiError) and isinstance(became, Refused):
                await self._tell(error.code)
            raise became from None

    async def _in_some_form(self, chat_id: str, part: Part) -> str:
        try:
            return await self._pictured(chat_id, part) if "image" in part else await self._twice(chat_id, part)
        except ApiError as error:
            if "plain" not in part or error.code not in (*_FORM, EXPIRED):
                raise
            self._tell_of_form(error.code, part)
        return await self._twice(chat_id, {"text": part["plain"]})

    async def _pictured(self, chat_id: str, part: Part) -> str:
        """By the id of an upload if there is one, else by its address; if Zalo cannot get it, uploaded anew."""
        url = part["image"]
        known = self._attachments.known(url)
        try:
            return await self._twice(chat_id, {**part, "attachment_id": known} if known else part)
        except ApiError as error:
            if error.code not in (*_FORM, EXPIRED):
                raise
            self._attachments.forget(url)
            uploaded = await self._attachments.upload(url)
            if not uploaded:
                raise
        return await self._twice(chat_id, {**part, "attachment_id": uploaded})

    async def _twice(self, chat_id: str, part: Part) -> str:
        """Zalo says of some sends that they failed, and nothing more: once again, then no more."""
        try:
            return await self._call(chat_id, part)
        except ApiError as error:
            if error.code != FAILED:
                raise
        await asyncio.sleep(self._again)
        return await self._call(chat_id, part)

    async def _call(self, chat_id: str, part: Part) -> str:
        body = message(part, template_type=self._template_type)
        if group := group_in(chat_id):
            data = await self._client.send_to_group(group, body)
        else:
            data = await self._client.send(chat_id, body)
            note_quota(data)
        number = data.get("message_id")
        return str(number)[:80] if isinstance(number, str | int) else ""

    def _tell_of_form(self, code: int, part: Part) -> None:
        """Once: where buttons are never taken, every answer costs a second call."""
        if "buttons" in part and not self._told:
            self._told = True
            _log.warning("buttons_refused", channel=NAME, reason=str(code), setting="ZALO_OA_BUTTONS")

    async def _tell(self, code: int) -> None:
        """The message is lost and the others go on, but somebody must look at the account."""
        if remedy := account_remedy(code):
            try:
                await asyncio.to_thread(self._alerts.raise_, ACCOUNT, remedy)
            except SQLAlchemyError as error:
                _log.error("alert_not_written", channel=NAME, reason=type(error).__name__)
