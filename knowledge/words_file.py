"""The lexicon files: everyday names, life situations, look-alikes, and messages outside."""

import json
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.content_file import CONTENT, ContentError

__all__ = ["Contrast", "Lexeme", "Outside", "read_lexicon", "read_outside"]

LEXICON = CONTENT / "lexicon"


class Contrast(BaseModel):
    """Words that sound like this procedure and belong to another (or to none here)."""

    model_config = ConfigDict(frozen=True)

    text: str
    ma: str | None = None


class Lexeme(BaseModel):
    """One line of lexicon.jsonl: the words of one procedure; field names are the file's."""

    model_config = ConfigDict(frozen=True)

    ma: str = Field(pattern=r"^\d\.\d{6}$")
    short: str = ""
    asked_by: str = ""
    aliases: tuple[str, ...] = ()
    situations: tuple[str, ...] = ()
    not_this: tuple[Contrast, ...] = ()
    qualifiers: tuple[str, ...] = ()


class Outside(BaseModel):
    """One line of outside.jsonl: a message not to be answered with a procedure."""

    model_config = ConfigDict(frozen=True)

    text: str
    kind: str
    best: str


def read_lexicon(path: Path = LEXICON / "lexicon.jsonl") -> list[Lexeme]:
    """Every line of a lexicon file; raises ContentError naming the line."""
    return list(_read(path, Lexeme))


def read_outside(path: Path = LEXICON / "outside.jsonl") -> list[Outside]:
    """Every line of the outside file; raises ContentError naming the line."""
    return list(_read(path, Outside))


def _read[M: BaseModel](path: Path, model: type[M]) -> Iterator[M]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(f"{path}:1: cannot be read: {error}") from None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield model.model_validate(json.loads(line))
        except (ValueError, ValidationError) as error:
            raise ContentError(f"{path}:{number}: {error}") from None
