"""The dump in a backup of a site on PostgreSQL: made, read back, and made ready to be restored."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, inspect
from sqlalchemy.exc import DBAPIError

from app.database import db, dumps, migrating, schema, staged_schema
from app.database.dumps import DumpedRows, DumpError
from app.database.error_codes import driver_words, find_problem
from app.database.migrating import MigrationError
from app.database.transactions import connect_to_read
from app.services.backup import archive
from app.services.backup.errors import BackupError, explained

# How pg_restore says that pg_dump was newer.
NEWER_FORMAT = "unsupported version (1."
NEWER_DUMP = (
    "{} was made by newer client programs of PostgreSQL than are here (version {}). Install those"
    " that made it; on Debian: postgresql-client-VERSION."
)


def collect(folder: Path, *, is_read_back: bool) -> None:
    """Dump the site's tables to a folder. Raises BackupError."""
    dump, rows = folder / archive.DUMP, folder.with_name("read-back")
    with explained(folder):
        with connect_to_read() as connection:
            name = inspect(connection).default_schema_name or "public"
            tables = set(inspect(connection).get_table_names())
        dumps.dump_schema(db.engine, name, dump)
        if not is_read_back:
            return
        rows.mkdir()
        found = dumps.read_rows(dump, rows)
        shutil.rmtree(rows)
        if missing := tables - set(found.tables):
            raise DumpError(f"the dump has no table {min(missing)}")


@contextmanager
def staged(folder: Path, name: str) -> Iterator[tuple[DumpedRows, bool]]:
    """Give the rows of a dump, upgraded in a schema of its own, and whether they were upgraded."""
    with explained(folder):
        rows_folder = folder / "rows"
        rows_folder.mkdir()
        try:
            rows = dumps.read_rows(folder / archive.DUMP, rows_folder)
        except DumpError as error:
            version = dumps.find_program("pg_restore").version
            said = NEWER_DUMP if NEWER_FORMAT in str(error) else archive.DAMAGED
            raise BackupError(said.format(name, version)) from None
        revision = _revision(rows, name)
        with staged_schema.staging_schema(db.engine) as engine:
            _fill(engine, rows, revision, name)
            yield rows, revision != schema.VERSIONS[-1]


def _revision(rows: DumpedRows, name: str) -> str:
    """Return the version of the schema of a dump."""
    if not set(rows.tables) >= archive.OWN_TABLES:
        raise BackupError(archive.NOT_A_BACKUP.format(name))
    revision = rows.tables[schema.TABLE].file.read_text().strip()
    if revision not in schema.VERSIONS:
        raise BackupError(archive.NEWER.format(name))
    return revision


def _fill(engine: Engine, rows: DumpedRows, revision: str, name: str) -> None:
    """Create the tables of a version, fill them, and upgrade them to this version."""
    try:
        migrating.upgrade(engine, revision)
        staged_schema.load_rows(engine, rows)
        migrating.upgrade(engine)
    except (DBAPIError, DumpError, MigrationError, ValueError) as error:
        if isinstance(error, DBAPIError) and find_problem(error):
            raise
        said = driver_words(error).partition("\n")[0]
        raise BackupError(f"{archive.NOT_A_BACKUP.format(name)} ({said})") from None
    with engine.connect() as connection:
        if found := migrating.differences(connection):
            raise BackupError(f"{archive.NOT_A_BACKUP.format(name)} It differs: {found[0]}.")
