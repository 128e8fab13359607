"""Migrate a database, and tell how it differs from the models.

Alembic is imported where it is needed: few processes do, and it is a tenth of all that a start
would load.
"""

from typing import TYPE_CHECKING, Any

from flask import current_app
from sqlalchemy import Connection, Engine

from app.database import Base, db

if TYPE_CHECKING:
    from alembic.config import Config


class MigrationError(Exception):
    """A database can't be migrated; the message says why."""


def upgrade(engine: Engine) -> None:
    """Migrate a database to the current schema. Raises MigrationError."""
    from alembic import command
    from alembic.util import CommandError

    config = alembic_config()
    config.attributes["engine"] = engine
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise MigrationError(str(error)) from error


def alembic_config() -> "Config":
    """Return Alembic's configuration, and give the application Flask-Migrate's commands."""
    from flask_migrate import Migrate

    if "migrate" not in current_app.extensions:
        Migrate(current_app, db, f"{current_app.root_path}/migrations", render_as_batch=True)
    config: Config = current_app.extensions["migrate"].migrate.get_config()
    return config


def differences(connection: Connection) -> list[str]:
    """Return what of the models a database lacks, and what it has besides, in words."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    found = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    return [_words(one) for one in found]


def _words(difference: Any) -> str:
    # Changes of one column come as a list.
    (action, *parts) = difference[0] if isinstance(difference, list) else difference
    names = [getattr(part, "name", part) for part in parts if part is not None]
    return " ".join([action.replace("_", " "), *(n for n in names if isinstance(n, str))])
