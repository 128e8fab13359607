"""Sites of different sizes, each in an instance folder that goes when the run ends."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from flask import Flask
from sqlalchemy import select

from app import create_app
from app.database import db
from app.models import Role, Work
from app.services import cache
from app.services.accounts import accounts, passwords, sessions
from app.services.catalog.listing import facet_values, refresh
from tests.bench import documents
from tests.bench.processes import CannotMeasureError, free_port, serving

if TYPE_CHECKING:
    from tests.support.postgresql import Server

FLASK = (sys.executable, "-m", "flask", "--app", "wsgi")
LOADED = (12, 300, 3_000)
LARGEST = 30_000
# With their co-authors, who become as many more, and what is searched.
COPIED = (
    "work",
    "publication",
    "authorship",
    "work_topic",
    "coauthor",
    "work_coauthor",
    "work_text",
)


@dataclass(frozen=True)
class Site:
    """A site in a folder; its database is a file there, or has a name on a server."""

    works: int
    folder: Path
    server: "Server | None" = None
    database: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """Our own environment without settings that would change what is measured."""
        foreign = ("VITAE_", "FLASK_", "DATABASE_URL")
        kept = {key: value for key, value in os.environ.items() if not key.startswith(foreign)}
        own = {"DATABASE_URL": self.server.url(self.database)} if self.server else {}
        return {**kept, **own, "VITAE_INSTANCE": str(self.folder)}

    @contextmanager
    def opened(self) -> Iterator[Flask]:
        """Open the site in this process, with an application context."""
        with patch.dict(os.environ, self.environment, clear=True):
            app = create_app()
        with app.app_context():
            yield app
            db.engine.dispose()

    @contextmanager
    def served(self) -> Iterator[str]:
        """Serve the site as its owner does, with its log in a file; give its address."""
        port = free_port()
        command = [*FLASK, "start", "--port", str(port)]
        with (
            self.folder.with_suffix(".log").open("ab") as log,
            serving(command, port, self.environment, log.fileno()),
        ):
            yield f"http://127.0.0.1:{port}"


def prepare(folder: Path) -> dict[int, Site]:
    """Make the sites below `folder`, by their number of works."""
    sites = {works: Site(works, folder / str(works)) for works in (*LOADED, LARGEST)}
    loads = [_start_load(sites[works]) for works in LOADED]
    try:
        for load in loads:
            if load.wait():
                raise CannotMeasureError("A profile document could not be loaded.")
    finally:
        for load in loads:
            load.kill()
    _multiply(sites[LOADED[-1]], sites[LARGEST])
    return sites


def signed_in(site: Site, people: int, role: Role = Role.EDITOR) -> list[str]:
    """Return the cookies of people who are signed in, with an account for each."""
    with patch.dict(os.environ, site.environment, clear=True):
        app = create_app()
    with app.app_context():
        hashed = passwords.hashed("eight hands on one biography")
        ids = [
            accounts.insert_account(f"hand{n}@site.example", hashed, role) for n in range(people)
        ]
        db.session.commit()
        cookies = [sessions.start(id_, "Firefox on Linux") for id_ in ids]
        db.engine.dispose()
    return cookies


def _start_load(site: Site) -> subprocess.Popen[bytes]:
    site.folder.mkdir()
    file = site.folder / "profile.json"
    documents.write(file, site.works)
    command = [*FLASK, "load", str(file), "--replace", "--yes"]
    return subprocess.Popen(  # noqa: S603 (our own command)
        command, env=site.environment, stdout=subprocess.DEVNULL
    )


def _multiply(source: Site, target: Site) -> None:
    """Fill `target` with copies of the works of `source`: loading them all takes minutes."""
    target.folder.mkdir()
    shutil.copy(source.folder / "site.sqlite", target.folder)
    with closing(sqlite3.connect(target.folder / "site.sqlite")) as connection, connection:
        last = {
            f"{table}_id": connection.execute(f"SELECT max(id) FROM {table}").fetchone()[0]  # noqa: S608 (our own names)
            for table in ("work", "publication", "coauthor")
        }
        for table in COPIED:
            _copy_rows(connection, table, last, target.works // source.works)
    with target.opened():
        refresh.refresh_works(db.session.scalars(select(Work.id)), (facet_values,))
        cache.commit()


def _copy_rows(
    connection: sqlite3.Connection, table: str, last: dict[str, int], times: int
) -> None:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    values = [_copied(f"{table}_id" if c == "id" else c, c, last) for c in columns]
    if table == "work_text":
        columns.append("rowid")
        values.append(_copied("work_id", "work_text.rowid", last))
    if table == "coauthor":
        # Only one of them is a person of the site.
        values[columns.index("person_id")] = "NULL"
    connection.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {table},"  # noqa: S608 (our own names)
        f" (WITH RECURSIVE n(copy) AS (SELECT 1 UNION ALL SELECT copy + 1 FROM n"
        f" WHERE copy < {times - 1}) SELECT copy FROM n)"
    )


def _copied(key: str, column: str, last: dict[str, int]) -> str:
    if key in last:
        return f"{column} + copy * {last[key]}"
    return "slug || '-' || copy" if column == "slug" else column
