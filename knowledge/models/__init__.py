"""Tables of the knowledge base."""

from knowledge.models.facts import (
    CaseOptionRow,
    CaseQuestionRow,
    FaqRow,
    FeeRow,
    LookAlikeRow,
    OnlineRow,
    PaperRow,
    SourceRow,
    StatementRow,
    StepRow,
    TimeLimitRow,
)
from knowledge.models.places import Jurisdiction, PlaceRow
from knowledge.models.procedure import (
    CodeLink,
    ImportedRecord,
    KnowledgeRevision,
    Procedure,
    ProcedureVersion,
    VersionState,
)
from knowledge.models.words import AcceptedChoice, OutsideMessage, WordKind, WordRow

__all__ = [
    "AcceptedChoice",
    "CaseOptionRow",
    "CaseQuestionRow",
    "CodeLink",
    "FaqRow",
    "FeeRow",
    "ImportedRecord",
    "Jurisdiction",
    "KnowledgeRevision",
    "LookAlikeRow",
    "OnlineRow",
    "OutsideMessage",
    "PaperRow",
    "PlaceRow",
    "Procedure",
    "ProcedureVersion",
    "SourceRow",
    "StatementRow",
    "StepRow",
    "TimeLimitRow",
    "VersionState",
    "WordKind",
    "WordRow",
]
