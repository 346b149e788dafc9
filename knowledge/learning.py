"""Learning from accepted clarifications: the same words, taken the same way by several people, find that procedure.

One person's choice teaches nothing, so that neither a slip nor ill will bends the search.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from knowledge.database import Database
from knowledge.loading import bump_revision
from knowledge.models import AcceptedChoice
from knowledge.search import fold

__all__ = ["LEAST_PEOPLE", "forget_choices", "learned_texts", "remember_choice"]

LEAST_PEOPLE = 2
MOSTLY = 0.8
"""Share of the people who must have meant the same procedure by the same words."""
LONGEST = 300


def remember_choice(database: Database, text: str, code: str, chat: str) -> bool:
    """Keep a choice, once for a chat and a text; True when it changed what the search knows."""
    folded = fold(text)[:LONGEST]
    who = _who(chat)
    if not folded:
        return False
    try:
        with database.write() as session:
            before = _agreed(session, folded)
            session.add(AcceptedChoice(text=folded, code=code, chat=who))
            session.flush()
            changed = _agreed(session, folded) != before
            if changed:
                bump_revision(session)
            return changed
    except IntegrityError:
        return False


def forget_choices(session: Session, chats: Iterable[str]) -> int:
    """Delete what these chats taught; returns how many choices it was."""
    gone = session.execute(
        delete(AcceptedChoice)
        .where(AcceptedChoice.chat.in_([_who(chat) for chat in chats]))
        .returning(AcceptedChoice.id)
    ).all()
    if gone:
        bump_revision(session)
    return len(gone)


def learned_texts(session: Session) -> dict[str, list[str]]:
    """Folded texts by the code that people agreed on."""
    chosen: dict[str, Counter[str]] = {}
    for text, chosen_code in session.execute(select(AcceptedChoice.text, AcceptedChoice.code)).tuples():
        chosen.setdefault(text, Counter())[chosen_code] += 1
    found: dict[str, list[str]] = {}
    for text, votes in chosen.items():
        if (code := _winner(votes)) is not None:
            found.setdefault(code, []).append(text)
    return found


def _who(chat: str) -> str:
    return hashlib.sha256(chat.encode()).hexdigest()[:16]


def _agreed(session: Session, folded: str) -> str | None:
    rows = session.scalars(select(AcceptedChoice.code).where(AcceptedChoice.text == folded)).all()
    return _winner(Counter(rows))


def _winner(votes: Counter[str]) -> str | None:
    if not votes:
        return None
    code, count = votes.most_common(1)[0]
    return code if count >= LEAST_PEOPLE and count >= MOSTLY * votes.total() else None
