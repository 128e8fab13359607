"""Where a site's database, settings and backups are, and room to work beside them."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import current_app
from sqlalchemy import text

from app.database import db, dumps, schema
from app.database.transactions import connect_to_read
from app.services.backup import archive
from app.services.backup.errors import BackupError, explained

WORKSPACE = ".working-"
# Seconds after which the workspace of an interrupted backup is removed.
ABANDONED = 24 * 60 * 60
# Free space to leave to the site itself, in bytes.
RESERVE = 16 * 1024 * 1024
SIZE = text("SELECT pg_database_size(current_database())")
ON_SERVER = "The site's database is on a server."


def backups_folder() -> Path:
    """Return the folder for backups that are given no other place."""
    return Path(current_app.instance_path) / "backups"


def settings_file() -> Path:
    """Return the file with the site's own settings, which need not exist."""
    return Path(current_app.instance_path) / archive.SETTINGS


def has_database_file() -> bool:
    """Return whether the site's database is a file."""
    return db.engine.dialect.name == "sqlite"


def has_site() -> bool:
    """Return whether there is a site's database, if only an older or damaged one."""
    if has_database_file():
        return database_file().exists()
    # Restoring asks while it keeps others from writing.
    with explained(backups_folder()), connect_to_read() as connection:
        return schema.revision_of(connection) is not None


def can_back_up() -> bool:
    """Return whether backups can be made here: on PostgreSQL, its programs have to be installed."""
    return has_database_file() or dumps.is_installed()


def database_file() -> Path:
    """Return the file of the site's database. Raises BackupError if it is none."""
    if not has_database_file():
        raise BackupError(ON_SERVER)
    return Path(db.engine.url.database or "")


def restoring_folder() -> Path:
    """Return where there is room to restore: beside the database, as files are renamed."""
    return database_file().parent if has_database_file() else Path(current_app.instance_path)


def size_of_site() -> int:
    """Return the bytes of the site's database."""
    if has_database_file():
        return size_on_disk(database_file())
    with connect_to_read() as connection:
        return connection.scalar(SIZE) or 0


def size_on_disk(file: Path) -> int:
    """Return the bytes of a database file with those that SQLite keeps beside it."""
    return sum(one.stat().st_size for one in files_of(file))


def files_of(file: Path) -> list[Path]:
    """Return a database file and those that SQLite keeps beside it, as far as they exist."""
    named = (file.with_name(file.name + suffix) for suffix in ("", "-wal", "-journal"))
    return [one for one in named if one.exists()]


@contextmanager
def workspace(parent: Path, room: int) -> Iterator[Path]:
    """Give a private folder within `parent` for `room` bytes, and delete it afterwards."""
    with explained(parent):
        if not parent.is_dir():
            raise BackupError(f"The folder {parent} does not exist.")
        _remove_abandoned(parent)
        require_space(parent, room)
        folder = Path(tempfile.mkdtemp(prefix=WORKSPACE, dir=parent))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def require_space(folder: Path, room: int) -> None:
    """Raise BackupError if a folder has no room for so many bytes."""
    free = shutil.disk_usage(folder).free
    if free < room + RESERVE:
        need, left = (f"{number / 1_000_000:,.0f} MB" for number in (room + RESERVE, free))
        raise BackupError(
            f"There is not enough disk space in {folder}: {need} are needed, {left} are free."
        )


def _remove_abandoned(parent: Path) -> None:
    for folder in parent.glob(f"{WORKSPACE}*"):
        if folder.stat().st_mtime < time.time() - ABANDONED:
            shutil.rmtree(folder, ignore_errors=True)
