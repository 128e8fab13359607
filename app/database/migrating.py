"""Migrate a database, and tell how it differs from the models."""

from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import current_app
from sqlalchemy import Connection, Engine

from app.database import Base


def upgrade(engine: Engine) -> None:
    """Migrate a database to the current schema."""
    config = current_app.extensions["migrate"].migrate.get_config()
    config.attributes["engine"] = engine
    command.upgrade(config, "head")


def revision_of(connection: Connection) -> str | None:
    """Return the revision of a database's schema, or None if it has none yet."""
    return MigrationContext.configure(connection).get_current_revision()


def differences(connection: Connection) -> list[str]:
    """Return what of the models a database lacks, and what it has besides, in words."""
    found = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    return [_words(one) for one in found]


def _words(difference: Any) -> str:
    # Changes of one column come as a list.
    (action, *parts) = difference[0] if isinstance(difference, list) else difference
    names = [getattr(part, "name", part) for part in parts if part is not None]
    return " ".join([action.replace("_", " "), *(n for n in names if isinstance(n, str))])
