"""`kill -9` in the middle of a restore: the site is the old one or the new one, whole."""

import hashlib
import os
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.bench.processes import CannotMeasureError
from tests.bench.sites import Site
from tests.torture import sites
from tests.torture.commands import Command, Process, forked
from tests.torture.editor import Editor
from tests.torture.report import Row
from tests.torture.server import Server, served

PATIENCE, SHOWN_WITHIN = 60, 5
STATES = ("Low tide", "High tide")
# Tables that a restore does not take from the backup as they are.
OWN = {"account_session", "invitation", "site"}


def trial(template: Site, folder: Path, random: Random, *, short: bool) -> list[Row]:
    """Kill restores of a site in use, most of them as the database is written to."""
    site = sites.copied(template if short else sites.large(folder), folder / "site")
    restores, kills = Restores(site, folder), 3 if short else 40
    restores.prepare()
    with served(site) as server:
        length = restores.run_whole(server)
        for number in range(kills):
            # Before it writes, at the first write, or soon after it.
            latest = (length, 0, length / 5)[number % 3]
            restores.interrupt(random.uniform(0, latest), is_writing=number % 3 > 0)
            # The server goes on, or goes down with it as in a power failure.
            if number % 4 > 1:
                server.kill()
                server.start()
            restores.judge(server)
        killed = restores.outcomes[1:]
        restores.run_whole(server)
    old, new = killed.count("old"), killed.count("new")
    return [
        Row(
            "`kill -9` inside a restore",
            f"{kills} kills, {restores.half_written} with the database half written",
            f"{old} times the old site, {new} times the new one, {kills - old - new} mixtures",
            restores.faults,
        )
    ]


@dataclass
class Restores:
    """A site with backups of two states, which are restored in turn, and what came of it."""

    site: Site
    folder: Path
    names: dict[str, str] = field(default_factory=dict)
    outcomes: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    half_written: int = 0
    former: str = ""

    def prepare(self) -> None:
        """Make backups of two states that differ in every work."""
        for name in STATES:
            _change(self.site, name)
            self.names[state(self.site)] = name
            if not self._start("backup", str(self._backup(name))).has_ended(PATIENCE):
                raise CannotMeasureError(f"A backup was not made: see {self.folder}")

    def run_whole(self, server: Server) -> float:
        """Restore the other state; return the seconds from the first change on."""
        process = self._begin()
        begun = time.monotonic()
        process.has_ended(PATIENCE)
        took = time.monotonic() - begun
        self.judge(server)
        self.faults += [] if self.outcomes[-1] == "new" else ["a restore was not finished"]
        return took

    def interrupt(self, seconds: float, *, is_writing: bool) -> None:
        """Kill the restore of the other state so late, or so long after its first write."""
        process, before = self._begin(), _stamps(self.site)
        if is_writing:
            _wait(lambda: _stamps(self.site) != before, process)
        time.sleep(seconds)
        has_written = process.is_running() and _stamps(self.site) != before
        with suppress(ProcessLookupError):
            os.kill(process.pid or 0, signal.SIGKILL)
        process.has_ended(PATIENCE)
        self.half_written += has_written

    def judge(self, server: Server) -> None:
        """Note which state the site has, after visitors saw it."""
        visitor = Editor(server.host, "")
        visitor.get("/")
        found = self.names.get(state(self.site))
        self.faults += sites.damage(self.site)
        self.outcomes.append("mixed" if not found else "old" if found == self.former else "new")
        if not found:
            self.faults.append("a mixture of both states")
        elif not _shows(visitor, found):
            self.faults.append(f"visitors do not see the state “{found}”")

    def _begin(self) -> Process:
        """Begin to restore the other state; return the process once nobody else can write."""
        for old in self._kept_aside():
            old.unlink()
        self.former = self.names.get(state(self.site), "")
        name = next(name for name in STATES if name != self.former)
        process = self._start("restore", str(self._backup(name)), "--yes")
        _wait(lambda: bool(self._kept_aside()), process)
        return process

    def _start(self, *arguments: str) -> Process:
        return forked(Command(arguments, self.site, self.folder / "restores.log"))

    def _backup(self, name: str) -> Path:
        return self.folder / f"{name}.zip"

    def _kept_aside(self) -> list[Path]:
        return list((self.site.folder / "backups").glob("*before-restore*.zip"))


def state(site: Site) -> str:
    """Return what tells the content of a site's database from any other."""
    digest = hashlib.sha256()
    with closing(sqlite3.connect(sites.database(site), timeout=30)) as connection:
        for (table,) in connection.execute(TABLES).fetchall():
            if table not in OWN:
                # Tables of the full-text index have no rowid to sort by.
                rows = connection.execute(f"SELECT * FROM {table}")  # noqa: S608
                digest.update("".join(sorted(map(repr, rows))).encode())
    return digest.hexdigest()


TABLES = """SELECT name FROM sqlite_master
    WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%'
    ORDER BY name"""


def _change(site: Site, name: str) -> None:
    with closing(sqlite3.connect(sites.database(site))) as connection, connection:
        connection.execute("UPDATE topic SET name = ? || ' ' || id", (name,))
        connection.execute("UPDATE publication SET note = ?", (name * 20,))


def _stamps(site: Site) -> list[int]:
    """Return the times of the last writes to the database, whatever its journal is."""
    database = sites.database(site)
    files = (database, database.with_name(f"{database.name}-wal"))
    return [file.stat().st_mtime_ns for file in files if file.exists()]


def _wait(is_so: Callable[[], bool], process: Process) -> None:
    deadline = time.monotonic() + PATIENCE
    while process.is_running() and not is_so():
        if time.monotonic() > deadline:
            raise CannotMeasureError("A restore did not begin.")
        time.sleep(0.0005)


def _shows(visitor: Editor, name: str) -> bool:
    deadline = time.monotonic() + SHOWN_WITHIN
    while name not in visitor.get("/").text:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
