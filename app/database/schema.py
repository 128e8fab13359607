"""The version of the database's schema, compared with the one that this program needs."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.exc import DBAPIError

from app.database.problems import EMPTY, NEWER, OLDER, SchemaError

MIGRATIONS = Path(__file__).parent.parent / "migrations" / "versions"
# Migrations are numbered.
VERSIONS = sorted(file.name[:4] for file in MIGRATIONS.glob("[0-9]*.py"))
TABLE = "alembic_version"
STORED = f"SELECT version_num FROM {TABLE}"  # noqa: S608 (no input is part of it)
# Writes the one row that every database has.
TOUCH = f"UPDATE {TABLE} SET version_num = version_num"  # noqa: S608


def require_current(connection: Connection) -> None:
    """Raise SchemaError if the database has another schema than this program needs."""
    # Not through SQLAlchemy: this precedes every transaction, so it must take microseconds.
    driver = connection.dialect.loaded_dbapi
    cursor = connection.connection.cursor()
    try:
        cursor.execute(STORED)
        stored = cursor.fetchone()
    except driver.Error as error:
        if _is_missing_table(error):
            # Until then, PostgreSQL answers nothing more.
            connection.connection.rollback()
            raise SchemaError(OLDER if _has_tables(connection) else EMPTY) from None
        raise DBAPIError.instance(STORED, None, error, driver.Error) from None
    finally:
        cursor.close()
    if stored is None or stored[0] != VERSIONS[-1]:
        is_known = stored is None or stored[0] in VERSIONS
        raise SchemaError(OLDER if is_known else NEWER)


def revision_of(connection: Connection) -> str | None:
    """Return the version of a database's schema, or None if it has none yet."""
    if not inspect(connection).has_table(TABLE):
        return None
    stored: str | None = connection.exec_driver_sql(STORED).scalar()
    return stored


def require_not_newer(engine: Engine) -> None:
    """Raise SchemaError if a newer version of the program has changed the schema."""
    with engine.connect() as connection:
        stored = revision_of(connection)
    if stored is not None and stored not in VERSIONS:
        raise SchemaError(NEWER)


def _has_tables(connection: Connection) -> bool:
    return bool(inspect(connection).get_table_names())


def _is_missing_table(error: Exception) -> bool:
    # SQLite has one code for all errors in a statement.
    is_postgresql = getattr(error, "sqlstate", None) == "42P01"
    return is_postgresql or str(error).startswith("no such table")
