"""The places file: jurisdictions with their counters and hotlines, and how to look one up."""

from datetime import date
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from knowledge.content_file import CONTENT, ContentError
from knowledge.models import Jurisdiction, PlaceRow

__all__ = ["JurisdictionFile", "Place", "load_places", "places_of", "read_places"]


class Place(BaseModel):
    """A counter or hotline; an empty field is not known and is said to be so."""

    model_config = ConfigDict(extra="forbid", frozen=True, from_attributes=True)

    kind: Annotated[str, Field(pattern=r"^(one_stop|police|insurance|military|hotline)$")]
    name: str
    address: str = ""
    hours: str = ""
    phone: str = ""
    note: str = ""
    source: str
    checked_on: date


class JurisdictionFile(BaseModel):
    """A layer: its parent's key, the names it took in, its places."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str
    level: Annotated[str, Field(pattern=r"^(nation|province|commune)$")]
    name: str
    agency_code: str = ""
    parent: str = ""
    old_names: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()


def read_places(path: Path = CONTENT / "places.yml") -> list[JurisdictionFile]:
    """All layers, parents first; raises ContentError."""
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        return [JurisdictionFile.model_validate(item) for item in data]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise ContentError(f"{path}:{mark.line + 1 if mark else 1}: not valid YAML") from None
    except (OSError, TypeError, ValidationError) as error:
        raise ContentError(f"{path}:1: {error}") from None


def load_places(session: Session, layers: list[JurisdictionFile]) -> None:
    """Replace every layer's places by the file's."""
    for layer in layers:
        row = session.scalar(select(Jurisdiction).where(Jurisdiction.key == layer.key))
        parent = session.scalar(select(Jurisdiction).where(Jurisdiction.key == layer.parent))
        if row is None:
            row = Jurisdiction(key=layer.key)
            session.add(row)
        row.level, row.name, row.agency_code = layer.level, layer.name, layer.agency_code
        row.old_names, row.parent = list(layer.old_names), parent
        session.flush()
        session.execute(delete(PlaceRow).where(PlaceRow.jurisdiction_id == row.id))
        session.add_all(
            PlaceRow(jurisdiction_id=row.id, position=position, **place.model_dump())
            for position, place in enumerate(layer.places)
        )
        session.flush()


def places_of(session: Session, key: str) -> tuple[str, list[Place]]:
    """Name of a jurisdiction and its places with those of the layers above it, nearest first."""
    row = session.scalar(select(Jurisdiction).where(Jurisdiction.key == key))
    name = row.name if row else ""
    found: list[Place] = []
    while row is not None:
        found += [Place.model_validate(place) for place in row.places]
        row = row.parent
    return name, found
