"""`flask --app wsgi copy-to URL`: move the site between SQLite and PostgreSQL."""

import logging
import sys
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy import URL

from app.cli import preparation
from app.database import db
from app.services.backup.errors import BackupError
from app.services.moving import address as addresses
from app.services.moving import copy, target
from app.services.moving.copy import Copied, Report
from app.services.moving.errors import MoveError


def configure(app: Flask) -> None:
    """Register the command."""
    app.cli.add_command(copy_to)


@click.command("copy-to", short_help="Copy the whole site to an empty database.")
@click.argument("url")
@click.option("--yes", is_flag=True, help="Don't ask for confirmation.")
@with_appcontext
def copy_to(url: str, yes: bool) -> None:
    """Copy the whole site to the empty database URL, from SQLite to PostgreSQL or back.

    URL is an address as DATABASE_URL takes it, such as postgresql+psycopg://vitae@localhost/vitae,
    or sqlite:////srv/vitae/site.sqlite for a new file. All is copied: works, images, PDFs, history,
    imports, accounts and who is signed in. Each table is counted and compared. If anything fails,
    nothing is left in the target; the site itself is never changed.

    Visitors are served meanwhile; saving waits until the copy is complete. What is saved after that
    is not in the copy: stop the server first, or restart it with the new address right away.
    """
    preparation.require_readable_site()
    try:
        address = addresses.parse(url, Path(current_app.instance_path))
        target.check(address)
        click.echo(f"From {addresses.shown(db.engine.url)}\nto   {addresses.shown(address)}")
        if not yes:
            click.confirm("Copy the whole site there?", abort=True)
        logging.getLogger("alembic").setLevel(logging.WARNING)
        copied = copy.copy_site(address, _progress())
    except (MoveError, BackupError) as error:
        raise click.ClickException(f"{error} Nothing was copied.") from None
    click.echo(_table(copied))
    click.echo(_next_step(address))


def _progress() -> Report:
    """Return what shows the progress on stderr, so that stdout can be piped."""

    def report(step: str, done: int, total: int) -> None:
        click.echo(f"\r{step}: {done:,} of {total:,} rows", err=True, nl=done == total)

    return report if sys.stderr.isatty() else lambda *_: None


def _table(copied: Copied) -> str:
    lines = [f"{rows:>9,} {name}" for name, rows in sorted(copied.rows.items()) if rows]
    number = len(copied.rows)
    lines.append(f"Copied and compared {number} tables with {copied.total:,} rows.")
    return "\n".join(lines)


def _next_step(address: URL) -> str:
    return (
        f"To use the copy, set DATABASE_URL={addresses.shown(address)}"
        f"{' (with its password)' if address.password else ''} and restart the server."
        " What is saved in the former database from now on is not in the copy."
    )
