"""The file of an SQLite database: it may be missing, moved away, replaced or read-only."""

import os
import sqlite3
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from sqlalchemy import URL, Engine, event
from sqlalchemy.exc import InvalidatePoolError

# What an engine's options say of how its file is opened, if it is only read.
OPENING = "opening"
WRITABLE, READ_ONLY, UNCHANGING = "mode=rw", "mode=ro", "mode=ro&immutable=1"
# For the owner of the file only, and so what SQLite puts beside it: it has the hashes of passwords.
PRIVATE = 0o600
# Of the query of an address, what is for SQLite.
OF_SQLITE = {"uri", "mode", "immutable"}


def address(file: Path, mode: str = "rw") -> str:
    """Return the URI that opens a database file, by default one that must exist."""
    return opened(file, f"mode={mode}")


def opened(file: Path, opening: str) -> str:
    """Return the URI that opens a database file so (https://www.sqlite.org/uri.html)."""
    return f"{file.absolute().as_uri()}?{opening}"


def read_only_address(url: URL) -> tuple[URL, str]:
    """Return the address of a database that is only read, with its path alone, and its opening.

    The opening is "" for any other database, and its address remains as it is.
    """
    database = urlsplit(url.database or "")
    is_uri = database.scheme == "file"
    query = {**url.query, **(dict(parse_qsl(database.query)) if is_uri else {})}
    is_unchanging = query.get("immutable") in {"1", "true", "yes", "on"}
    if url.get_backend_name() != "sqlite" or not (is_unchanging or query.get("mode") == "ro"):
        return url, ""
    path = unquote(database.path) if is_uri else url.database
    rest = {key: value for key, value in query.items() if key not in OF_SQLITE}
    return url.set(database=path, query=rest), UNCHANGING if is_unchanging else READ_ONLY


def opening_of(engine: Engine) -> str:
    """Return how an engine opens its file."""
    opening: str = engine.get_execution_options().get(OPENING, WRITABLE)
    return opening


def is_writable(engine: Engine) -> bool:
    """Return whether this user may write a database, as far as the system knows of its file."""
    file = _file(engine.url.database) if engine.dialect.name == "sqlite" else None
    if file is None or not file.exists():
        return True
    # SQLite creates its journal in the same folder.
    return all(os.access(path, os.W_OK) for path in (file, file.parent))


def identity(file: Path) -> tuple[int, int]:
    """Return what tells a file from another one of its name. Raises OSError if there is none."""
    found = file.stat()
    return found.st_dev, found.st_ino


def create_file(engine: Engine) -> None:
    """Create an empty database file if there is none; connecting creates no file."""
    if file := _file(engine.url.database):
        # If this fails, connecting says why.
        with suppress(OSError):
            file.touch(mode=PRIVATE)


def has_file(engine: Engine) -> bool:
    """Return whether the database's file exists; one in memory always does."""
    file = _file(engine.url.database)
    return file is None or file.exists()


def watch_file(engine: Engine) -> None:
    """Open only an existing file, and open it anew when it was replaced or can be written again."""
    event.listen(engine, "do_connect", partial(_open_existing, opening_of(engine)))
    event.listen(engine, "connect", _note_file)
    event.listen(engine, "checkout", _require_same_file)


def _open_existing(
    opening: str, _dialect: Any, _record: Any, arguments: list[Any], options: dict[str, Any]
) -> None:
    if file := _file(arguments[0]):
        arguments[0] = opened(file, opening)
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
