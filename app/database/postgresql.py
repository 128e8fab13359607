"""PostgreSQL: how its transactions begin."""

from sqlalchemy import Connection

from app.database.sqlite import LOCK_TIMEOUT


def opening(reading: bool, waits: bool = True) -> tuple[str, ...]:
    """Return the statements that begin a transaction: one writer at a time, as on SQLite."""
    if reading:
        return ("SET TRANSACTION READ ONLY",)
    # In milliseconds; 0 would be no limit.
    timeout = LOCK_TIMEOUT if waits else 1
    return (f"SET LOCAL lock_timeout = {timeout}", "SELECT pg_advisory_xact_lock(1)")


def begin(connection: Connection, reading: bool) -> None:
    """Begin a transaction; writers wait for one another."""
    waits = connection.get_execution_options().get("waits", True)
    for statement in opening(reading, waits):
        connection.exec_driver_sql(statement)
