"""The version of the site's data, asked so often that nobody sees an old page for long."""

import asyncio
import sqlite3
import time
from collections.abc import Hashable
from concurrent.futures import ThreadPoolExecutor
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
# How long requests wait for a database server to tell the version; one that takes longer is taken
# for lost, and asked again after a pause.
PATIENCE, PAUSE = 2.0, 0.1
# How long answers from memory are given while the database server can't be reached.
OUTLASTS = 5 * 60
CURRENT = select(Site.changes, Site.lineage)


class DataVersion:
    """The state that answers depend on: the site's data, and the day.

    Versions are read by a connection of its own, which never writes: SQLite would not tell it of
    its own changes, and a request's connection may be in an older transaction.
    """

    def __init__(self, engine: Engine) -> None:
        self.server = ServerVersion(engine) if engine.dialect.name != "sqlite" else None
        self._file = None if self.server else FileReader(engine)
        self._version: Hashable = None
        self._valid_until = 0.0

    def current(self) -> Hashable:
        """Return the version, or None if there is none to read; a server's as it told it last."""
        if self.server:
            found = self.server.known()
            return found and (found, today())
        now = time.monotonic()
        if self._file and now >= self._valid_until:
            self._valid_until = now + INTERVAL
            found = self._file.read()
            self._version = found and (found, today())
        return self._version

    def expire(self) -> None:
        """Ask again at the next request, since this process may have written."""
        self._valid_until = 0
        if self.server:
            self.server.expire()

    def close(self) -> None:
        """Close the connection."""
        if self.server:
            self.server.close()
        if self._file:
            self._file.close()


class FileReader:
    """Reads the version from an SQLite file, which another one may replace."""

    def __init__(self, engine: Engine) -> None:
        self._file = Path(engine.url.database or "")
        self._opening = database_file.opening_of(engine)
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
                database_file.opened(self._file, self._opening),
                uri=True,
                timeout=0,
                isolation_level=None,
                check_same_thread=False,
            )
            self._identity = identity
        row = self._connection.execute(str(CURRENT)).fetchone()
        self._found = (identity, row)
        return self._found


class ServerVersion:
    """The version of the data on a database server, which may be slow, or gone for a while.

    It is asked in a thread. Requests wait for that, so that they see what was saved on any host,
    unless the server is lost: then they get what is in memory, for a while.
    """

    def __init__(self, engine: Engine) -> None:
        self._reader = ServerReader(engine)
        self._thread = ThreadPoolExecutor(1, "version")
        self._found: Hashable = None
        self._found_at = self._valid_until = 0.0
        self._asking: asyncio.Task[None] | None = None
        self._is_lost = False
        # How often this process may have written, and how often before the server was asked.
        self._writes = self._writes_asked_of = 0

    @property
    def is_due(self) -> bool:
        """Whether the version has to be asked again."""
        return time.monotonic() >= self._valid_until

    def known(self) -> Hashable:
        """Return the version as it was told last, or None if that was too long ago."""
        return self._found if time.monotonic() < self._found_at + OUTLASTS else None

    async def refresh(self) -> None:
        """Ask for the version, all requests together, and wait for it unless the server is lost."""
        while True:
            if self._asking is None:
                self._asking = asyncio.create_task(self._ask())
            if self._is_lost:
                return
            done, _ = await asyncio.wait([self._asking], timeout=PATIENCE)
            self._is_lost = self._is_lost or not done
            if self._is_lost or self._writes_asked_of == self._writes:
                return

    def expire(self) -> None:
        """Ask again at the next request; what is being asked now may be older."""
        self._valid_until = 0
        self._writes += 1

    def close(self) -> None:
        """Close the connection once it is free."""
        self._thread.submit(self._reader.close)
        self._thread.shutdown(wait=False)

    async def _ask(self) -> None:
        begun, self._writes_asked_of = time.monotonic(), self._writes
        try:
            loop = asyncio.get_running_loop()
            found = await loop.run_in_executor(self._thread, self._reader.read)
        finally:
            self._asking = None
        self._is_lost = found is None
        if found is None:
            self._valid_until = time.monotonic() + PAUSE
            return
        self._found, self._found_at = found, begun
        is_newest = self._writes_asked_of == self._writes
        self._valid_until = begun + INTERVAL if is_newest else 0


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
