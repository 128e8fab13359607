"""`flask --app wsgi backup` and `restore`."""

from pathlib import Path

import click
from flask import Flask
from flask.cli import with_appcontext

from app.services import purging
from app.services.backup import create, places, restore, settings_file, staging
from app.services.backup.create import Backup
from app.services.backup.errors import BackupError
from app.services.backup.settings_file import SettingsOutcome
from app.services.backup.staging import StagedBackup

SETTINGS = {
    SettingsOutcome.RESTORED: "The settings were restored, too: restart the server to use them.",
    SettingsOutcome.OTHER_DATABASE: "The settings of the backup lead to another database"
    " (DATABASE_URL), so this site keeps its own. Those of the backup are in {}",
}


def configure(app: Flask) -> None:
    """Register the commands."""
    app.cli.add_command(backup)
    app.cli.add_command(restore_backup)


@click.command()
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--keep",
    type=click.IntRange(min=1),
    metavar="N",
    help="Afterwards, delete all but the newest N backups in instance/backups/.",
)
@with_appcontext
def backup(file: Path | None, keep: int | None) -> None:
    """Back up the whole site to one file, while it is in use.

    FILE is a new ZIP archive; without it, one is made in instance/backups/, named after the time in
    UTC. It has the database with all images and accounts, and instance/config.py. It is verified
    and complete, or it is not there. Keep it private: it has drafts and the hashes of passwords.
    """
    if file and keep:
        raise click.UsageError("--keep is for the backups in instance/backups/, without a FILE.")
    try:
        click.echo(describe(create.make_backup(file and file.absolute())))
        if keep and (deleted := create.rotate(keep)):
            click.echo(f"Deleted {deleted} older {'backup' if deleted == 1 else 'backups'}.")
    except BackupError as error:
        raise click.ClickException(str(error)) from None


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Don't ask for confirmation.")
@with_appcontext
def restore_backup(file: Path, yes: bool) -> None:
    """Replace the site with the backup FILE.

    The backup is verified first, and one of an older version is upgraded. The present state is
    saved in instance/backups/. The site may be running: visitors see either state, whole. Whoever
    signed in after the backup was made has to sign in again. A backup has the settings, too
    (instance/config.py); a running server uses them once it is restarted. If they lead to another
    database than this site's, the site keeps its own.
    """
    try:
        with staging.staged(file.absolute()) as staged:
            click.echo(_contents(staged))
            if not yes and places.has_site():
                click.confirm("Replace everything on the site with it?", abort=True)
            restored = restore.replace_site(staged)
            purging.request_purge()
    except BackupError as error:
        raise click.ClickException(f"{error} Nothing was changed.") from None
    click.echo("Restored." + (" Its version was upgraded." if staged.was_upgraded else ""))
    if restored.aside:
        click.echo(f"The former state is in {restored.aside}")
    if sentence := SETTINGS.get(restored.settings):
        click.echo(sentence.format(settings_file.settings_aside()))


def describe(made: Backup) -> str:
    """Return where a new backup is and its size."""
    size = f"{made.size / 1e6:,.1f} MB" if made.size >= 1e6 else f"{made.size / 1e3:,.0f} kB"
    return f"Backup: {made.file} ({size})"


def _contents(staged: StagedBackup) -> str:
    works = f"{staged.works:,} {'work' if staged.works == 1 else 'works'}"
    people = f"{staged.people:,} {'person' if staged.people == 1 else 'people'}"
    return f"{staged.name}: of {staged.made_at:%Y-%m-%d %H:%M} UTC, with {works} and {people}."
