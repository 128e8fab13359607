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


def grow(file: Path, megabytes: int) -> None:
    """Add images and topics to a database, half of its new size each."""
    images, topics = megabytes * 5, megabytes * 2_500
    count = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {})"
    run(
        file,
        f"{count.format(images)} INSERT INTO image SELECT lower(hex(randomblob(32))), 'image/jpeg',"  # noqa: S608
        " randomblob(100000) FROM n",
        f"{count.format(topics)} INSERT INTO topic (slug, name, position) SELECT"  # noqa: S608
        " hex(randomblob(45)), i || ' ' || hex(randomblob(12)), i FROM n",
    )


def differing_rows(one: Path, other: Path) -> int:
    """Return how many rows are in one database only; `site` counts changes, so it is left out."""
    with closing(sqlite3.connect(one)) as connection:
        connection.execute("ATTACH ? AS other", (str(other),))
        names = [name for (name,) in connection.execute(TABLES)]
        pairs = [(f'main."{n}"', f'other."{n}"') for n in names]
        queries = [q for a, b in pairs for q in (_without(a, b), _without(b, a))]
        return sum(connection.execute(query).fetchone()[0] for query in queries)


def _without(table: str, other: str) -> str:
    return f"SELECT count(*) FROM (SELECT * FROM {table} EXCEPT SELECT * FROM {other})"  # noqa: S608
