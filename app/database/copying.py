"""Copies of an SQLite database in use, as it is at one moment, and what is wrong with one."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from app.database import database_file

# Pages copied at a time, between which others can write, and the seconds until they have to wait.
PAGES, PATIENCE = 512, 2.0
# Seconds to wait for a lock.
TIMEOUT = 30
MOST_FAULTS = 20
INTEGRITY = f"PRAGMA integrity_check({MOST_FAULTS})"

# SQLite's own tables are left out. A virtual table keeps its rows in shadow tables.
NAMES = (
    "SELECT name FROM pragma_table_list WHERE schema = '{}' AND type = '{}'"
    " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
)
# What a site never has: statements that run by themselves.
PROGRAMS = "SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view')"


class TakesTooLongError(Exception):
    """Others write so often that copying starts again and again."""


def connect(file: Path, mode: str = "rw") -> sqlite3.Connection:
    """Open a database file, which must exist unless the mode is `rwc`; trust nothing in it."""
    url = database_file.address(file, mode)
    connection = sqlite3.connect(url, uri=True, timeout=TIMEOUT, isolation_level=None)
    for setting in ("trusted_schema = OFF", "cell_size_check = ON", "foreign_keys = OFF"):
        connection.execute(f"PRAGMA {setting}").close()
    return connection


def copy_database(source_file: Path, target_file: Path) -> None:
    """Copy a database to a new file, as it is at one moment. Raises sqlite3.Error."""
    with closing(connect(source_file)) as source, closing(connect(target_file, "rwc")) as target:
        target.execute("PRAGMA synchronous = OFF")
        if not (_copied_in_pages(source, target) and counts(source) == counts(target)):
            _copy_whole(source, target)
        # A file that needs no others beside it.
        target.execute("PRAGMA journal_mode = DELETE").close()


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the number of rows of every table, all at the same moment."""
    names = quoted_names(connection) + quoted_names(connection, kind="shadow")
    queries = (f"SELECT {position}, count(*) FROM {name}" for position, name in enumerate(names))  # noqa: S608
    found = connection.execute(" UNION ALL ".join(queries)) if names else ()
    return {names[position]: number for position, number in found}


def quoted_names(
    connection: sqlite3.Connection, database: str = "main", kind: str = "table"
) -> list[str]:
    """Return the names of the tables of a kind, or of the views, quoted for a statement."""
    found = connection.execute(NAMES.format(database, kind)).fetchall()
    return ['"{}"'.format(name.replace('"', '""')) for (name,) in found]


def faults(connection: sqlite3.Connection) -> list[str]:
    """Return what is wrong with a database's pages, values and references, in words."""
    found = connection.execute(INTEGRITY).fetchall()
    wrong = [line for (text,) in found if text != "ok" for line in text.splitlines()]
    broken = connection.execute("PRAGMA foreign_key_check").fetchmany(MOST_FAULTS)
    return wrong + [f"{row[0]}: row {row[1]} refers to a missing {row[2]}" for row in broken]


def _copied_in_pages(source: sqlite3.Connection, target: sqlite3.Connection) -> bool:
    deadline = time.monotonic() + PATIENCE

    def check_time(_status: int, _remaining: int, _total: int) -> None:
        if time.monotonic() > deadline:
            raise TakesTooLongError

    try:
        source.backup(target, pages=PAGES, progress=check_time, sleep=0.01)
    except TakesTooLongError:
        return False
    return True


def _copy_whole(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Copy within a read transaction, for whose end those who write may have to wait."""
    source.execute("BEGIN")
    expected = counts(source)
    source.backup(target)
    source.execute("ROLLBACK")
    if counts(target) != expected:
        raise sqlite3.DatabaseError("the copy has other rows than the original")
