"""`flask --app wsgi upgrade`."""

import click
from flask import Flask
from flask.cli import with_appcontext

from app import database
from app.cli import server
from app.cli.backup import describe
from app.database import db, migrating, schema
from app.services.backup import create, places
from app.services.backup.errors import BackupError


def configure(app: Flask) -> None:
    """Register the commands."""
    app.cli.add_command(upgrade)


@click.command()
@with_appcontext
def upgrade() -> None:
    """Upgrade the database to this version of Vitae, after a backup.

    If it is up to date, nothing happens.
    """
    revision = _revision()
    if revision == schema.VERSIONS[-1]:
        click.echo("The database is up to date.")
        return
    if revision:
        schema.require_not_newer(db.engine)
        _back_up_before_upgrade()
    server.prepare()
    click.echo("The database was upgraded." if revision else "The database was created.")


def _revision() -> str | None:
    if not database.exists():
        return None
    with db.engine.connect() as connection:
        return migrating.revision_of(connection)


def _back_up_before_upgrade() -> None:
    if not places.has_database_file():
        click.echo("On PostgreSQL, no backup is made here: use pg_dump.")
        return
    try:
        click.echo(describe(create.make_backup()))
    except BackupError as error:
        raise click.ClickException(f"{error} Nothing was changed.") from None
