"""Greetings, a person instead of a machine, and other matters."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from dialogues.actions.asking import ActionAnswer
from dialogues.actions.base import Event, heard, say
from dialogues.outcomes import Outcome
from dialogues.people import hand_over, out_of_scope, small_talk

__all__ = ["ActionHandOver", "ActionOutOfScope", "ActionSmallTalk"]


class ActionSmallTalk(ActionAnswer):
    """Greetings, thanks, help, what I am."""

    action_name = "action_small_talk"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[Event]:
        """See rasa_sdk.Action.run."""
        message = heard(tracker)
        if (answered := self._second_opinion(dispatcher, message)) is not None:
            return answered
        say(dispatcher, [small_talk(message.intent)], Outcome.SMALL_TALK)
        return []


class ActionHandOver(ActionAnswer):
    """A person, please; complaints; wrong answers."""

    action_name = "action_hand_over"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[Event]:
        """See rasa_sdk.Action.run."""
        message = heard(tracker)
        if (answered := self._second_opinion(dispatcher, message)) is not None:
            return answered
        say(dispatcher, hand_over(self.base, message.intent), Outcome.HANDED_OVER)
        return []


class ActionOutOfScope(ActionAnswer):
    """Not a matter of procedures."""

    action_name = "action_out_of_scope"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[Event]:
        """See rasa_sdk.Action.run."""
        message = heard(tracker)
        if (answered := self._second_opinion(dispatcher, message)) is not None:
            return answered
        say(dispatcher, [out_of_scope()], Outcome.OUT_OF_SCOPE)
        return []
