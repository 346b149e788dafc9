"""In a group the assistant answers briefly, and what concerns one person moves to a private chat."""

from dataclasses import replace

from bot.engines import EngineAnswer
from connectors.onestop.number import find_dossier_number
from dialogues.buttons import LOOK_UP, PRIVATE
from dialogues.consenting import YES
from dialogues.own_data import DELETE, DELETE_YES, MY_DATA, WITHDRAW
from dialogues.replies import Card, Checklist, Choices, Place, Reply

__all__ = ["brief", "is_private_matter"]

MOST_LINES = 8
_PRIVATE = (
    LOOK_UP.payload, "/guide_start", "/ask_checklist", "/ask_privacy", MY_DATA.payload, DELETE.payload, DELETE_YES.payload,
    WITHDRAW.payload, YES.payload,
)  # fmt: skip


def is_private_matter(text: str) -> bool:
    """A dossier, one's own case, one's own data: not for others' eyes."""
    return text.startswith(_PRIVATE) or find_dossier_number(text) is not None


def brief(answered: EngineAnswer) -> EngineAnswer:
    """The first reply, its body shortened, and the way to the rest."""
    first, *more = answered.replies
    return replace(answered, replies=(_shortened(first, cut_before=bool(more)),))


def _shortened(reply: Reply, *, cut_before: bool) -> Reply:
    if isinstance(reply, Card):
        lines = reply.body.splitlines()
        cut = cut_before or len(lines) > MOST_LINES
        body = "\n".join([*lines[:MOST_LINES], "…"] if len(lines) > MOST_LINES else lines)
        return reply.model_copy(update={"body": body, "buttons": (PRIVATE,) if cut else ()})
    if isinstance(reply, Checklist | Place):
        return reply.model_copy(update={"buttons": (PRIVATE,)})
    return reply if isinstance(reply, Choices) else reply.model_copy(update={"buttons": (PRIVATE,)})
