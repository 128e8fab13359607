"""The database that a command needs: created, or upgraded after a backup."""

import logging
import tempfile
from pathlib import Path

import click
from flask import current_app

from app import database
from app.cli.backup import describe
from app.database import db, migrating, schema
from app.services.backup import create, places
from app.services.backup.errors import BackupError

READ_ONLY = (
    "DATABASE_URL opens the database for reading only. To change it, leave out mode and immutable."
)


def prepare() -> bool:
    """Create the database, or upgrade it after a backup; say so, and return whether it was done.

    What is said goes to standard error, since the output may be a file.
    """
    if database.is_read_only():
        raise click.ClickException(READ_ONLY)
    _require_writable_folder()
    revision = _revision()
    if is_outdated := revision != schema.VERSIONS[-1]:
        if revision:
            schema.require_not_newer(db.engine)
            _back_up()
        logging.getLogger("alembic").setLevel(logging.WARNING)
        migrating.upgrade(db.engine)
        done = "upgraded" if revision else f"created ({db.engine.url.database})"
        click.echo(f"The database was {done}.", err=True)
    database.require_writable()
    return is_outdated


def prepare_to_serve() -> None:
    """Do the same before the site is served; one that is only read must be as it is needed."""
    if not database.is_read_only():
        prepare()
        return
    require_database()
    if _revision() != schema.VERSIONS[-1]:
        raise click.ClickException(f"The database is not of this version of Vitae. {READ_ONLY}")


def require_site() -> None:
    """Prepare the database of a command that needs one with content."""
    require_database()
    prepare()


def require_readable_site() -> None:
    """Prepare the database of a command that only reads: one that is up to date is not touched."""
    require_database()
    if _revision() != schema.VERSIONS[-1]:
        prepare()


def require_not_newer() -> None:
    """Raise SchemaError if a newer version of the program has changed the database."""
    if database.exists():
        schema.require_not_newer(db.engine)


def require_database() -> None:
    """Raise ClickException if there is no database."""
    if not database.exists():
        file = places.database_file()
        raise click.ClickException(f"{create.NOT_YET} If it was moved, move it back to {file}.")


def _require_writable_folder() -> None:
    folder = Path(current_app.instance_path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise click.ClickException(
            f"The folder {folder} can't be written ({error.strerror}). Give this user"
            " permission to write there, or set VITAE_INSTANCE to another folder. To only show a"
            " site, add ?mode=ro to DATABASE_URL."
        ) from None


def _revision() -> str | None:
    if not database.exists():
        return None
    with db.engine.connect() as connection:
        return schema.revision_of(connection)


def _back_up() -> None:
    try:
        click.echo(describe(create.make_backup()), err=True)
    except BackupError as error:
        raise click.ClickException(f"{error} Nothing was changed.") from None
