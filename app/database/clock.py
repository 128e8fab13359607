"""The database's clock: the one that all hosts of a site share, however wrong their own are."""

from datetime import UTC, datetime

from sqlalchemy import Connection, text

from app.database import db

# `now()` would be the time at which the transaction began.
NOW = text("SELECT clock_timestamp()")


def now(connection: Connection | None = None) -> datetime:
    """Return the time by the database's clock, asked through a connection or else the session."""
    if db.engine.dialect.name != "postgresql":
        # The database is a file of this machine.
        return datetime.now(UTC)
    found: datetime = (connection or db.session).execute(NOW).scalar_one()
    return found.astimezone(UTC)
