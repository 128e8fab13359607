"""A backup made ready to replace the site: verified, and upgraded to the current schema."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, inspect
from sqlalchemy.exc import SQLAlchemyError

from app.database import configure_engine, copying, migrating, schema
from app.database.migrating import MigrationError
from app.services.backup import archive, places, postgresql_dump
from app.services.backup.errors import BackupError, DamagedError, explained

TOO_OLD = "{} could not be upgraded to this version of Vitae ({})."
OTHER_KIND = (
    "{} is a backup of a site on {}, and this site is on {}. Restore it as a site of its own"
    " (VITAE_INSTANCE, DATABASE_URL), then copy that one here."
)


@dataclass(frozen=True)
class StagedBackup:
    """A backup that is ready to replace the site."""

    name: str
    folder: Path
    made_at: datetime
    works: int
    people: int
    was_upgraded: bool

    @property
    def database(self) -> Path:
        """Its database, of the current schema."""
        return self.folder / archive.DATABASE

    @property
    def settings(self) -> Path:
        """Its settings, which need not exist."""
        return self.folder / archive.SETTINGS


@contextmanager
def staged(file: Path) -> Iterator[StagedBackup]:
    """Give a backup, verified and migrated, while the site is unchanged. Raises BackupError."""
    parent = places.restoring_folder()
    with explained(parent):
        parent.mkdir(parents=True, exist_ok=True)
    with places.workspace(parent, 4 * file.stat().st_size) as folder:
        made_at = archive.unpack(file, folder)
        is_file = (folder / archive.DATABASE).exists()
        if is_file is not places.has_database_file():
            kinds = ("SQLite", "PostgreSQL") if is_file else ("PostgreSQL", "SQLite")
            raise BackupError(OTHER_KIND.format(file.name, *kinds))
        with (_staged_file if is_file else _staged_dump)(folder, file.name) as found:
            yield StagedBackup(file.name, folder, made_at, *found)


@contextmanager
def _staged_file(folder: Path, name: str) -> Iterator[tuple[int, int, bool]]:
    """Give the numbers of works and people in a database, and whether it was upgraded."""
    database = folder / archive.DATABASE
    was_upgraded = _verify(database, name)
    yield *_numbers(database), was_upgraded


@contextmanager
def _staged_dump(folder: Path, name: str) -> Iterator[tuple[int, int, bool]]:
    """Give the same of a dump."""
    with postgresql_dump.staged(folder, name) as (rows, was_upgraded):
        yield rows.tables["work"].rows, rows.tables["person"].rows, was_upgraded


def _verify(database: Path, name: str) -> bool:
    """Bring a database of a backup to the current schema; return whether it had another."""
    _require_sound(database, name)
    engine = create_engine(URL.create("sqlite", database=str(database)))
    configure_engine(engine)
    try:
        was_upgraded = _upgrade(engine, name)
    finally:
        engine.dispose()
    with closing(copying.connect(database)) as connection:
        # A file that needs no others beside it.
        connection.execute("PRAGMA journal_mode = DELETE").close()
    return was_upgraded


def _require_sound(database: Path, name: str) -> None:
    try:
        with closing(copying.connect(database)) as connection:
            faults = copying.faults(connection)
            programs = connection.execute(copying.PROGRAMS).fetchall()
    except sqlite3.DatabaseError:
        raise BackupError(archive.DAMAGED.format(name)) from None
    if faults:
        raise DamagedError(name, faults)
    if programs:
        raise BackupError(archive.NOT_A_BACKUP.format(name))


def _upgrade(engine: Engine, name: str) -> bool:
    with engine.connect() as connection:
        revision = schema.revision_of(connection)
    if not set(inspect(engine).get_table_names()) >= archive.OWN_TABLES:
        raise BackupError(archive.NOT_A_BACKUP.format(name))
    if revision not in schema.VERSIONS:
        raise BackupError(archive.NEWER.format(name))
    if is_older := revision != schema.VERSIONS[-1]:
        try:
            migrating.upgrade(engine)
        except (SQLAlchemyError, MigrationError, ValueError) as error:
            raise BackupError(TOO_OLD.format(name, error)) from None
    with engine.connect() as connection:
        if found := migrating.differences(connection):
            raise BackupError(f"{archive.NOT_A_BACKUP.format(name)} It differs: {found[0]}.")
    return is_older


def _numbers(database: Path) -> tuple[int, int]:
    with closing(copying.connect(database)) as connection:
        found = copying.counts(connection)
    return found['"work"'], found['"person"']
