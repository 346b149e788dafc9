"""Put together what deals with a person's own data."""

from dataclasses import dataclass

from bot.engines import Engines
from bot.own_data.deleting import Deleting
from bot.own_data.kept import Kept
from bot.own_data.link import Links
from bot.screening.consenting import Consenting
from bot.screening.own_data import OwnData
from bot.settings import Settings, secret_of
from dialogues.consents import Consents
from knowledge.database import Database

__all__ = ["OwnDataParts", "open_own_data"]


@dataclass(frozen=True, slots=True)
class OwnDataParts:
    """Consents, copies, deletions."""

    consents: Consents
    kept: Kept
    links: Links
    deleting: Deleting
    consenting: Consenting
    answering: OwnData


def open_own_data(settings: Settings, database: Database, engines: Engines) -> OwnDataParts:
    """Over the application's own database and engines."""
    consents = Consents(database)
    kept, links = Kept(database, consents), Links(secret_of(settings, "motcua_secret_key"))
    days = settings.motcua_keep_messages
    answering = OwnData(kept, consents, links, settings.motcua_public_url, days)
    return OwnDataParts(consents, kept, links, Deleting(database, engines), Consenting(consents, days), answering)
