"""PostgreSQL: the settings of a connection, how its transactions begin, how it compares texts."""

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, ExceptionContext, text

from app.database.sqlite import LOCK_TIMEOUT

# In seconds: for a new connection, and until a server that is silent is given up.
CONNECTING, SILENT = 5, 10
# How long others may wait for rows that are written beside the changes of the site.
BESIDE_TIMEOUT = 1_000
# For the server: the locks of a host that has vanished, or hangs, are not held for hours.
SETTINGS = (
    "tcp_keepalives_idle = 5",
    "tcp_keepalives_interval = 2",
    "tcp_keepalives_count = 3",
    f"tcp_user_timeout = '{SILENT}s'",
    "idle_in_transaction_session_timeout = '5min'",
)
VALUES = re.compile(r"\n(?:DETAIL|CONTEXT|LINE \d+|STATEMENT):[^\n]*(?:\n *\^)?")
# Texts that are still compared by the language of the database, as one statement for each table.
UNSORTED = text(
    """SELECT format('ALTER TABLE %I ', relname) || string_agg(format(
        'ALTER COLUMN %I TYPE %s COLLATE "C"', attname, format_type(atttypid, atttypmod)), ', ')
    FROM pg_attribute JOIN pg_class ON attrelid = pg_class.oid
    WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relname = ANY(:names)
        AND attnum > 0 AND NOT attisdropped AND attcollation = 'pg_catalog."default"'::regcollation
    GROUP BY relname"""
)


def set_timeouts(_dialect: Any, _record: Any, _args: Any, parameters: dict[str, Any]) -> None:
    """Let a new connection notice a server that has vanished, as libpq does it."""
    given = {
        "connect_timeout": CONNECTING,
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 3,
        "tcp_user_timeout": SILENT * 1_000,
    }
    for name, value in given.items():
        parameters.setdefault(name, value)


def configure_connection(connection: Any, _record: Any) -> None:
    """Give a new connection its settings."""
    with connection.cursor() as cursor:
        for setting in SETTINGS:
            cursor.execute(f"SET {setting}")
    connection.commit()


def opening(*, waits: bool = True, beside: bool = False) -> str:
    """Return the statement that begins a transaction that writes: one at a time, as on SQLite.

    What is written `beside` the site's changes, signs of life above all, waits only for those who
    write the same rows.
    """
    # In milliseconds; 0 would be no limit.
    timeout = (BESIDE_TIMEOUT if beside else LOCK_TIMEOUT) if waits else 1
    if beside:
        return f"SET LOCAL lock_timeout = {timeout}"
    limit = f"set_config('lock_timeout', '{timeout}', true)"
    # Sent at once.
    return f"DO $$ BEGIN PERFORM {limit}; PERFORM pg_advisory_xact_lock(1); END $$"


def begin(connection: Connection, reading: bool) -> None:
    """Begin a transaction; writers wait for one another."""
    asked = connection.get_execution_options()
    driver: Any = connection.connection.driver_connection
    levels: Any = connection.dialect.loaded_dbapi
    # The driver sends both with its BEGIN. Who reads sees the site as it is at one moment; whether
    # others may write is up to the server.
    driver.isolation_level = levels.IsolationLevel.REPEATABLE_READ if reading else None
    driver.read_only = reading or None
    if not reading:
        options = {"waits": asked.get("waits", True), "beside": asked.get("beside", False)}
        connection.exec_driver_sql(opening(**options))


def hide_values(context: ExceptionContext) -> None:
    """Keep what someone wrote out of logs: PostgreSQL names the values that it refuses."""
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error and error.args:
            error.args = (without_values(str(error.args[0])), *error.args[1:])


def without_values(said: str) -> str:
    """Return what PostgreSQL says of an error, without the row and the statement that it is of."""
    return VALUES.sub("", said)


def sort_by_code_points(connection: Connection, tables: Iterable[str]) -> None:
    """Let texts be sorted, and told apart, by code points as on SQLite, whatever the language is.

    Then `lower` also leaves all letters but those of ASCII alone, as SQLite's does.
    """
    if connection.dialect.name == "postgresql":
        for statement in connection.scalars(UNSORTED, {"names": list(tables)}).all():
            connection.exec_driver_sql(statement)
