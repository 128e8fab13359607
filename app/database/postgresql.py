"""PostgreSQL: the settings of a connection, and how its transactions begin."""

from typing import Any

from sqlalchemy import Connection

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


def opening(reading: bool, waits: bool = True, beside: bool = False) -> tuple[str, ...]:
    """Return the statements that begin a transaction: one writer at a time, as on SQLite.

    One that reads sees the site as it is at one moment. What is written `beside` the site's
    changes, signs of life above all, waits only for those who write the same rows.
    """
    if reading:
        return ("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",)
    # In milliseconds; 0 would be no limit.
    timeout = (BESIDE_TIMEOUT if beside else LOCK_TIMEOUT) if waits else 1
    limit = f"SET LOCAL lock_timeout = {timeout}"
    return (limit,) if beside else (limit, "SELECT pg_advisory_xact_lock(1)")


def begin(connection: Connection, reading: bool) -> None:
    """Begin a transaction; writers wait for one another."""
    asked = connection.get_execution_options()
    for statement in opening(reading, asked.get("waits", True), asked.get("beside", False)):
        connection.exec_driver_sql(statement)
