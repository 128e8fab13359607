"""Databases of tests on a PostgreSQL server: one that is emptied after each test, and copies.

Creating a database takes longer than most tests, so that only tests that need one of their own
get it. Rows are read and written as PostgreSQL copies them, without its checks.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any

import psycopg
from flask_migrate import upgrade
from sqlalchemy import Engine

from app import create_app
from app.database import db
from tests.support.postgresql import ADMIN, Server, dsn

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
SEQUENCES = (
    "SELECT quote_ident(sequencename), last_value FROM pg_sequences WHERE schemaname = 'public'"
)
SCHEMA = (
    "SELECT sum(hashtext(relname || attname || atttypid || attnotnull)),"
    " (SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal),"
    " (SELECT count(*) FROM pg_constraint)"
    " FROM pg_attribute JOIN pg_class ON attrelid = pg_class.oid"
    " WHERE relnamespace = 'public'::regnamespace AND attnum > 0"
)
# Those of the application are kept for the next test, as long as they wait and hold nothing.
OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid != pg_backend_pid()"
    " AND (state != 'idle' OR pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory'))"
)
# Tests before tables are freed of deleted rows, which would make each query slower.
TESTS = 100


@dataclass(frozen=True)
class Content:
    """The rows of tables that have any, and the last ids that were given."""

    rows: dict[str, bytes]
    last_ids: dict[str, int | None]


class ServerDatabases:
    """The databases of one process of tests."""

    def __init__(self, server: Server, process: str) -> None:
        self.server = server
        self._migrated, self._shared = f"migrated_{process}", f"shared_{process}"
        self._names = (f"own_{process}_{number}" for number in count(1))
        migrate(server.create_database(self._migrated))
        self._kept: psycopg.Connection | None = None
        self._emptied = 0
        self.url = server.create_database(self._shared, self._migrated)
        with self._opened(self._shared) as connection:
            self._schema = _schema(connection)
            self._tables = [name for (name,) in connection.execute(TABLES)]
            self._unused = self._content(connection)

    @contextmanager
    def own(self) -> Iterator[str]:
        """Give the address of a new database, which is deleted afterwards."""
        name = next(self._names)
        yield self.server.create_database(name, self._migrated)
        self.server.drop_database(name)

    def empty(self) -> None:
        """Delete what a test wrote to the shared database."""
        with self._opened(self._shared) as connection:
            connection.execute(OTHERS)
            if is_same := _schema(connection) == self._schema:
                self._emptied += 1
                if self._emptied % TESTS == 0:
                    _run(connection, f"TRUNCATE {', '.join(self._tables)}")
                self._replace(connection, self._unused)
        if not is_same:
            self._close()
            self.server.drop_database(self._shared)
            self.server.create_database(self._shared, self._migrated)

    def is_unused(self, engine: Engine) -> bool:
        """Return whether nothing was written since the database of this server was migrated."""
        if engine.url.query.get("host") != str(self.server.folder):
            return False
        with self._opened(engine.url.database) as connection:
            empty = [name for name in self._tables if name not in self._unused.rows]
            some = " OR ".join(f"EXISTS (SELECT FROM {name})" for name in empty)
            if _run(connection, f"SELECT {some}").fetchone() != (False,):
                return False
            return _rows(connection, list(self._unused.rows)) == self._unused.rows

    def copy_of(self, engine: Engine) -> Content:
        """Return a copy of all that a database holds."""
        with self._opened(engine.url.database) as connection:
            return self._content(connection)

    def write(self, copy: Content, engine: Engine) -> None:
        """Write a copy to a database instead of what it holds."""
        with self._opened(engine.url.database) as connection:
            self._replace(connection, copy)

    def forget(self, copy: Content) -> None:
        """Do nothing: a copy is freed by itself."""

    @contextmanager
    def _opened(self, name: str | None) -> Iterator[psycopg.Connection]:
        """Give a connection in a transaction; that to the shared database is kept."""
        address = dsn(self.server.url(name or "", ADMIN))
        if name == self._shared:
            self._kept = self._kept or psycopg.connect(address, autocommit=True)
            with self._kept.transaction():
                yield _without_checks(self._kept)
        else:
            with psycopg.connect(address) as connection:
                yield _without_checks(connection)

    def _close(self) -> None:
        if self._kept:
            self._kept.close()
            self._kept = None

    def _content(self, connection: psycopg.Connection) -> Content:
        rows = _rows(connection, self._tables)
        return Content(rows, dict(connection.execute(SEQUENCES).fetchall()))

    def _replace(self, connection: psycopg.Connection, content: Content) -> None:
        deletes = "; ".join(f"DELETE FROM {name}" for name in self._tables)  # noqa: S608 (our own)
        ids = ", ".join(
            f"setval('{name}', {last or 1}, {last is not None})"
            for name, last in content.last_ids.items()
        )
        _run(connection, f"{deletes}; SELECT {ids}")
        for name, rows in content.rows.items():
            with connection.cursor().copy(
                f"COPY {name} FROM STDIN (FORMAT binary)".encode()
            ) as copy:
                copy.write(rows)


def _without_checks(connection: psycopg.Connection) -> psycopg.Connection:
    connection.execute("SET LOCAL session_replication_role = replica")
    return connection


def migrate(url: str) -> None:
    """Create the tables of a site."""
    app = create_app({"DATABASE_URL": url})
    with app.app_context():
        upgrade()
        db.engine.dispose()


def _schema(connection: psycopg.Connection) -> Any:
    """Return what changes with the tables and columns, and what runs by itself."""
    return connection.execute(SCHEMA).fetchone()


def _rows(connection: psycopg.Connection, tables: list[str]) -> dict[str, bytes]:
    some = " UNION ALL ".join(
        f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})"  # noqa: S608 (our own)
        for name in tables
    )
    found = {}
    for (name,) in _run(connection, some).fetchall():
        with connection.cursor().copy(f"COPY {name} TO STDOUT (FORMAT binary)".encode()) as copy:
            found[name] = b"".join(copy)
    return found


def _run(connection: psycopg.Connection, statement: str) -> psycopg.Cursor[Any]:
    return connection.execute(statement.encode())
