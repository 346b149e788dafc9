"""The knowledge base as the dialogue sees it: read, search, and notice edits."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from knowledge.content_schema import ProcedureContent
from knowledge.database import Database
from knowledge.learning import learned_texts, remember_choice
from knowledge.models import (
    CodeLink,
    FaqRow,
    KnowledgeRevision,
    LookAlikeRow,
    OutsideMessage,
    Procedure,
    ProcedureVersion,
    VersionState,
    WordKind,
    WordRow,
)
from knowledge.places import Place, places_of
from knowledge.rows import to_content
from knowledge.search import Entry, Match, Ranking, SearchIndex, Verdict, judge

__all__ = ["KnowledgeBase", "Named"]

VAGUE = "vague"
"""Kind of an outside message that says too little, and is to be asked back."""


@dataclass(frozen=True, slots=True)
class Named:
    """A procedure as it stands in a list of choices."""

    code: str
    name: str
    choice_label: str
    field: str
    popularity: int
    held: bool = True
    """False for a procedure known by its name alone."""


@dataclass(frozen=True, slots=True)
class _Snapshot:
    revision: int
    day: date
    named: Mapping[str, Named]
    version_ids: Mapping[str, int]
    links: Mapping[str, str]
    related: Mapping[str, frozenset[str]]
    differences: Mapping[tuple[str, str], str]
    index: SearchIndex


class KnowledgeBase:
    """Thread-safe; a changed revision or a new day is picked up at the next ``refresh``."""

    def __init__(self, database: Database, jurisdiction: str, today: Callable[[], date] = date.today) -> None:
        self._database = database
        self._jurisdiction = jurisdiction
        self._today = today
        self._lock = threading.Lock()
        self._contents: dict[tuple[int, int], ProcedureContent] = {}
        self._snapshot = self._build()

    def refresh(self) -> bool:
        """Rebuild if an edit or midnight has passed; True when it did."""
        with self._lock:
            old = self._snapshot
            with self._database.read() as session:
                revision = session.scalar(select(KnowledgeRevision.number)) or 0
            if (revision, self._today()) == (old.revision, old.day):
                return False
            self._snapshot = self._build(before=old.index)
            self._contents.clear()
            return True

    def search(self, text: str, limit: int = 10) -> list[Match]:
        """Procedures by likeness, best first."""
        return self._snapshot.index.search(text, limit)

    def rank(self, text: str, current: str | None = None) -> Ranking:
        """The same with the chance of "no procedure" and of "cannot be told", ``current`` being talked about."""
        return self._snapshot.index.rank(text, current)

    def mend(self, text: str) -> str:
        """The text with glued and mistyped words mended, as far as that is certain."""
        return self._snapshot.index.mend(text)

    def likeness(self, text: str, others: Sequence[str]) -> list[float]:
        """How like a folded text is to each of some others, 0 to 1, words weighed as in the search."""
        return self._snapshot.index.likeness(text, others)

    def verdict(self, text: str) -> Verdict:
        """What the search allows us to say of the text."""
        return self.judge(self.rank(text))

    def judge(self, ranking: Ranking) -> Verdict:
        """The same for a ranking already at hand."""
        return judge(ranking, self._snapshot.related)

    def named(self, code: str) -> Named | None:
        """Name and label of a procedure valid today."""
        return self._snapshot.named.get(code)

    def holds(self, code: str) -> bool:
        """Whether there is content for a code today, and not its name alone."""
        return code in self._snapshot.version_ids

    def all_named(self) -> list[Named]:
        """Every procedure valid today, most asked first."""
        held = [named for named in self._snapshot.named.values() if named.held]
        return sorted(held, key=lambda n: (-n.popularity, n.code))

    def current_code(self, code: str) -> str:
        """The code that replaced an old one, or the code itself."""
        return self._snapshot.links.get(code, code)

    def difference(self, code: str, other: str) -> str:
        """How ``other`` differs, as written in the file of ``code``; may be empty."""
        return self._snapshot.differences.get((code, other), "")

    def remember_choice(self, text: str, code: str, chat: str) -> None:
        """Learn from what a person chose when asked back (knowledge/learning.py)."""
        remember_choice(self._database, text, code, chat)

    def content(self, code: str) -> ProcedureContent | None:
        """What is published of a procedure for today."""
        snapshot = self._snapshot
        version_id = snapshot.version_ids.get(code)
        if version_id is None:
            return None
        key = (snapshot.revision, version_id)
        if key not in self._contents:
            with self._database.read() as session:
                version = session.get(ProcedureVersion, version_id)
                if version is None:
                    return None
                self._contents[key] = to_content(code, version)
        return self._contents[key]

    def content_on(self, code: str, day: date) -> ProcedureContent | None:
        """What was valid on a day."""
        with self._database.read() as session:
            version = session.scalar(_valid_on(day).join(Procedure).where(Procedure.code == code).limit(1))
            return to_content(code, version) if version else None

    def jurisdiction(self) -> str:
        """Name of the commune served."""
        with self._database.read() as session:
            return places_of(session, self._jurisdiction)[0]

    def places(self, kind: str) -> list[Place]:
        """Counters of a kind, nearest layer first."""
        with self._database.read() as session:
            return [p for p in places_of(session, self._jurisdiction)[1] if p.kind == kind]

    def _build(self, before: SearchIndex | None = None) -> _Snapshot:
        day = self._today()
        with self._database.read() as session:
            revision = session.scalar(select(KnowledgeRevision.number)) or 0
            valid = {v.procedure_id: v for v in session.scalars(_valid_on(day)).all()}
            procedures = {p.id: p for p in session.scalars(select(Procedure)).all()}
            look_alikes = [
                (procedures[owner].code, row.code, row.difference)
                for owner, row in _of_versions(session, LookAlikeRow, valid)
            ]
            asked: dict[int, list[str]] = {}
            for owner, row in _of_versions(session, FaqRow, valid):
                asked.setdefault(owner, []).append(row.question)
            held = {procedures[i].code for i in valid}
            links = {
                old: new
                for old, new in session.execute(select(CodeLink.old_code, CodeLink.new_code)).tuples()
                if old not in held and new in held
            }
            words = _Words(session, links)
            messages = session.execute(select(OutsideMessage.text, OutsideMessage.kind)).tuples().all()
        procedures = {i: p for i, p in procedures.items() if p.code not in links}
        related = _related([(a, b) for a, b, _ in look_alikes])
        named = {p.code: _named(p, valid.get(i)) for i, p in procedures.items()}
        entries = [
            replace(_entry(p, valid.get(i), asked.get(i, []), words), related=related.get(p.code, frozenset()))
            for i, p in procedures.items()
        ]
        return _Snapshot(
            revision=revision,
            day=day,
            named=named,
            version_ids={procedures[i].code: v.id for i, v in valid.items()},
            links=links,
            related=related,
            differences={(a, b): text for a, b, text in look_alikes},
            index=SearchIndex(
                entries,
                outside=[text for text, kind in messages if kind != VAGUE],
                vague=[text for text, kind in messages if kind == VAGUE],
                before=before,
            ),
        )


def _named(procedure: Procedure, version: ProcedureVersion | None) -> Named:
    if version is None:
        return Named(procedure.code, procedure.name, procedure.name[:60], "", procedure.popularity, held=False)
    return Named(procedure.code, version.name, version.choice_label, version.field, version.popularity)


def _valid_on(day: date) -> Select[tuple[ProcedureVersion]]:
    return (
        select(ProcedureVersion)
        .where(
            ProcedureVersion.state == VersionState.PUBLISHED,
            ProcedureVersion.effective_from <= day,
            ProcedureVersion.effective_to.is_(None) | (ProcedureVersion.effective_to >= day),
        )
        .order_by(ProcedureVersion.procedure_id, ProcedureVersion.number)
    )


def _of_versions[R: (LookAlikeRow, FaqRow)](
    session: Session, row: type[R], valid: Mapping[int, ProcedureVersion]
) -> Iterator[tuple[int, R]]:
    by_version = {version.id: procedure_id for procedure_id, version in valid.items()}
    for item in session.scalars(select(row).order_by(row.id)):
        if item.version_id in by_version:
            yield by_version[item.version_id], item


class _Words:
    """Everyday words by procedure code; those of a replaced code count for the new one."""

    def __init__(self, session: Session, links: Mapping[str, str]) -> None:
        self.learned: dict[str, list[str]] = {}
        for chosen, learned in learned_texts(session).items():
            self.learned.setdefault(links.get(chosen, chosen), []).extend(learned)
        self.texts: dict[str, list[str]] = {}
        self.elsewhere: dict[str, list[str]] = {}
        self.telling: dict[str, list[str]] = {}
        rows = select(Procedure.code, WordRow.kind, WordRow.text, WordRow.other_code).join(
            Procedure, Procedure.id == WordRow.procedure_id
        )
        for found, kind, text, other in session.connection().execute(rows.order_by(WordRow.id)).tuples():
            code = links.get(found, found)
            if kind == WordKind.QUALIFIER:
                self.telling.setdefault(code, []).append(text)
            elif kind == WordKind.NOT_THIS:
                self.elsewhere.setdefault(code, []).append(text)
                if other:
                    self.texts.setdefault(links.get(other, other), []).append(text)
            else:
                self.texts.setdefault(code, []).append(text)


def _entry(procedure: Procedure, version: ProcedureVersion | None, questions: Sequence[str], words: _Words) -> Entry:
    code = procedure.code
    names = [procedure.name] + ([version.choice_label, version.official_name] if version else [])
    return Entry(
        code=code,
        name=version.official_name if version else procedure.name,
        texts=(*names, *questions, *words.texts.get(code, ())),
        folded=tuple(words.learned.get(code, ())),
        elsewhere=tuple(words.elsewhere.get(code, ())),
        telling=tuple(words.telling.get(code, ())),
        popularity=procedure.popularity,
    )


def _related(pairs: list[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for code, other in pairs:
        found.setdefault(code, set()).add(other)
        found.setdefault(other, set()).add(code)
    return {code: frozenset(others) for code, others in found.items()}
