"""A database with the seed and, where ../shared is there, the whole national catalogue; kept between runs."""

import hashlib
from datetime import date
from pathlib import Path

from bot.migrating import migrate
from knowledge.content_file import CONTENT
from knowledge.database import Database, sqlite_url
from knowledge.importing import import_files
from knowledge.loading import load_content

__all__ = ["PORTAL", "catalogue"]

ROOT = Path(__file__).parents[1]
PORTAL = ROOT.parent / "shared" / "data" / "portal_2026" / "all_2642.jsonl.gz"


def catalogue(folder: Path = ROOT / "var" / "bench") -> Database:
    """Build it once for a state of the content and of the code that imports it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"catalogue-{_state()}.db"
    database = Database(sqlite_url(path))
    if not path.exists():
        migrate(database)
        load_content(database)
        if PORTAL.exists():
            import_files(database, [PORTAL], date(2026, 7, 20))
    return database


def _state() -> str:
    digest = hashlib.sha256(str(PORTAL.exists()).encode())
    code = [*(ROOT / "knowledge" / "importing").glob("*.py"), ROOT / "knowledge" / "loading.py"]
    for path in sorted([*CONTENT.rglob("*.yml"), *CONTENT.rglob("*.jsonl"), *code]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
