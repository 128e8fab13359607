"""A site's files as a backup has them: the rows of its database, and changes behind its back."""

import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

Rows = dict[str, list[tuple[Any, ...]]]
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name != 'site' ORDER BY name"


def all_rows(file: Path) -> Rows:
    """Return every row of every table but `site`, which counts changes."""
    with closing(sqlite3.connect(file)) as connection:
        names = [name for (name,) in connection.execute(TABLES)]
        return {name: _rows(connection, name) for name in names}


def run(file: Path, *statements: str) -> None:
    """Run statements without any of the site's checks, foreign keys included."""
    with closing(sqlite3.connect(file)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def unpacked(archive: Path, folder: Path) -> Path:
    """Extract a backup to a new folder; return its database."""
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    return folder / "site.sqlite"


def repacked(archive: Path, target: Path, change: Callable[[Path], object]) -> Path:
    """Return a copy of a backup with another database in it."""
    folder = target.with_suffix("")
    database = unpacked(archive, folder)
    change(database)
    with zipfile.ZipFile(archive) as packed, zipfile.ZipFile(target, "w") as new:
        new.comment = packed.comment
        for file in sorted(folder.iterdir()):
            new.write(file, file.name)
    return target


def _rows(connection: sqlite3.Connection, table: str) -> list[tuple[Any, ...]]:
    return sorted(connection.execute(f'SELECT * FROM "{table}"'), key=repr)  # noqa: S608
