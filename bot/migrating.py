"""Bring the database's tables up to date."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from knowledge.database import Database

__all__ = ["alembic_config", "migrate"]


def alembic_config() -> Config:
    """Alembic without an ini file."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def migrate(database: Database) -> None:
    """Upgrade to the newest revision; nothing happens when it is there already."""
    config = alembic_config()
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
