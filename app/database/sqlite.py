"""SQLite: the settings of a connection, and how its transactions begin."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection

# How long a writer waits for another one, in milliseconds.
LOCK_TIMEOUT = 5000


def journal_settings(version: tuple[int, int, int]) -> tuple[str, str]:
    """Return (journal_mode, synchronous): WAL only where SQLite has its WAL-reset fix."""
    fixed = version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51, 0)
    fixed = fixed or (3, 44, 6) <= version < (3, 45, 0)
    return ("WAL", "FULL") if fixed else ("DELETE", "EXTRA")


def configure_reader(connection: sqlite3.Connection, _record: Any) -> None:
    """Give a new connection, which only reads, its settings."""
    # The driver's own BEGIN is deferred and comes too late, so we send BEGIN ourselves.
    connection.isolation_level = None
    _set(connection, f"busy_timeout = {LOCK_TIMEOUT}", "foreign_keys = ON", "trusted_schema = OFF")


def configure_connection(connection: sqlite3.Connection, record: Any) -> None:
    """Give a new connection its settings."""
    configure_reader(connection, record)
    journal_mode, synchronous = journal_settings(sqlite3.sqlite_version_info)
    _set(
        connection,
        # What is erased is overwritten, also where SQLite is built without that default.
        "secure_delete = ON",
        f"journal_mode = {journal_mode}",
        f"synchronous = {synchronous}",
    )


def _set(connection: sqlite3.Connection, *settings: str) -> None:
    for setting in settings:
        connection.execute(f"PRAGMA {setting}").close()


def begin(connection: Connection, reading: bool, *, alone: bool = False) -> None:
    """Begin a transaction; one that writes takes the write lock at once.

    If its statements read alone, none begins: each holds its read lock only while it runs.
    """
    if connection.info.get("query_only", False) != reading:
        connection.exec_driver_sql(f"PRAGMA query_only = {int(reading)}")
        connection.info["query_only"] = reading
    if reading and alone:
        return
    if connection.get_execution_options().get("waits", True):
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
        return
    timeout = connection.exec_driver_sql("PRAGMA busy_timeout").scalar()
    connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {timeout}")


@contextmanager
def without_foreign_keys(connection: Connection) -> Iterator[None]:
    """Switch foreign keys off: dropping a table would delete the rows that refer to it.

    What is not committed inside is rolled back. On other databases this does nothing.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    # The setting cannot change within a transaction, and SQLAlchemy would begin one.
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys = OFF").close()
    try:
        yield
    finally:
        connection.rollback()
        driver.execute("PRAGMA foreign_keys = ON").close()


def check_foreign_keys(connection: Connection) -> None:
    """Raise ValueError if a row refers to a missing one."""
    if connection.dialect.name != "sqlite":
        return
    if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise ValueError(f"a row of {broken[0]} refers to a missing row of {broken[2]}")


def recreate_table(connection: Connection, table: str, *changes: tuple[str, str]) -> None:
    """Replace parts of a table's definition, which ALTER TABLE cannot do.

    As SQLite advises: copy the rows to a new table and rename it, without foreign keys.
    """
    run = connection.exec_driver_sql
    stored = "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql NOT NULL ORDER BY type DESC"
    definition, *indexes = (row[0] for row in run(stored, (table,)))
    columns = definition.partition("(")[2]
    for former, wanted in changes:
        if former not in columns:
            raise ValueError(f"{former!r} is no part of the definition of {table}")
        columns = columns.replace(former, wanted)
    counter = run("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).scalar()
    run(f"CREATE TABLE new_{table} ({columns}")
    run(f"INSERT INTO new_{table} SELECT * FROM {table}")  # noqa: S608 (no user names a table)
    run(f"DROP TABLE {table}")
    run(f"ALTER TABLE new_{table} RENAME TO {table}")
    # Ids of deleted rows are not given again.
    run("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", (counter or 0, table))
    for index in indexes:
        run(index)
