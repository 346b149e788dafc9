"""The guide: case questions, then the checklist, then the steps; one state, pure functions.

The state is a small dict kept by the engine, so that a guide left today is resumed next week.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from knowledge.conditions import Condition
from knowledge.content_schema import CaseQuestion, ProcedureContent, Step

__all__ = ["CHECKLIST", "UNKNOWN", "Guide", "Purpose"]

Purpose = Literal["checklist", "online"]
UNKNOWN = "?"
"""The answer of a person who does not know: conditions on it stay open."""
CHECKLIST = -1
"""The position of the checklist, before step 0."""


@dataclass(frozen=True, slots=True)
class Guide:
    """Where a person stands; ``answers`` in the order given."""

    procedure: str
    purpose: Purpose
    answers: dict[str, str] = field(default_factory=dict)
    position: int = CHECKLIST

    @classmethod
    def from_slot(cls, data: object) -> "Guide | None":
        """From the engine's slot; None for anything that is not a guide."""
        if not isinstance(data, Mapping) or not isinstance(data.get("procedure"), str):
            return None
        answers, position = data.get("answers"), data.get("position")
        return cls(
            procedure=data["procedure"],
            purpose="checklist" if data.get("purpose") == "checklist" else "online",
            answers={str(k): str(v) for k, v in answers.items()} if isinstance(answers, Mapping) else {},
            position=position if isinstance(position, int) else CHECKLIST,
        )

    def to_slot(self) -> dict[str, Any]:
        """For the engine's slot."""
        return asdict(self)

    def known(self) -> dict[str, str]:
        """Answers that decide something."""
        return {key: value for key, value in self.answers.items() if value != UNKNOWN}

    def question(self, content: ProcedureContent) -> CaseQuestion | None:
        """The next question to ask, None when the case is clear."""
        return next((q for q in self.questions(content) if q.key not in self.answers), None)

    def questions(self, content: ProcedureContent) -> list[CaseQuestion]:
        """The questions of this case; those that an answer makes pointless are left out."""
        known = self.known()
        return [q for q in content.case_questions if Condition.parse(q.when).holds(known) is not False]

    def steps(self, content: ProcedureContent) -> list[Step]:
        """The steps of this case; undecided ones stay in."""
        known = self.known()
        return [s for s in content.steps_online if Condition.parse(s.when).holds(known) is not False]

    def answered(self, question: CaseQuestion, value: str) -> "Guide":
        """An answer; answering an earlier question again drops the answers after it."""
        kept: dict[str, str] = {}
        for key, earlier in self.answers.items():
            if key == question.key:
                break
            kept[key] = earlier
        return replace(self, answers={**kept, question.key: value}, position=CHECKLIST)

    def forward(self, content: ProcedureContent) -> "Guide | None":
        """The next step; None when there is none: the guide is finished."""
        last = len(self.steps(content)) - 1 if self.purpose == "online" else CHECKLIST
        return None if self.position >= last else replace(self, position=self.position + 1)

    def back(self) -> "Guide | None":
        """One step or one answer back; None at the beginning."""
        if self.position > CHECKLIST:
            return replace(self, position=self.position - 1)
        if self.answers:
            return replace(self, answers=dict(list(self.answers.items())[:-1]))
        return None
