"""What a content file (knowledge/content/procedures/*.yml) may say.

All scalars arrive as strings (the YAML base loader) so that "1.001193" stays a code and
"no" stays a word; pydantic turns them into numbers and dates.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from knowledge.conditions import Condition

__all__ = [
    "CaseQuestion",
    "Channel",
    "Confidence",
    "Faq",
    "Fee",
    "LookAlike",
    "OnlineMode",
    "OnlineService",
    "Option",
    "Paper",
    "ProcedureContent",
    "ProcedureFile",
    "ReceivingBody",
    "SourceRef",
    "Statement",
    "Step",
    "TimeLimit",
]

Code = Annotated[str, StringConstraints(pattern=r"^\d\.\d{6}$")]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,39}$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=160)]


class Channel(StrEnum):
    """How a dossier is handed in."""

    ANY = "any"
    DIRECT = "direct"
    ONLINE = "online"
    POSTAL = "postal"


class Confidence(StrEnum):
    """How sure we are of the whole record."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class OnlineMode(StrEnum):
    """Filing online, in the terms of Decree 42/2022 (toàn trình, một phần)."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"
    OFFERED = "offered"
    UNKNOWN = "unknown"


class ReceivingBody(StrEnum):
    """Whose counter takes the dossier; decides which place is shown."""

    ONE_STOP = "one_stop"
    POLICE = "police"
    INSURANCE = "insurance"
    MILITARY = "military"
    OTHER = "other"


class Strict(BaseModel):
    """No unknown keys, so that a misspelt key is an error and not a lost fact."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceRef(Strict):
    """Where facts come from and the day they were last compared with it."""

    key: Key
    title: Short
    url: str = ""
    checked_on: date


class Fact(Strict):
    """Base of every fact: its source, its case, and what we are not sure of."""

    source: Key
    when: str = ""
    unsure: str = ""

    @field_validator("when")
    @classmethod
    def _readable(cls, value: str) -> str:
        return Condition.parse(value).text


class Statement(Fact):
    """A sentence: a condition to be met, the result, who may apply."""

    text: Text


class Paper(Fact):
    """One paper of the dossier."""

    name: Short
    note: str = Field(default="", max_length=300)
    need: Annotated[str, StringConstraints(pattern=r"^(submit|show|not_needed)$")] = "submit"
    form: str = Field(default="", max_length=80, description="name of the official form, if any")


class Fee(Fact):
    """A fee; amount in đồng, None when it is not known or set elsewhere."""

    channel: Channel = Channel.ANY
    amount: int | None = Field(default=None, ge=0)
    unit: str = Field(default="", max_length=40, description="per what: 'trang', 'bản'")
    text: Text
    set_by_province: bool = False

    @model_validator(mode="after")
    def _zero_is_not_free(self) -> Self:
        if self.amount == 0 and self.set_by_province:
            raise ValueError("amount 0 with set_by_province: leave amount out (0 may mean 'see the resolution')")
        return self


class TimeLimit(Fact):
    """A time limit in words, with the number where it is known."""

    channel: Channel = Channel.ANY
    text: Text
    amount: int | None = Field(default=None, ge=0)
    unit: Annotated[str, StringConstraints(pattern=r"^(|working_day|day|hour)$")] = ""


class OnlineService(Fact):
    """Whether and where it can be filed online."""

    mode: OnlineMode
    site: str = Field(default="", max_length=120)
    url: str = ""
    text: Text


class Step(Fact):
    """One step a person takes; short enough for a phone."""

    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=70)]
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=450)]


class Option(Strict):
    """One answer to a case question."""

    value: Key
    label: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]


class CaseQuestion(Strict):
    """A question whose answer selects papers and steps."""

    key: Key
    ask: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=160)]
    why: str = Field(default="", max_length=200)
    when: str = ""
    options: tuple[Option, ...] = Field(min_length=2, max_length=5)

    @field_validator("when")
    @classmethod
    def _readable(cls, value: str) -> str:
        return Condition.parse(value).text


class LookAlike(Strict):
    """A procedure people confuse with this one, and how to tell them apart."""

    code: Code
    difference: Short


class Faq(Fact):
    """A question people ask about this procedure."""

    question: Short
    answer: Text


class ProcedureContent(Strict):
    """What is said of one procedure; an imported one may lack whole parts, and nothing is made up for them."""

    code: Code
    name: Short
    choice_label: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
    official_name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=600)]
    field: Short
    popularity: int = Field(ge=-4, le=5, description="how often asked: 5 daily, 1 seldom, below 1 only known to exist")
    confidence: Confidence
    effective_from: date
    effective_to: date | None = None
    old_codes: tuple[Code, ...] = ()
    summary: Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)] = ""
    sources: tuple[SourceRef, ...] = Field(min_length=1)
    receiving_body: ReceivingBody
    deciding_body: Statement
    where_to_file: Statement
    who_can_apply: tuple[Statement, ...] = ()
    conditions: tuple[Statement, ...] = ()
    result: Statement
    case_questions: tuple[CaseQuestion, ...] = ()
    papers: tuple[Paper, ...] = ()
    fees: tuple[Fee, ...] = ()
    time_limits: tuple[TimeLimit, ...] = ()
    online: OnlineService
    steps_direct: tuple[Step, ...] = ()
    steps_online: tuple[Step, ...] = ()
    mistakes: tuple[Statement, ...] = ()
    legal_bases: tuple[Short, ...] = ()
    look_alikes: tuple[LookAlike, ...] = ()
    faq: tuple[Faq, ...] = ()
    notes: str = Field(default="", max_length=600, description="for officials, not shown to residents")
    imported: bool = Field(default=False, description="taken over from a portal, read by no official yet")

    def facts(self) -> list[Fact]:
        """Every fact of the file."""
        single = (self.deciding_body, self.where_to_file, self.result, self.online)
        groups = (
            self.who_can_apply, self.conditions, self.papers, self.fees, self.time_limits,
            self.steps_direct, self.steps_online, self.mistakes, self.faq,
        )  # fmt: skip
        return [*single, *(fact for group in groups for fact in group)]

    @model_validator(mode="after")
    def _references_resolve(self) -> Self:
        known = {source.key for source in self.sources}
        missing = {fact.source for fact in self.facts()} - known
        if missing:
            raise ValueError(f"source keys not listed under sources: {', '.join(sorted(missing))}")
        questions = {question.key: {o.value for o in question.options} for question in self.case_questions}
        conditions = [*(fact.when for fact in self.facts()), *(question.when for question in self.case_questions)]
        for when in conditions:
            unknown = Condition.parse(when).questions() - set(questions)
            if unknown:
                raise ValueError(f"'when: {when}' asks for unknown question {', '.join(sorted(unknown))}")
        return self


class ProcedureFile(ProcedureContent):
    """One content file of this project: complete, in our own words."""

    popularity: int = Field(ge=1, le=5)
    summary: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
    who_can_apply: tuple[Statement, ...] = Field(min_length=1)
    papers: tuple[Paper, ...] = Field(min_length=1)
    fees: tuple[Fee, ...] = Field(min_length=1)
    time_limits: tuple[TimeLimit, ...] = Field(min_length=1)
    steps_direct: tuple[Step, ...] = Field(min_length=2)
