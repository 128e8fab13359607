"""`flask --app wsgi check`, `upgrade` and `db`."""

from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from app.cli import plain_words, preparation
from app.database import migrating
from app.database.problems import SchemaError
from app.services.backup import create
from app.services.backup.errors import BackupError
from app.services.consistency import check as consistency
from app.services.consistency.fault import Fault

FIXABLE = " (--fix corrects this.)"


class MigrationCommands(click.Group):
    """Flask-Migrate's commands, which are loaded only if one of them is called."""

    def make_context(self, *args: Any, **options: Any) -> click.Context:
        """Return the context of the real commands, which replace this group."""
        try:
            preparation.require_not_newer()
        except SchemaError as error:
            raise click.ClickException(str(error)) from None
        commands = migrating.commands()
        current_app.cli.add_command(commands)
        plain_words.configure(current_app)
        return commands.make_context(*args, **options)


def configure(app: Flask) -> None:
    """Register the commands."""
    app.cli.add_command(MigrationCommands("db", help="Perform database migrations."))
    app.cli.add_command(check)
    app.cli.add_command(upgrade)


@click.command()
@click.option("--fix", is_flag=True, help="Fix what can be fixed; the former state is kept.")
@with_appcontext
def check(fix: bool) -> None:
    """Check the whole site; the exit code is 1 if anything is wrong.

    Checks the database's pages, references and schema, works, addresses and images, and whether the
    stored HTML is what rendering makes now.
    """
    preparation.require_database()
    faults = consistency.check_site()
    for one in faults:
        click.echo(f"{one.message}.{FIXABLE if one.fix and not fix else ''}")
    if fix and any(one.fix for one in faults):
        faults = _fixed(faults)
    if faults:
        raise click.exceptions.Exit(1)
    click.echo("Everything is in order.")


def _fixed(faults: list[Fault]) -> list[Fault]:
    try:
        click.echo(f"Saved the site as it was: {create.keep_aside(create.BEFORE_FIX)}")
    except BackupError as error:
        raise click.ClickException(f"{error} Nothing was changed.") from None
    left = consistency.fix_faults(faults)
    for one in left:
        click.echo(f"Still wrong: {one.message}.")
    return left


@click.command()
@with_appcontext
def upgrade() -> None:
    """Upgrade the database to this version of Vitae, after a backup.

    If it is up to date, nothing happens.
    """
    if not preparation.prepare():
        click.echo("The database is up to date.")
