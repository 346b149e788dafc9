"""What every action shares: reading the tracker, speaking in replies."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from dialogues.acts import Clause
from dialogues.outcomes import Outcome
from dialogues.replies import Reply
from knowledge.base import KnowledgeBase

__all__ = ["BaseAction", "Event", "Heard", "heard", "runner_up", "say", "slot", "still_offered"]

Event = dict[str, Any]
CERTAIN_OF_ACT = 0.9
"""Confidence of the engine below which the next likely question is answered as well: one in six firsts is wrong there."""
WORTH_ANSWERING = 0.1


class BaseAction(Action):
    """An action with the knowledge base; subclasses set ``action_name``."""

    action_name = ""

    def __init__(self, base: KnowledgeBase) -> None:
        self.base = base

    def name(self) -> str:
        """The name in the domain."""
        return self.action_name


@dataclass(frozen=True, slots=True)
class Heard:
    """The latest message: its words, its act, and what our own button carried."""

    text: str
    intent: str
    confidence: float
    procedure: str | None
    value: str | None
    page: str | None
    acts: tuple[Clause, ...] = ()
    """Clauses of a message that has several, each with its act."""
    second: str = ""
    """The act that it may as well be, where the engine is not certain of the first."""

    @property
    def pressed(self) -> bool:
        """Whether it came from a button of ours."""
        return self.text.startswith("/")


def heard(tracker: Tracker) -> Heard:
    """Read the latest message of the tracker."""
    message = tracker.latest_message or {}
    intent = message.get("intent") or {}
    return Heard(
        text=str(message.get("text") or ""),
        intent=str(intent.get("name") or ""),
        confidence=float(intent.get("confidence") or 0.0),
        procedure=_entity(tracker, "procedure"),
        value=_entity(tracker, "value"),
        page=_entity(tracker, "page"),
        acts=tuple(_clauses(message.get("acts"))),
        second=_second(message.get("intent_ranking")),
    )


def _second(ranking: object) -> str:
    first, second = ranking[:2] if isinstance(ranking, list) and len(ranking) > 1 else ({}, {})
    unsure = float(first.get("confidence") or 1.0) < CERTAIN_OF_ACT
    return str(second.get("name")) if unsure and float(second.get("confidence") or 0.0) >= WORTH_ANSWERING else ""


def _clauses(found: object) -> Iterator[Clause]:
    for item in found if isinstance(found, list) else []:
        yield Clause(str(item.get("text")), str(item.get("name")), float(item.get("confidence") or 0.0))


def runner_up(tracker: Tracker) -> str:
    """What the engine thought before it fell back; empty when it did not fall back."""
    ranking = (tracker.latest_message or {}).get("intent_ranking") or []
    names = [str(item.get("name")) for item in ranking if item.get("name") != "nlu_fallback"]
    return names[0] if names and len(names) < len(ranking) else ""


def still_offered(tracker: Tracker) -> tuple[str, ...]:
    """The procedures a person was asked to choose from and has not chosen among yet."""
    return tuple(tracker.get_slot("offered") or ()) if tracker.get_slot("question") else ()


def say(
    dispatcher: CollectingDispatcher,
    replies: Sequence[Reply],
    outcome: Outcome,
    procedure: str | None = None,
    candidates: Sequence[str] = (),
) -> None:
    """Hand replies to the engine, which passes them back as they are."""
    dispatcher.utter_message(
        json_message={
            "replies": [reply.model_dump(mode="json") for reply in replies],
            "outcome": outcome.value,
            "procedure": procedure,
            "candidates": list(candidates),
        }
    )


def slot(name: str, value: object) -> Event:
    """A SlotSet event."""
    return {"event": "slot", "name": name, "value": value}


def _entity(tracker: Tracker, name: str) -> str | None:
    for entity in (tracker.latest_message or {}).get("entities") or []:
        if entity.get("entity") == name and isinstance(entity.get("value"), str):
            value: str = entity["value"]
            return value
    return None
