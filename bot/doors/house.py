"""What a door may use of the application."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.doors.door import Incoming
from bot.post.alerts import Alerts
from bot.post.outbox import Outbox
from bot.settings import Settings
from knowledge.base import KnowledgeBase
from knowledge.database import Database

__all__ = ["House", "Receive"]

Receive = Callable[[str, Sequence[Incoming]], Awaitable[None]]
"""Channel and messages, for doors that poll."""


@dataclass(frozen=True, slots=True)
class House:
    """Handed to every door when it is opened."""

    settings: Settings
    database: Database
    base: KnowledgeBase
    outbox: Outbox
    alerts: Alerts
    receive: Receive
