"""A turn is whole or it did not happen.

Stock Rasa goes on when an action cannot be run, saves what is left, and answers with nothing.
Here such a turn is not saved and is reported, so that the application can send it again.
Stock Rasa also goes on when the tracker store fails: it forgets the conversation, and keeps the
turn in a memory that nothing reads. Here that is an error as well.
"""

from contextvars import ContextVar
from typing import Any

from rasa.core.actions.action import RemoteAction
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.exceptions import RasaException

__all__ = ["TurnNotFinished", "failed_actions", "install", "saved_trackers"]

failed_actions: "ContextVar[list[str] | None]" = ContextVar("failed_actions", default=None)
"""Set to a list by whoever wants to know; names of actions that could not be run."""

saved_trackers: "ContextVar[list[Any] | None]" = ContextVar("saved_trackers", default=None)
"""Set to a list by whoever wants to see the tracker that was saved."""


class TurnNotFinished(RasaException):
    """An action of this turn could not be run; nothing of the turn was saved."""


def install() -> None:
    """Watch remote actions and the tracker store; after a failure nothing is saved. Safe to call twice."""
    if getattr(MessageProcessor.save_tracker, "whole_turns", False):
        return
    stock_run, stock_save = RemoteAction.run, MessageProcessor.save_tracker

    async def run(self: RemoteAction, *args: Any, **kwargs: Any) -> Any:
        try:
            return await stock_run(self, *args, **kwargs)
        except Exception as error:
            failed = failed_actions.get()
            if failed is not None and type(error).__name__ != "ActionExecutionRejection":
                failed.append(self.name())
            raise

    async def save_tracker(self: MessageProcessor, tracker: Any) -> None:
        if failed_actions.get():
            raise TurnNotFinished(", ".join(failed_actions.get() or []))
        await stock_save(self, tracker)
        saved = saved_trackers.get()
        if saved is not None:
            saved.append(tracker)

    save_tracker.whole_turns = True  # type: ignore[attr-defined]
    RemoteAction.run = run
    MessageProcessor.save_tracker = save_tracker
    FailSafeTrackerStore.on_tracker_store_error = _raise
    FailSafeTrackerStore.on_tracker_store_retrieve_error = _raise


def _raise(_: FailSafeTrackerStore, error: Exception) -> None:
    raise error
