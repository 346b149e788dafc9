"""Questions about a procedure: answered, asked back, or honestly not known."""

from collections.abc import Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from dialogues.actions.base import BaseAction, Event, Heard, heard, runner_up, say, slot, still_offered
from dialogues.actions.learning import learn_choice
from dialogues.acts import INTERRUPTING, Act, acts_in
from dialogues.answers import answer, local_place
from dialogues.choosing import BEYOND_DOUBT, Aim, AimKind, aim, aims, ask_back, clearly_about, or_another
from dialogues.joints import LONG, last_words
from dialogues.outcomes import Outcome
from dialogues.people import (
    hand_over,
    list_procedures,
    not_held,
    not_known,
    nothing_said,
    out_of_scope,
    ways_to_a_person,
)
from dialogues.replies import Reply, Text, parse_reply
from knowledge.search import asks_detail, fold
from knowledge.search.verdict import MOST

__all__ = ["ActionAnswer", "ActionChooseOther", "ActionFallback", "ActionListProcedures", "ActionRepeat"]

_SECTIONS = frozenset(Act) - {Act.OVERVIEW, Act.HOURS, Act.DIFFERENCE, Act.SOURCE, Act.DECIDE}
"""Questions that one section of a card answers."""
_GENERAL_PLACE = (Act.HOURS, Act.PLACE)


ENDS = 12
"""Words at the end of a letter whose questions are answered (the engine reads as many)."""
SURELY_OUTSIDE = 0.9
"""Probability of "no procedure" from which a message is said to be outside, not only unknown."""
CERTAIN = 0.97
"""A confidence of the engine from which the search is not asked for a second opinion."""


class ActionAnswer(BaseAction):
    """Every asking intent."""

    action_name = "action_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[Event]:
        """See rasa_sdk.Action.run."""
        message = heard(tracker)
        intent = _act(message.intent)
        if message.procedure:
            learn_choice(self.base, tracker, message.procedure)
            return self._answer(dispatcher, message.procedure, [intent], "")
        offered = still_offered(tracker)
        found = aims(self.base, message.text, tracker.get_slot("procedure"), offered)
        if len(found) > 1:
            return self._answer_each(dispatcher, found, message, intent)
        acts = _in_talk(_or_second(_acts(message, intent), message), tracker, found[0])
        events = self._answer_aim(dispatcher, found[0], acts)
        still_choosing = bool(offered) and found[0].codes == offered[:MOST]
        return [event for event in events if not (still_choosing and event["name"] == "question")]

    def _answer_aim(self, dispatcher: CollectingDispatcher, meant: Aim, acts: list[Act]) -> list[Event]:
        match meant.kind:
            case AimKind.CLEAR:
                return self._answer(dispatcher, meant.codes[0], acts, _renamed(meant), meant.others, meant.said)
            case AimKind.LOOK_ALIKES:
                return self._ask_back(dispatcher, meant.said, meant.codes, acts[0])
            case AimKind.UNKNOWN_CODE | AimKind.NOT_HELD:
                return self._unknown_code(dispatcher, meant.codes[0])
            case AimKind.NOTHING_SAID:
                return self._nothing_said(dispatcher, meant.said, acts[0], meant.codes)
            case _:
                return self._not_known(dispatcher, meant, acts[0])

    def _answer_each(
        self, dispatcher: CollectingDispatcher, found: Sequence[Aim], message: Heard, intent: Act
    ) -> list[Event]:
        """One card for each procedure asked about, in the order asked; the talk goes on about the last."""
        replies: list[Reply] = []
        asked = [acts_in(meant.said, Act.OVERVIEW, message.acts) for meant in found]
        shared = next((acts for acts in reversed(asked) if acts != [Act.OVERVIEW]), [intent])
        for meant, acts in zip(found, asked, strict=True):
            content = self.base.content(meant.codes[0])
            if content:
                replies += answer(self.base, content, shared if acts == [Act.OVERVIEW] else acts, "", meant.said)
        codes = [meant.codes[0] for meant in found]
        say(dispatcher, replies, Outcome.ANSWERED, codes[0], codes)
        return _answered(codes[-1], shared[0], replies)

    def _second_opinion(self, dispatcher: CollectingDispatcher, message: Heard, tracker: Tracker) -> list[Event] | None:
        """The engine took it for something else, but the words name a procedure more surely than that.

        Or they ask about a detail of the one talked about ("chủ trọ không ký thì sao").
        """
        if message.pressed or message.confidence >= CERTAIN:
            return None
        acts = _acts(message, Act.OVERVIEW)
        if code := clearly_about(self.base, message.text, max(BEYOND_DOUBT, message.confidence)):
            return self._answer(dispatcher, code, acts, "", said=message.text)
        current = tracker.get_slot("procedure")
        if current and asks_detail(message.text):
            return self._as_question(dispatcher, message, current, [Act.CONDITIONS] if acts == [Act.OVERVIEW] else acts)
        return None

    def _as_question(
        self, dispatcher: CollectingDispatcher, message: Heard, current: str | None, acts: list[Act]
    ) -> list[Event] | None:
        """Answer or ask back if the search can tell what is meant."""
        meant = aim(self.base, message.text, current)
        told = meant.kind in (AimKind.CLEAR, AimKind.LOOK_ALIKES)
        return self._answer_aim(dispatcher, meant, acts) if told else None

    def _answer(
        self, dispatcher: CollectingDispatcher, code: str, acts: Sequence[Act], preface: str,
        others: Sequence[str] = (), said: str = "",
    ) -> list[Event]:  # fmt: skip
        content = self.base.content(self.base.current_code(code))
        if content is None:
            return self._unknown_code(dispatcher, code)
        replies = answer(self.base, content, list(acts), preface, said)
        if others:
            replies = [*replies, or_another(self.base, others, acts[0].value)]
        outcome = Outcome.HANDED_OVER if list(acts) == [Act.DECIDE] else Outcome.ANSWERED
        say(dispatcher, replies, outcome, content.code, [content.code, *others] if others else ())
        return _answered(content.code, acts[0], replies)

    def _ask_back(self, dispatcher: CollectingDispatcher, text: str, codes: Sequence[str], act: Act) -> list[Event]:
        say(dispatcher, [ask_back(self.base, codes, act.value)], Outcome.CLARIFIED, None, codes)
        return [slot("offered", list(codes)), slot("question", text[:500]), slot("last_act", act.value)]

    def _nothing_said(
        self, dispatcher: CollectingDispatcher, text: str, act: Act, near: Sequence[str] = ()
    ) -> list[Event]:
        if act in _GENERAL_PLACE and (places := local_place(self.base, "one_stop")):
            say(dispatcher, [*places, nothing_said(self.base, act.value)], Outcome.ANSWERED)
            return [slot("last_act", act.value)]
        if len(near) >= 2:
            return self._ask_back(dispatcher, text, near, act)
        choices = nothing_said(self.base, act.value)
        codes = [named.code for named in self.base.all_named()[:3]]
        say(dispatcher, [choices], Outcome.CLARIFIED, None, codes)
        return [slot("last_act", act.value), slot("offered", codes), slot("question", None)]

    def _not_known(self, dispatcher: CollectingDispatcher, meant: Aim, act: Act) -> list[Event]:
        if act is Act.DECIDE:
            first = Text(text="Tôi không xét duyệt hay quyết định thay cơ quan được.")
            say(dispatcher, [first, *hand_over(self.base, "talk_to_official")], Outcome.HANDED_OVER)
        elif meant.outside >= SURELY_OUTSIDE:
            say(dispatcher, [out_of_scope()], Outcome.OUT_OF_SCOPE)
        else:
            say(dispatcher, [not_known()], Outcome.NOT_FOUND)
        return []

    def _unknown_code(self, dispatcher: CollectingDispatcher, code: str) -> list[Event]:
        if named := self.base.named(code):
            say(dispatcher, [not_held(named)], Outcome.NOT_FOUND, code)
            return []
        first = Text(text=f"Tôi không có thủ tục mã {code} trong kho thông tin.")
        say(dispatcher, [first, not_known()], Outcome.NOT_FOUND)
        return []


class ActionFallback(ActionAnswer):
    """The act is unclear: answer only if the procedure is clear, else ask back."""

    action_name = "action_fallback"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[Event]:
        """See rasa_sdk.Action.run."""
        message = heard(tracker)
        guessed, current = runner_up(tracker), tracker.get_slot("procedure")
        follows = guessed in INTERRUPTING or (current is not None and asks_detail(message.text))
        meant = aim(self.base, message.text, current if follows else None, still_offered(tracker) if follows else ())
        acts = _acts(message, Act.OVERVIEW)
        acts = [_act(guessed)] if acts == [Act.OVERVIEW] else acts
        return self._answer_aim(dispatcher, meant, _in_talk(acts, tracker, meant))


class ActionChooseOther(BaseAction):
    """None of the choices: the next three, then a person."""

    action_name = "action_choose_other"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[Event]:
        """See rasa_sdk.Action.run."""
        offered = list(tracker.get_slot("offered") or [])
        question = tracker.get_slot("question") or ""
        act = tracker.get_slot("last_act") or Act.OVERVIEW.value
        more = [match.code for match in self.base.search(question) if match.code not in offered][:3]
        if not offered or not question or not more or len(offered) > 6:
            say(dispatcher, [not_known(), *ways_to_a_person(self.base)], Outcome.HANDED_OVER)
            return [slot("offered", []), slot("question", None)]
        say(dispatcher, [ask_back(self.base, more, act)], Outcome.CLARIFIED, None, more)
        return [slot("offered", offered + more)]


class ActionListProcedures(BaseAction):
    """What we hold, page by page."""

    action_name = "action_list_procedures"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[Event]:
        """See rasa_sdk.Action.run."""
        page = heard(tracker).page or "0"
        say(dispatcher, [list_procedures(self.base, int(page) if page.isdigit() else 0)], Outcome.ANSWERED)
        return []


class ActionRepeat(BaseAction):
    """The last answer once more."""

    action_name = "action_repeat"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[Event]:
        """See rasa_sdk.Action.run."""
        last = tracker.get_slot("last_replies") or []
        if last:
            say(dispatcher, [parse_reply(reply) for reply in last], Outcome.ANSWERED, tracker.get_slot("procedure"))
        else:
            say(dispatcher, [nothing_said(self.base, Act.OVERVIEW.value)], Outcome.CLARIFIED)
        return []


def _answered(code: str, act: Act, replies: Sequence[Reply]) -> list[Event]:
    """What is remembered after an answer: what the talk is about, and what to repeat."""
    return [
        slot("procedure", code), slot("last_act", act.value), slot("offered", []),
        slot("last_replies", [reply.model_dump(mode="json") for reply in replies]),
    ]  # fmt: skip


def _act(intent: str) -> Act:
    return Act(intent) if intent in Act else Act.OVERVIEW


def _acts(message: Heard, intent: Act) -> list[Act]:
    """The questions of a message; of a letter only those of its end."""
    long = len(message.text.split()) >= LONG
    return acts_in(last_words(message.text, ENDS) if long else message.text, intent, message.acts)


def _or_second(acts: list[Act], message: Heard) -> list[Act]:
    """The next likely question beside the one asked, where the engine cannot tell which it is."""
    both = {*acts, message.second} <= _SECTIONS
    return [*acts, Act(message.second)] if len(acts) == 1 and both and message.second != acts[0] else acts


def _in_talk(acts: list[Act], tracker: Tracker, meant: Aim) -> list[Act]:
    """ "Còn khai tử thì sao?" keeps the act that was asked before; a detail is a matter of the conditions."""
    if acts != [Act.OVERVIEW] or not meant.codes:
        return acts
    if meant.codes[0] == tracker.get_slot("procedure"):
        return [Act.CONDITIONS] if asks_detail(meant.said) else acts
    last, follows = tracker.get_slot("last_act"), fold(meant.said).startswith(("con ", "the con ", "vay con ", "the "))
    return [_act(last)] if last and follows else acts


def _renamed(meant: Aim) -> str:
    if not meant.old_code:
        return ""
    return f"Mã {meant.old_code} nay được thay bằng mã {meant.codes[0]}."
