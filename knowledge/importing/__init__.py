"""Take over procedures that a portal publishes, into the database of whoever runs this and nowhere else."""

from knowledge.importing.report import Done, ImportReport, Refusal
from knowledge.importing.storing import import_files

__all__ = ["Done", "ImportReport", "Refusal", "import_files"]
