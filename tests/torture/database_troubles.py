"""Trouble with the database or its disk: said in words, and over when its cause is."""

import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.bench.sites import Site
from tests.torture import commands, sites
from tests.torture.editor import Answer, Editor
from tests.torture.report import Row, skipped
from tests.torture.server import Server, served

Trouble = Callable[[Path], Callable[[], object]]
WORDS = ("read-only", "busy", "saving", "moved", "damaged", "newer version", "disk", "opened")
# The time in which all must work again, and in which a visitor sees what was saved.
PATIENCE = 6


@dataclass(frozen=True)
class Found:
    """What was answered in a trouble, and what was wrong with that."""

    answers: Sequence[int]
    faults: Sequence[str]


def trial(template: Site, folder: Path, random: Random, *, short: bool) -> list[Row]:
    """Cause each trouble on a running server, and end it."""
    site = sites.copied(template, folder / "file")
    rounds = 1 if short else 5
    rows = []
    with served(site, commands.executed_without_override) as server:
        editors = [Editor(server.host, c, n) for n, c in enumerate(sites.cookies(site))]
        for name, trouble in TROUBLES.items():
            if name == "read-only" and not _is_refused(site.folder):
                rows.append(skipped(f"database {name}", "this user may write everywhere"))
                continue
            found = [_suffer(server, site, editors[0], trouble) for _ in range(rounds)]
            rows.append(_row(f"database {name}", found))
    return [*rows, *_full_disk(template, folder / "disk", rounds)]


def _row(what: str, found: Sequence[Found]) -> Row:
    answers = [status for one in found for status in one.answers]
    refused = sum(status in {503, 507} for status in answers)
    faults = [fault for one in found for fault in one.faults]
    done = f"{len(found)} times, {len(answers)} requests"
    return Row(
        what, done, f"{refused} told why, {answers.count(500)} errors; then it works", faults
    )


def _suffer(server: Server, site: Site, editor: Editor, trouble: Trouble) -> Found:
    """Cause a trouble, read and save, end it, and read and save again."""
    traces = server.errors()
    fields = editor.opened(editor.address)
    end = trouble(sites.database(site))
    try:
        answers = _answers(server, editor, fields)
        faults = [fault for answer in answers for fault in _faults(answer)]
        faults += [] if {503, 507} & {a.status for a in answers} else ["nobody noticed"]
        # SQLite would make an empty one in its place.
        if trouble is moved and sites.database(site).exists():
            faults.append("a new database appeared")
    finally:
        end()
    faults += _is_over(server, editor)
    faults += [f"{server.errors() - traces} stack traces"] if server.errors() > traces else []
    return Found([answer.status for answer in answers], faults)


def _answers(server: Server, editor: Editor, fields: dict[str, str]) -> list[Answer]:
    """Return the answers to a save, to an editor's visits, and to a visitor's."""
    visitor = Editor(server.host, "")
    with ThreadPoolExecutor() as pool:
        # At the same time, since each may wait for the database as long as it is allowed to.
        asked = [
            pool.submit(editor.post, editor.address, {**fields, "name": "In trouble"}),
            pool.submit(editor.get, "/edit/history"),
            pool.submit(editor.get, "/"),
            pool.submit(visitor.get, f"/?visit={time.monotonic_ns()}"),
        ]
        return [one.result() for one in asked]


def _faults(answer: Answer) -> Sequence[str]:
    if answer.status in {503, 507}:
        is_said = any(word in answer.text for word in WORDS)
        return [] if is_said else [f"{answer.status} without words: {answer.text[:200]}"]
    # An answer from memory, or a save that nothing stood in the way of.
    return [] if answer.status == 200 else [f"answered {answer.status}"]


def _is_over(server: Server, editor: Editor) -> list[str]:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if editor.save().status == 200 and server.status("/") == 200:
            return []
        time.sleep(0.1)
    return [f"saving does not work afterwards: {editor.save().status}"]


def locked(database: Path) -> Callable[[], object]:
    """Hold the lock that no reader passes."""
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    return connection.close


def read_only(database: Path) -> Callable[[], object]:
    """Take the permission to write."""
    database.chmod(0o444)
    database.parent.chmod(0o555)

    def allow() -> None:
        database.parent.chmod(0o755)
        database.chmod(0o644)

    return allow


def moved(database: Path) -> Callable[[], object]:
    """Move it to another folder."""
    away = database.with_name("away.sqlite")
    database.rename(away)
    return lambda: away.rename(database)


def corrupt(database: Path) -> Callable[[], object]:
    """Write over all of it but the header's first bytes."""
    content = database.read_bytes()
    with database.open("r+b") as file:
        file.seek(16)
        file.write(b"\xa5" * (len(content) - 16))

    def mend() -> None:
        with database.open("r+b") as file:
            file.write(content)

    return mend


def newer(database: Path) -> Callable[[], object]:
    """Leave it as a later version of the program would."""
    (revision,) = _run(database, "SELECT version_num FROM alembic_version")[0]
    _run(database, "UPDATE alembic_version SET version_num = '9999'")
    return lambda: _run(database, f"UPDATE alembic_version SET version_num = '{revision}'")  # noqa: S608


TROUBLES: dict[str, Trouble] = {
    "locked": locked,
    "read-only": read_only,
    "moved away": moved,
    "corrupt": corrupt,
    "of a newer schema": newer,
}


def _run(database: Path, statement: str) -> list[tuple[str]]:
    with closing(sqlite3.connect(database)) as connection, connection:
        return connection.execute(statement).fetchall()


def replaced(template: Site, folder: Path, random: Random, *, short: bool) -> list[Row]:
    """Put another file in the database's place, as restoring by hand does."""
    site, rounds = sites.copied(template, folder), 4 if short else 20
    faults: list[str] = []
    with served(site) as server:
        editor = Editor(server.host, sites.cookies(site)[0])
        for _ in range(rounds):
            other = site.folder / "other.sqlite"
            shutil.copy(sites.database(site), other)
            _run(other, "UPDATE topic SET name = 'Restored' WHERE id = 1")
            other.rename(sites.database(site))
            faults += [] if "Restored" in editor.get("/edit/topics").text else ["not read"]
            saved = editor.save().status
            names = dict(sites.query(site, "SELECT id, name FROM topic"))
            is_there = names[1] == editor.name(editor.tried)
            faults += [] if saved == 200 and is_there else [f"the next save: {saved}"]
    done = f"{rounds} times, {editor.acknowledged} saves"
    return [Row("database replaced", done, "the next request reads and saves the new one", faults)]


def _is_refused(folder: Path) -> bool:
    """Return whether the server would be refused to write to a file that is read-only."""
    file = folder / "read-only"
    file.touch()
    file.chmod(0o444)
    command = [*commands.without_override(), "sh", "-c", f"echo > '{file}'"]
    return subprocess.run(command, capture_output=True, check=False).returncode != 0  # noqa: S603


def _full_disk(template: Site, folder: Path, rounds: int) -> Iterator[Row]:
    with _small_disk(folder) as is_mounted:
        if not is_mounted:
            yield skipped("disk full", "mounting a small tmpfs is not allowed here")
            return
        site = sites.copied(template, folder / "site")
        with served(site) as server:
            editor = Editor(server.host, sites.cookies(site)[0])
            yield _row("disk full", [_fill(server, site, editor) for _ in range(rounds)])


def _fill(server: Server, site: Site, editor: Editor) -> Found:
    traces, ballast = server.errors(), site.folder / "ballast"
    fields = editor.opened("/fragments/edit/biography")
    size = 1 << 16
    with ballast.open("wb", buffering=0) as file:
        while size:
            try:
                file.write(b"x" * size)
            except OSError:
                size //= 2
    long = {**fields, "biography": "Tides. " * 2_000}
    answers = [editor.post("/fragments/edit/biography", long), Editor(server.host, "").get("/")]
    faults = [fault for answer in answers for fault in _faults(answer)]
    faults += [] if answers[0].status == 507 else [f"a save was answered {answers[0].status}"]
    ballast.unlink()
    faults += _is_over(server, editor) + sites.damage(site)
    faults += [f"{server.errors() - traces} stack traces"] if server.errors() > traces else []
    return Found([answer.status for answer in answers], faults)


@contextmanager
def _small_disk(folder: Path) -> Iterator[bool]:
    folder.mkdir(parents=True)
    mount = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(folder)]
    try:
        is_mounted = not subprocess.run(mount, capture_output=True, check=False).returncode  # noqa: S603
    except OSError:
        is_mounted = False
    try:
        yield is_mounted
    finally:
        if is_mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)  # noqa: S603, S607
