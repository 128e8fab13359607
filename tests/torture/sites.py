"""Sites for the trials: thirty works, eight editors, and a topic for each of them."""

import secrets
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from app.models import Role
from app.services.consistency import check
from tests.bench import documents
from tests.bench.processes import CannotMeasureError
from tests.bench.sites import Site, signed_in
from tests.support import postgresql
from tests.support.postgresql import Server
from tests.torture.commands import Command, forked

EDITORS, LARGE, PATIENCE = 8, 3_000, 300


def make_site(folder: Path, works: int = 30, server: Server | None = None) -> Site:
    """Make a site with accounts; others are copies of it."""
    site = Site(works, folder, server, database=f"site_{works}")
    folder.mkdir(parents=True)
    if server:
        server.create_database(site.database)
    documents.write(folder / "profile.json", works)
    arguments = ["load", str(folder / "profile.json"), "--replace", "--yes"]
    loading = forked(Command(arguments, site, folder.with_suffix(".log")))
    if not loading.has_ended(PATIENCE) or count(site, "work") != works:
        raise CannotMeasureError(f"The site could not be loaded: see {folder.with_suffix('.log')}")
    (folder / "cookies").write_text("\n".join(signed_in(site, EDITORS, Role.OWNER)))
    return site


def large(folder: Path) -> Site:
    """Return a site of thousands of works, made once for all trials, beside a trial's folder."""
    site = Site(LARGE, folder.with_name("large"))
    return site if site.folder.exists() else make_site(site.folder, LARGE)


def copied(site: Site, folder: Path) -> Site:
    """Return a copy of a site in another folder."""
    shutil.copytree(site.folder, folder, dirs_exist_ok=True)
    if not site.server:
        return Site(site.works, folder)
    name = f"copy_{secrets.token_hex(4)}"
    site.server.create_database(name, site.database)
    return Site(site.works, folder, site.server, name)


def cookies(site: Site) -> list[str]:
    """Return the cookies of the site's editors."""
    return (site.folder / "cookies").read_text().split()


def database(site: Site) -> Path:
    """Return the site's database."""
    return site.folder / "site.sqlite"


def query(site: Site, statement: str) -> list[tuple[Any, ...]]:
    """Return what a statement finds in the site's database."""
    if site.server:
        return postgresql.execute(site.server.url(site.database), statement)
    with closing(sqlite3.connect(database(site), timeout=30)) as connection:
        return connection.execute(statement).fetchall()


def count(site: Site, table: str) -> int:
    """Return the number of rows of a table."""
    return int(query(site, f"SELECT count(*) FROM {table}")[0][0])  # noqa: S608 (our own names)


def damage(site: Site) -> list[str]:
    """Return what SQLite finds wrong with the database, or what Vitae does on PostgreSQL."""
    if site.server:
        with site.opened():
            return [fault.message for fault in check.check_site()]
    found = [row for row in query(site, "PRAGMA integrity_check") if row != ("ok",)]
    return [f"the database is damaged: {row}" for row in [*found, *_broken(site)]]


def _broken(site: Site) -> list[tuple[Any, ...]]:
    return query(site, "PRAGMA foreign_key_check")
