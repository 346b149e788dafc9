"""Rows of an older list (code and name, no body): they only tell which code stands for which today."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.importing.loose import Loose
from knowledge.importing.report import Done
from knowledge.models import CodeLink, Procedure, ProcedureVersion
from knowledge.search.folding import fold

__all__ = ["is_listed", "link_listed"]

_CACHE = "motcua_names"


def is_listed(record: Loose) -> bool:
    """Whether a record is a row of a list."""
    return record.has("ma_so", "ten")


def link_listed(session: Session, record: Loose) -> Done:
    """Link an old code to the one procedure that has the same name today; else say it has no match."""
    code, name = record.text("ma_so"), _name(record.text("ten"))
    names, codes = _known(session)
    if not re.fullmatch(r"\d\.\d{6}", code) or not name:
        return Done.UNMATCHED
    if code in codes:
        return Done.SAME
    same = names.get(name, set())
    if len(same) != 1:
        return Done.UNMATCHED
    session.merge(CodeLink(old_code=code, new_code=next(iter(same)), since=None, source="cùng tên trong danh sách cũ"))
    return Done.LINKED


def _known(session: Session) -> tuple[dict[str, set[str]], set[str]]:
    """Official names of today by code; read once for a session."""
    if _CACHE not in session.info:
        names: dict[str, set[str]] = {}
        rows = session.execute(select(Procedure.code, ProcedureVersion.official_name).join(ProcedureVersion.procedure))
        for code, official in rows.tuples():
            names.setdefault(_name(official), set()).add(code)
        linked = session.scalars(select(CodeLink.old_code)).all()
        session.info[_CACHE] = (names, {*session.scalars(select(Procedure.code)), *linked})
    found: tuple[dict[str, set[str]], set[str]] = session.info[_CACHE]
    return found


def _name(text: str) -> str:
    """ "Thủ tục ... (2024)." and "..." are one name."""
    return re.sub(r"^thu tuc ", "", re.sub(r" (?:19|20)\d\d$", "", fold(text)))
