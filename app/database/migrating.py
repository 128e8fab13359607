"""Migrate a database, and tell how it differs from the models.

Alembic is imported where it is needed: few processes need it, and it would be a tenth of what a
start loads.
"""

from typing import TYPE_CHECKING, Any

from flask import Flask, current_app
from sqlalchemy import Connection, Engine

from app.database import Base, db, full_text

if TYPE_CHECKING:
    from click import Group
    from flask_migrate import Migrate

# Tables that Litestream adds to each database that it copies.
LITESTREAM = "_litestream_"


class MigrationError(Exception):
    """A database can't be migrated; the message says why."""


class LateMigrate:
    """Takes the place of Flask-Migrate among an application's extensions until it is asked for."""

    @property
    def migrate(self) -> "Migrate":
        """Flask-Migrate itself, which takes its place."""
        from flask_migrate import Migrate

        return Migrate(current_app, db, f"{current_app.root_path}/migrations", render_as_batch=True)


def configure(app: Flask) -> None:
    """Let Flask-Migrate find the migrations of `app`."""
    app.extensions["migrate"] = LateMigrate()


def commands() -> "Group":
    """Return Flask-Migrate's commands."""
    from flask_migrate.cli import db as group

    found: Group = group
    return found


def upgrade(database: Engine | Connection, version: str = "head") -> None:
    """Migrate a database, by default to the current schema, or within a transaction.

    Raises MigrationError.
    """
    from alembic import command
    from alembic.util import CommandError

    config = current_app.extensions["migrate"].migrate.get_config()
    config.attributes["database"] = database
    try:
        command.upgrade(config, version)
    except CommandError as error:
        raise MigrationError(str(error)) from error


def differences(connection: Connection) -> list[str]:
    """Return what of the models a database lacks, and what it has besides, in words."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    options = {"include_name": _is_compared}
    found = compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata)
    lacks = [] if full_text.is_as_defined(connection) else [f"add table {full_text.TABLE.name}"]
    return [_words(one) for one in found] + lacks


def _is_compared(name: str | None, kind: str, parents: object) -> bool:
    is_copying = kind == "table" and (name or "").startswith(LITESTREAM)
    return not is_copying and full_text.is_compared(name, kind, parents)


def _words(difference: Any) -> str:
    # Changes of one column come as a list.
    (action, *parts) = difference[0] if isinstance(difference, list) else difference
    names = [getattr(part, "name", part) for part in parts if part is not None]
    return " ".join([action.replace("_", " "), *(n for n in names if isinstance(n, str))])
