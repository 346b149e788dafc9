"""Greetings, a person instead of a machine, and other matters."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from dialogues.actions.asking import ActionAnswer
from dialogues.actions.base import Event, heard, say
from dialogues.choosing import BEYOND_DOUBT, AimKind, aim
from dialogues.outcomes import Outcome
from dialogues.people import hand_over, out_of_scope, small_talk
from dialogues.replies import Reply

__all__ = ["ActionHandOver", "ActionOutOfScope", "ActionSmallTalk"]


class _FixedWords(ActionAnswer):
    """Says fixed words to an act, unless the message names a procedure beyond doubt."""

    outcome: Outcome

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[Event]:
        """See rasa_sdk.Action.run."""
        message = heard(tracker)
        if (answered := self._second_opinion(dispatcher, message, tracker)) is not None:
            return answered
        say(dispatcher, self._words(message.intent), self.outcome)
        return []

    @abstractmethod
    def _words(self, intent: str) -> Sequence[Reply]:
        """The replies to an act."""


class ActionSmallTalk(_FixedWords):
    """Greetings, thanks, help, what I am."""

    action_name, outcome = "action_small_talk", Outcome.SMALL_TALK

    def _words(self, intent: str) -> Sequence[Reply]:
        return [small_talk(intent)]


class ActionHandOver(_FixedWords):
    """A person, please; complaints; wrong answers."""

    action_name, outcome = "action_hand_over", Outcome.HANDED_OVER

    def _words(self, intent: str) -> Sequence[Reply]:
        return hand_over(self.base, intent)


class ActionOutOfScope(_FixedWords):
    """Not a matter of procedures."""

    action_name, outcome = "action_out_of_scope", Outcome.OUT_OF_SCOPE

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[Event]:
        """See rasa_sdk.Action.run; a procedure of another office, known by name, is named and not waved away."""
        meant = aim(self.base, heard(tracker).text, None)
        if meant.kind is AimKind.NOT_HELD and meant.confidence >= BEYOND_DOUBT:
            return self._unknown_code(dispatcher, meant.codes[0])
        return await super().run(dispatcher, tracker, domain)

    def _words(self, intent: str) -> Sequence[Reply]:
        return [out_of_scope()]
