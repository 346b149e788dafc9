"""The guide and the checklist: started, answered, left, resumed, gone back in."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from dialogues.actions.asking import ActionAnswer
from dialogues.actions.base import BaseAction, Event, Heard, heard, say, slot
from dialogues.acts import INTERRUPTING, Act
from dialogues.answers import answer
from dialogues.buttons import next_steps
from dialogues.choosing import AimKind, aim, ask_back
from dialogues.fillers import content_words
from dialogues.guide import Guide, Purpose
from dialogues.guide_says import RESUME, chosen, finished, left, prompt, read_answer, stuck
from dialogues.outcomes import Outcome
from dialogues.people import hotline, not_held, not_known, nothing_said
from dialogues.replies import Text
from knowledge.content_schema import ProcedureContent

__all__ = [
    "ActionAskGuideAnswer",
    "ActionGuideLeave",
    "ActionGuideOutside",
    "ActionGuideResume",
    "ActionGuideStart",
    "ValidateGuideForm",
]

A_MATTER = 2
"""Words beside fillers from which a message outside the guide is no step of it but a matter of its own."""
_PURPOSES: dict[str, Purpose] = {"guide_start": "online", "ask_checklist": "checklist"}
_LEAVES_TO_RULES = INTERRUPTING | {
    "guide_leave", "greet", "thank", "goodbye", "ask_bot", "ask_help", "start", "ask_privacy", "insult",
    "talk_to_official", "complain_service", "wrong_answer", "out_of_scope", "list_procedures", "lost_receipt",
}  # fmt: skip


class ActionGuideStart(BaseAction):
    """Find the procedure and open the guide; ask back where it is not clear."""

    action_name = "action_guide_start"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[Event]:
        """See rasa_sdk.Action.run."""
        message = heard(tracker)
        if message.procedure:
            return self._open(dispatcher, message.procedure, message.intent)
        meant = aim(self.base, message.text, tracker.get_slot("procedure"))
        if meant.kind is AimKind.CLEAR:
            return self._open(dispatcher, meant.codes[0], message.intent)
        if meant.kind is AimKind.LOOK_ALIKES:
            choices = ask_back(self.base, meant.codes, message.intent)
            say(dispatcher, [choices], Outcome.CLARIFIED, None, meant.codes)
            return [
                slot("guide_open", False), slot("offered", list(meant.codes)),
                slot("question", message.text[:500]), slot("last_act", message.intent),
            ]  # fmt: skip
        if meant.kind is AimKind.NOT_HELD and (named := self.base.named(meant.codes[0])):
            say(dispatcher, [not_held(named)], Outcome.NOT_FOUND, named.code)
            return [slot("guide_open", False)]
        unclear = meant.kind is AimKind.NOTHING_SAID
        reply = nothing_said(self.base, message.intent) if unclear else not_known()
        say(dispatcher, [reply], Outcome.CLARIFIED if unclear else Outcome.NOT_FOUND)
        return [slot("guide_open", False)]

    def _open(self, dispatcher: CollectingDispatcher, code: str, intent: str) -> list[Event]:
        content = self.base.content(self.base.current_code(code))
        if content is None:
            say(dispatcher, [not_known()], Outcome.NOT_FOUND)
            return [slot("guide_open", False)]
        purpose = _PURPOSES.get(intent, "online")
        if purpose == "online" and not content.steps_online:
            say(dispatcher, answer(self.base, content, [Act.ONLINE, Act.STEPS]), Outcome.ANSWERED, code)
            return [slot("guide_open", False), slot("procedure", content.code)]
        if purpose == "checklist" and not content.case_questions:
            say(dispatcher, answer(self.base, content, [Act.PAPERS]), Outcome.ANSWERED, code)
            return [slot("guide_open", False), slot("procedure", content.code)]
        guide = Guide(content.code, purpose)
        return [
            slot("guide", guide.to_slot()), slot("guide_open", True), slot("guide_answer", None),
            slot("procedure", content.code),
        ]  # fmt: skip


class ActionAskGuideAnswer(BaseAction):
    """Asked by the form: the question, checklist or step where the person stands."""

    action_name = "action_ask_guide_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[Event]:
        """See rasa_sdk.Action.run."""
        guide, content = _current(self.base, tracker)
        if guide is None or content is None:
            say(dispatcher, [nothing_said(self.base, Act.OVERVIEW.value)], Outcome.CLARIFIED)
            return []
        say(dispatcher, [prompt(guide, content)], Outcome.GUIDED, content.code)
        return []


class ValidateGuideForm(BaseAction):
    """Reads what was said inside the guide; no events at all leave the message to the rules."""

    action_name = "validate_guide_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[Event]:
        """See rasa_sdk.Action.run."""
        if tracker.get_slot("requested_slot") is None:
            return []  # the form is just being opened: this message opened it and answers nothing
        message = heard(tracker)
        guide, content = _current(self.base, tracker)
        if guide is None or content is None:
            return [slot("guide_answer", "lost"), slot("guide", None), slot("guide_open", False)]
        moved = _move(guide, content, message)
        if moved is not None:
            return (
                _kept(moved)
                if moved.purpose == "online" or moved.question(content)
                else _last(moved, content, dispatcher)
            )
        if message.intent in _LEAVES_TO_RULES:
            return []
        return self._other(dispatcher, message, guide, content)

    def _other(
        self, dispatcher: CollectingDispatcher, message: Heard, guide: Guide, content: ProcedureContent
    ) -> list[Event]:
        if message.intent == "guide_stuck":
            say(dispatcher, [stuck(content, hotline(self.base))], Outcome.GUIDED, content.code)
            return _kept(guide)
        if guide.question(content) is None and message.intent in ("guide_next", "affirm", "guide_resume"):
            say(dispatcher, [finished(content)], Outcome.GUIDED, content.code)
            return [slot("guide_answer", "finished"), slot("guide", None), slot("guide_open", False)]
        if message.intent == "guide_back":
            say(dispatcher, [Text(text="Đây đã là bước đầu tiên.")], Outcome.GUIDED, content.code)
            return _kept(guide)
        hint = "Tôi chưa hiểu câu trả lời. Bạn bấm một nút hoặc gõ số của nút; gõ “dừng” nếu muốn để sau."
        say(dispatcher, [Text(text=hint)], Outcome.GUIDED, content.code)
        return _kept(guide)


class ActionGuideLeave(BaseAction):
    """Leave the guide; the place is kept."""

    action_name = "action_guide_leave"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[Event]:
        """See rasa_sdk.Action.run."""
        guide, content = _current(self.base, tracker)
        if guide and content:
            say(dispatcher, [left(content)], Outcome.GUIDED, content.code)
        return [slot("guide_open", False)]


class ActionGuideResume(BaseAction):
    """Go on where the person left."""

    action_name = "action_guide_resume"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[Event]:
        """See rasa_sdk.Action.run."""
        guide, content = _current(self.base, tracker)
        if guide is None or content is None:
            reply = nothing_said(self.base, "guide_start")
            first = Text(text="Bạn chưa có hướng dẫn nào làm dở.")
            say(dispatcher, [first, reply], Outcome.CLARIFIED)
            return [slot("guide_open", False)]
        return [slot("guide_open", True), slot("guide_answer", None), slot("procedure", content.code)]


class ActionGuideOutside(ActionAnswer):
    """ "Tiếp", "có", "không" without a guide open."""

    action_name = "action_guide_outside"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[Event]:
        """See rasa_sdk.Action.run."""
        guide, content = _current(self.base, tracker)
        message = heard(tracker)
        if (answered := self._second_opinion(dispatcher, message, tracker)) is not None:
            return answered
        if guide and content:
            text = f"Bạn đang làm dở “{content.name}”. Bạn muốn làm tiếp không?"
            say(dispatcher, [Text(text=text, buttons=(RESUME,))], Outcome.GUIDED, content.code)
            return []
        tells = message.intent != "guide_stuck" and not message.pressed
        if tells and len(content_words(message.text)) >= A_MATTER:
            asked = self._as_question(dispatcher, message, tracker.get_slot("procedure"), [Act.OVERVIEW])
            if asked is not None:
                return asked
        current = self.base.content(tracker.get_slot("procedure") or "")
        if message.intent == "guide_stuck":
            meant = aim(self.base, message.text, tracker.get_slot("procedure"))
            current = self.base.content(meant.codes[0]) if meant.kind is AimKind.CLEAR else current
            if current:
                say(dispatcher, [stuck(current, hotline(self.base))], Outcome.ANSWERED, current.code)
                return [slot("procedure", current.code)]
        if current:
            text = f"Bạn cần gì thêm về “{current.name}”?"
            say(dispatcher, [Text(text=text, buttons=next_steps(current, []))], Outcome.CLARIFIED, current.code)
            return []
        say(dispatcher, [nothing_said(self.base, Act.OVERVIEW.value)], Outcome.CLARIFIED)
        return []


def _current(base: Any, tracker: Tracker) -> tuple[Guide | None, ProcedureContent | None]:
    guide = Guide.from_slot(tracker.get_slot("guide"))
    return guide, base.content(guide.procedure) if guide else None


def _move(guide: Guide, content: ProcedureContent, message: Heard) -> Guide | None:
    """Where the message takes the person; None when it is no answer and no step."""
    if message.intent == "pick" and message.value:
        first, _, second = message.value.partition(":")
        found = chosen(int(first), int(second), content) if first.isdigit() and second.isdigit() else None
        return guide.answered(*found) if found else guide
    if message.intent == "guide_back":
        return guide.back()
    question = guide.question(content)
    if question is not None:
        value = read_answer(question, message.text, message.intent)
        interrupts = message.intent in _LEAVES_TO_RULES and len(message.text.split()) > 3
        return guide.answered(question, value) if value and not interrupts else None
    if message.intent in ("guide_next", "affirm", "guide_resume"):
        return guide.forward(content)
    return None


def _kept(guide: Guide) -> list[Event]:
    """The form goes on."""
    return [slot("guide", guide.to_slot()), slot("guide_answer", None)]


def _last(guide: Guide, content: ProcedureContent, dispatcher: CollectingDispatcher) -> list[Event]:
    """The checklist is all that was wanted: show it and close the form."""
    say(dispatcher, [prompt(guide, content)], Outcome.GUIDED, content.code)
    return [slot("guide_answer", "finished"), slot("guide", None), slot("guide_open", False)]
