"""SQLite: the settings of a connection, and how its transactions begin."""

import sqlite3
from typing import Any

from sqlalchemy import Connection

# How long a writer waits for another one, in milliseconds.
LOCK_TIMEOUT = 5000


def journal_settings(version: tuple[int, int, int]) -> tuple[str, str]:
    """Return (journal_mode, synchronous): WAL only where SQLite has its WAL-reset fix."""
    fixed = version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51, 0)
    fixed = fixed or (3, 44, 6) <= version < (3, 45, 0)
    return ("WAL", "FULL") if fixed else ("DELETE", "EXTRA")


def configure_connection(connection: sqlite3.Connection, _record: Any) -> None:
    """Give a new connection its settings."""
    # The driver's own BEGIN is deferred and comes too late, so we send BEGIN ourselves.
    connection.isolation_level = None
    journal_mode, synchronous = journal_settings(sqlite3.sqlite_version_info)
    for setting in (
        f"busy_timeout = {LOCK_TIMEOUT}",
        "foreign_keys = ON",
        "trusted_schema = OFF",
        f"journal_mode = {journal_mode}",
        f"synchronous = {synchronous}",
    ):
        connection.execute(f"PRAGMA {setting}").close()


def begin(connection: Connection, reading: bool) -> None:
    """Begin a transaction; one that writes takes the write lock at once."""
    if connection.info.get("query_only", False) != reading:
        connection.exec_driver_sql(f"PRAGMA query_only = {int(reading)}")
        connection.info["query_only"] = reading
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
