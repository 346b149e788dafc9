"""Alembic's environment: the address comes from the caller, the tables from the models."""

from alembic import context
from sqlalchemy import Connection

import bot.doors.zalo_oa.tables
import bot.own_data.tables
import bot.post.tables
import dialogues.consents
import knowledge.models
from knowledge.database import Base

_TABLES = (bot.doors.zalo_oa.tables, bot.own_data.tables, bot.post.tables, dialogues.consents, knowledge.models)


def run(connection: Connection) -> None:
    """Migrate over an open connection; SQLite needs batches for changes of a table."""
    context.configure(
        connection=connection, target_metadata=Base.metadata, render_as_batch=connection.dialect.name == "sqlite"
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
