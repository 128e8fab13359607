"""Replace the content of an SQLite database in use, in one transaction."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from app.database import database_file
from app.database.copying import connect, quoted_names

# The page cache in KiB: once it is full, readers have to wait.
CACHE = 128 * 1024
DEFINITIONS = (
    "SELECT sql FROM staged.sqlite_master"
    " WHERE sql NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND (type = 'table') = ?"
    " AND name NOT IN"
    " (SELECT name FROM pragma_table_list WHERE schema = 'staged' AND type = 'shadow')"
)
# The parts of a virtual table go with it.
DROPS = (("view", "VIEW"), ("virtual", "TABLE"), ("table", "TABLE"))
Step = Callable[[sqlite3.Connection], None]


def replace_content(live_file: Path, staged_file: Path, before: Step, after: Step) -> None:
    """Replace all tables of a database in use by those of another, in one transaction.

    Others see all of it or nothing, whatever happens meanwhile; files are not swapped, since open
    connections would write to the former one, or add its journal to the new one. `before` runs
    when nobody else can write any more, `after` before the transaction ends.
    """
    with closing(connect(live_file)) as live:
        live.execute(f"PRAGMA cache_size = {-CACHE}").close()
        live.execute("PRAGMA synchronous = EXTRA").close()
        live.execute("ATTACH ? AS staged", (database_file.address(staged_file, "ro"),))
        live.execute("BEGIN IMMEDIATE")
        before(live)
        _replace_tables(live)
        after(live)
        live.execute("COMMIT")


def _replace_tables(live: sqlite3.Connection) -> None:
    for kind, statement in DROPS:
        for name in quoted_names(live, kind=kind):
            live.execute(f"DROP {statement} {name}")
    for (definition,) in live.execute(DEFINITIONS, (True,)).fetchall():
        live.execute(definition)
    for kind in ("table", "shadow"):
        for name in quoted_names(live, "staged", kind):
            # A new virtual table has rows in its shadow tables already.
            live.execute(f"DELETE FROM main.{name}")  # noqa: S608
            live.execute(f"INSERT INTO main.{name} SELECT * FROM staged.{name}")  # noqa: S608
    live.execute("DELETE FROM main.sqlite_sequence")
    live.execute("INSERT INTO main.sqlite_sequence SELECT * FROM staged.sqlite_sequence")
    for (definition,) in live.execute(DEFINITIONS, (False,)).fetchall():
        live.execute(definition)
