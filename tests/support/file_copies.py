"""Copies of SQLite databases, kept in memory."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine


class FileCopies:
    """Copies files whose content was migrated and nothing else."""

    def __init__(self, migrated: Path) -> None:
        self._unused = migrated.read_bytes()

    def is_unused(self, engine: Engine) -> bool:
        """Return whether nothing was written since the database was migrated."""
        file = _file(engine)
        log = file.with_name(f"{file.name}-wal")
        has_log = log.exists() and log.stat().st_size > 0
        return not has_log and file.is_file() and file.read_bytes() == self._unused

    def copy_of(self, engine: Engine) -> sqlite3.Connection:
        """Return a copy in memory."""
        copy = sqlite3.connect(":memory:")
        with closing(sqlite3.connect(_file(engine))) as source:
            source.backup(copy)
        return copy

    def write(self, copy: sqlite3.Connection, engine: Engine) -> None:
        """Write a copy over a file."""
        with closing(sqlite3.connect(_file(engine))) as target:
            target.execute("PRAGMA synchronous = OFF").close()
            copy.backup(target)

    def forget(self, copy: sqlite3.Connection) -> None:
        """Free the memory of a copy."""
        copy.close()


def _file(engine: Engine) -> Path:
    return Path(engine.url.database or "")
