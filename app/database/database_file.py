"""The file of an SQLite database: it may be missing, moved away or replaced."""

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import InvalidatePoolError


def address(file: Path, mode: str = "rw") -> str:
    """Return the URI that opens a database file, by default one that must exist."""
    return f"{file.absolute().as_uri()}?mode={mode}"


def identity(file: Path) -> tuple[int, int]:
    """Return what tells a file from another one of its name. Raises OSError if there is none."""
    found = file.stat()
    return found.st_dev, found.st_ino


def create_file(engine: Engine) -> None:
    """Create an empty database file if there is none; connecting creates no file."""
    if file := _file(engine.url.database):
        # If this fails, connecting says why.
        with suppress(OSError):
            file.touch()


def has_file(engine: Engine) -> bool:
    """Return whether the database's file exists; one in memory always does."""
    file = _file(engine.url.database)
    return file is None or file.exists()


def watch_file(engine: Engine) -> None:
    """Open only an existing file, and open it anew when it was replaced or can be written again."""
    event.listen(engine, "do_connect", _open_existing)
    event.listen(engine, "connect", _note_file)
    event.listen(engine, "checkout", _require_same_file)


def _open_existing(
    _dialect: Any, _record: Any, arguments: list[Any], options: dict[str, Any]
) -> None:
    if file := _file(arguments[0]):
        arguments[0] = address(file)
        options["uri"] = True


def _file(database: str | None) -> Path | None:
    """Return the file of a database, None for one in memory or with a URI of its own."""
    is_file = database and database != ":memory:" and not database.startswith("file:")
    return Path(database or "") if is_file else None


def _note_file(connection: sqlite3.Connection, record: Any) -> None:
    file = Path(connection.execute("PRAGMA database_list").fetchone()[2])
    record.info["file"] = file, _identity(file)


def _require_same_file(_connection: Any, record: Any, _proxy: Any) -> None:
    file, known = record.info["file"]
    if _identity(file) != known:
        raise InvalidatePoolError


def _identity(file: Path) -> tuple[int, int, bool] | None:
    # SQLite opens a file for reading only if it may not write, and goes on so when it may.
    try:
        return *identity(file), os.access(file, os.W_OK)
    except OSError:
        return None
