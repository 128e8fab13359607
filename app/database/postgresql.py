"""PostgreSQL: how its transactions begin."""

from sqlalchemy import Connection

from app.database.sqlite import LOCK_TIMEOUT


def opening(reading: bool) -> tuple[str, ...]:
    """Return the statements that begin a transaction: one writer at a time, as on SQLite."""
    if reading:
        return ("SET TRANSACTION READ ONLY",)
    return (f"SET LOCAL lock_timeout = {LOCK_TIMEOUT}", "SELECT pg_advisory_xact_lock(1)")


def begin(connection: Connection, reading: bool) -> None:
    """Begin a transaction; writers wait for one another."""
    for statement in opening(reading):
        connection.exec_driver_sql(statement)
