"""Read content files; an error names the file and the line."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from knowledge.content_schema import ProcedureFile

__all__ = ["CONTENT", "ContentError", "read_procedure", "read_procedures"]

CONTENT = Path(__file__).parent / "content"


class ContentError(ValueError):
    """A content file that cannot be used; the text is ``file:line: reason``, one per line."""


def read_procedures(folder: Path = CONTENT / "procedures") -> Iterator[ProcedureFile]:
    """All procedure files of a folder in the order of their names."""
    for path in sorted(folder.glob("*.yml")):
        yield read_procedure(path)


def read_procedure(path: Path) -> ProcedureFile:
    """One procedure file; raises ContentError."""
    try:
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=yaml.BaseLoader)
        data = yaml.load(text, Loader=yaml.BaseLoader)
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(f"{path}:1: cannot be read: {error}") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise ContentError(f"{path}:{line}: not valid YAML: {getattr(error, 'problem', error)}") from None
    try:
        return ProcedureFile.model_validate(data)
    except ValidationError as error:
        reasons = [
            f"{path}:{_line(node, problem['loc'])}: "
            f"{'.'.join(str(part) for part in problem['loc']) or 'file'}: {problem['msg']}"
            for problem in error.errors()
        ]
        raise ContentError("\n".join(reasons)) from None


def _line(node: yaml.Node | None, location: Sequence[Any]) -> int:
    """Line of the innermost node on the way to ``location``."""
    line = node.start_mark.line + 1 if node else 1
    for part in location:
        child: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode):
            child = next((value for key, value in node.value if key.value == str(part)), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            child = node.value[part]
        if child is None:
            return line
        node, line = child, child.start_mark.line + 1
    return line
