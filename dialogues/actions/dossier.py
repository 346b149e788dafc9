"""Looking a dossier up by its number."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from connectors.onestop import DossierNumber, OneStop, OneStopUnavailable, find_dossier_number
from dialogues.actions.asking import ActionAnswer
from dialogues.actions.base import Event, heard, say, slot
from dialogues.acts import INTERRUPTING, Act
from dialogues.dossiers import bad_number, describe, not_found, unavailable
from dialogues.outcomes import Outcome
from dialogues.people import hotline, ways_to_a_person
from dialogues.replies import Button, Reply, Text
from knowledge.base import KnowledgeBase
from knowledge.search import fold

__all__ = ["ActionAskDossierAnswer", "ActionLookupDossier", "ActionLostReceipt", "DossierDesk", "ValidateDossierForm"]

_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_RECEIPT = re.compile(r"\b(?:bien nhan|hen|phieu|bien lai|ma|so ho so|tiep nhan|tra cuu|ho so)\b")
"""Folded words of a receipt slip or its number."""
_STOPS = ("guide_leave", "deny", "dont_know", "goodbye", "thank")
_TO_RULES = INTERRUPTING | {"lost_receipt", "talk_to_official", "complain_service", "wrong_answer"}


class DossierDesk:
    """The connector with the words around it."""

    def __init__(self, base: KnowledgeBase, onestop: OneStop | None, simulated: bool) -> None:
        self.base = base
        self._onestop = onestop
        self._simulated = simulated

    async def look_up(self, number: DossierNumber) -> tuple[Reply, Outcome, str | None]:
        """Reply, outcome, and the procedure of the dossier where we know it."""
        if self._onestop is None:
            return unavailable(hotline(self.base)), Outcome.ERROR_ONESTOP, None
        try:
            dossier = await self._onestop.look_up(number)
        except OneStopUnavailable:
            return unavailable(hotline(self.base)), Outcome.ERROR_ONESTOP, None
        if dossier is None:
            return not_found(str(number)), Outcome.NOT_FOUND, None
        known = dossier.procedure_code if self.base.named(dossier.procedure_code) else None
        return describe(dossier, datetime.now(_VIETNAM), self._simulated), Outcome.LOOKED_UP, known


class _DeskAction(Action):
    action_name = ""

    def __init__(self, desk: DossierDesk) -> None:
        self.desk = desk

    def name(self) -> str:
        """The name in the domain."""
        return self.action_name

    async def _tell(self, dispatcher: CollectingDispatcher, number: DossierNumber) -> list[Event]:
        reply, outcome, procedure = await self.desk.look_up(number)
        say(dispatcher, [reply], outcome, procedure)
        known = [slot("procedure", procedure)] if procedure else []
        return [slot("dossier_open", False), slot("dossier_number", str(number)), *known]


class ActionLookupDossier(_DeskAction):
    """Look up at once when the message holds a number, else open the form."""

    action_name = "action_lookup_dossier"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[Event]:
        """See rasa_sdk.Action.run."""
        message = heard(tracker)
        number = find_dossier_number(message.text)
        if number:
            return await self._tell(dispatcher, number)
        if message.intent == "give_dossier_number":
            say(dispatcher, [bad_number()], Outcome.CLARIFIED)
        if message.intent == "complain_late":
            text = "Chờ lâu quá hẹn thì thật sốt ruột. Tôi xem hồ sơ của bạn đang ở đâu nhé."
            say(dispatcher, [Text(text=text)], Outcome.CLARIFIED)
        return [slot("dossier_open", True), slot("dossier_answer", None)]


class ActionAskDossierAnswer(_DeskAction):
    """Ask for the number."""

    action_name = "action_ask_dossier_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[Event]:
        """See rasa_sdk.Action.run."""
        text = "Bạn gửi tôi mã hồ sơ in trên giấy tiếp nhận và hẹn trả kết quả (ví dụ H55.242-261120-0007)."
        buttons = (
            Button(title="Tôi mất giấy hẹn", payload="/lost_receipt"),
            Button(title="Để sau", payload="/guide_leave"),
        )
        say(dispatcher, [Text(text=text, buttons=buttons)], Outcome.CLARIFIED)
        return []


class ValidateDossierForm(_DeskAction):
    """Reads the number; no events at all leave the message to the rules."""

    action_name = "validate_dossier_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[Event]:
        """See rasa_sdk.Action.run."""
        if tracker.get_slot("requested_slot") is None:
            return []  # the form is just being opened
        message = heard(tracker)
        number = find_dossier_number(message.text)
        if number:
            return [*await self._tell(dispatcher, number), slot("dossier_answer", "given")]
        if message.intent in _STOPS:
            say(dispatcher, [Text(text="Vâng. Khi có mã hồ sơ, bạn gửi tôi nhé.")], Outcome.SMALL_TALK)
            return [slot("dossier_answer", "later"), slot("dossier_open", False)]
        if message.intent in _TO_RULES:
            return []
        say(dispatcher, [bad_number()], Outcome.CLARIFIED)
        return [slot("dossier_answer", "unreadable"), slot("dossier_open", False)]


class ActionLostReceipt(ActionAnswer):
    """What to do without the number; never a look-up by name or identity number."""

    action_name = "action_lost_receipt"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[Event]:
        """See rasa_sdk.Action.run."""
        message = heard(tracker)
        if (answered := self._second_opinion(dispatcher, message, tracker)) is not None:
            return answered
        if not (message.pressed or _RECEIPT.search(fold(message.text))):  # another paper is lost
            current = tracker.get_slot("procedure")
            if (answered := self._as_question(dispatcher, message, current, [Act.OVERVIEW])) is not None:
                return answered
        text = (
            "Không có mã hồ sơ thì tôi không tra được; tôi không tra theo tên hay số căn cước để giữ kín cho bạn. "
            "Nộp trên mạng thì mã nằm trong mục quản lý hồ sơ của tài khoản VNeID trên Cổng Dịch vụ công. "
            "Nộp tại quầy thì bạn mang giấy tờ tùy thân đến nơi nộp để xin lại giấy hẹn."
        )
        say(dispatcher, [Text(text=text), *ways_to_a_person(self.base)], Outcome.HANDED_OVER)
        return [slot("dossier_open", False)]
