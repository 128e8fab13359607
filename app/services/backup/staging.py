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
from app.services.backup import archive, places
from app.services.backup.errors import BackupError, DamagedError, explained

NEWER = "{} was made by a newer version of Vitae. Update the code, then restore it."
TOO_OLD = "{} could not be upgraded to this version of Vitae ({})."
OWN_TABLES = {"alembic_version", "work", "publication", "profile", "site"}


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
    site = places.database_file()
    with explained(site.parent):
        site.parent.mkdir(parents=True, exist_ok=True)
    with places.workspace(site.parent, 4 * file.stat().st_size) as folder:
        made_at = archive.unpack(file, folder)
        database = folder / archive.DATABASE
        was_upgraded = _verify(database, file.name)
        works, people = _numbers(database)
        yield StagedBackup(file.name, folder, made_at, works, people, was_upgraded)


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
    if not set(inspect(engine).get_table_names()) >= OWN_TABLES:
        raise BackupError(archive.NOT_A_BACKUP.format(name))
    if revision not in schema.VERSIONS:
        raise BackupError(NEWER.format(name))
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
