"""What a person chose when asked back is remembered with the words they had used."""

from rasa_sdk import Tracker

from knowledge.base import KnowledgeBase

__all__ = ["learn_choice"]


def learn_choice(base: KnowledgeBase, tracker: Tracker, code: str) -> None:
    """Remember a choice out of those offered; any other button teaches nothing."""
    question = tracker.get_slot("question")
    if question and code in (tracker.get_slot("offered") or []):
        base.remember_choice(str(question), code, str(tracker.sender_id))
