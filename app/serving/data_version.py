"""The version of the site's data, asked so often that nobody sees an old page for long."""

import sqlite3
import time
from collections.abc import Hashable
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import SQLAlchemyError

from app.database import database_file
from app.models import Site
from app.services.catalog.people import today

# For so many seconds, a version that was read is not asked again.
INTERVAL = 0.02
CURRENT = select(Site.changes, Site.lineage)


class DataVersion:
    """The state that answers depend on: the site's data, and the day.

    Versions are read by a connection of its own, which never writes: SQLite would not tell it of
    its own changes, and a request's connection may be in an older transaction.
    """

    def __init__(self, engine: Engine) -> None:
        is_file = engine.dialect.name == "sqlite"
        self._reader = FileReader(engine.url.database or "") if is_file else ServerReader(engine)
        self._version: Hashable = None
        self._valid_until = 0.0

    def current(self) -> Hashable:
        """Return the version, or None if there is none to read."""
        now = time.monotonic()
        if now >= self._valid_until:
            self._valid_until = now + INTERVAL
            found = self._reader.read()
            self._version = found and (found, today())
        return self._version

    def expire(self) -> None:
        """Ask again at the next request, since this process may have written."""
        self._valid_until = 0

    def close(self) -> None:
        """Close the connection."""
        self._reader.close()


class FileReader:
    """Reads the version from an SQLite file, which another one may replace."""

    def __init__(self, file: str) -> None:
        self._file = Path(file)
        self._connection: sqlite3.Connection | None = None
        self._identity: tuple[int, int] | None = None
        self._found: Hashable = None

    def read(self) -> Hashable:
        """Return the version, or None without a database."""
        try:
            return self._read()
        except (OSError, sqlite3.Error) as error:
            # Someone is committing, and until that is done, what was there is valid.
            if getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_BUSY:
                self.close()
            return self._found

    def close(self) -> None:
        """Close the connection."""
        if self._connection:
            self._connection.close()
        self._connection = self._identity = self._found = None

    def _read(self) -> Hashable:
        identity = database_file.identity(self._file)
        if self._connection is None or identity != self._identity:
            self.close()
            self._connection = sqlite3.connect(
                database_file.address(self._file),
                uri=True,
                timeout=0,
                isolation_level=None,
                check_same_thread=False,
            )
            self._identity = identity
        row = self._connection.execute(str(CURRENT)).fetchone()
        self._found = (identity, row)
        return self._found


class ServerReader:
    """Reads the version from a database server."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None

    def read(self) -> Hashable:
        """Return the version, or None without a database."""
        try:
            if self._connection is None:
                options: Any = {"isolation_level": "AUTOCOMMIT", "reading": True}
                self._connection = self._engine.connect().execution_options(**options)
            row = self._connection.execute(CURRENT).first()
        except SQLAlchemyError:
            self.close()
            return None
        return tuple(row) if row else ()

    def close(self) -> None:
        """Give the connection back."""
        with suppress(SQLAlchemyError):
            if self._connection:
                self._connection.close()
        self._connection = None
