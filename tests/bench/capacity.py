"""What one machine serves, by itself and as two hosts that share one PostgreSQL.

`.venv/bin/python -m tests.bench.capacity` prints the table of app/guide/capacity.md. All of it runs
on the machine that it measures: nginx in front, the database server, and whoever asks.
"""

import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench import documents, machine, table
from tests.bench.processes import CannotMeasureError
from tests.bench.serving import balancer
from tests.bench.serving.cached_page import Load, load
from tests.bench.sites import Site, signed_in
from tests.bench.table import Row
from tests.support import postgresql
from tests.support.postgresql import NoServerError
from tests.torture.commands import Command, executed
from tests.torture.editor import Editor
from tests.torture.server import Server, served

WORKS, EDITORS, ROUNDS, SECONDS, PATIENCE = 300, 4, 3, 4, 120
SAVES, VISIBLE = 20, 100  # milliseconds
# A query that the site doesn't know is answered like none, but never from memory.
UNKEPT = """
local asked = 0
request = function()
  asked = asked + 1
  return wrk.format("GET", "/?asked=" .. asked)
end
"""


@dataclass(frozen=True)
class Setup:
    """Hosts of one site, with so many processes each, and their editors' cookies."""

    name: str
    sites: Sequence[Site]
    processes: int
    cookies: Sequence[str]


def main() -> int:
    """Measure each setup, and print the table."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="vitae-bench-")))
        try:
            rows = [_load("start"), *machine.speed("at the start"), *_measured(stack, folder)]
            rows.append(_load("end"))
        except (CannotMeasureError, NoServerError, OSError) as failure:
            print(f"Could not measure: {failure}", file=sys.stderr)
            return 1
    print(table.markdown(rows))
    return 0


def _load(when: str) -> Row:
    cores = os.cpu_count() or 1
    return Row(f"this machine at the {when}: load, with {cores} cores", f"{os.getloadavg()[0]:.1f}")


def _measured(stack: ExitStack, folder: Path) -> Iterator[Row]:
    documents.write(folder / "profile.json", WORKS)
    alone = _loaded(Site(WORKS, folder / "alone"))
    cookies = signed_in(alone, EDITORS)
    yield from _rows(Setup("SQLite, one process", [alone], 1, cookies))
    yield from _rows(Setup("SQLite, two processes", [alone], 2, cookies))
    server = stack.enter_context(postgresql.running())
    server.create_database("capacity")
    one, other = (Site(WORKS, folder / name, server, "capacity") for name in ("one", "other"))
    other.folder.mkdir()
    cookies = signed_in(_loaded(one), EDITORS)
    yield from _rows(Setup("PostgreSQL, one host of two processes", [one], 2, cookies))
    both = Setup("PostgreSQL, two hosts of one process", [one, other], 1, cookies)
    yield from _rows(both)
    yield _until_visible(both)
    yield _while_one_is_killed(both)


def _loaded(site: Site) -> Site:
    site.folder.mkdir()
    log = site.folder.with_suffix(".log")
    command = ["load", str(site.folder.with_name("profile.json")), "--replace", "--yes"]
    if not executed(Command(command, site, log)).has_ended(PATIENCE):
        raise CannotMeasureError(f"The site could not be loaded: see {log}")
    return site


def _rows(setup: Setup) -> Iterator[Row]:
    with _in_front(setup) as (host, _):
        load(host, SECONDS)
        yield _speed(f"{setup.name}: pages from memory", lambda: load(host, SECONDS))
        yield _speed(f"{setup.name}: pages made anew", lambda: load(host, SECONDS, script=UNKEPT))
        yield Row(f"{setup.name}: saves, each with its form", _saves(host, setup.cookies))


def _speed(what: str, measure: Callable[[], Load]) -> Row:
    loads = [measure() for _ in range(ROUNDS)]
    speed, wait = median(one.speed for one in loads), median(one.wait for one in loads)
    return Row(what, f"{speed:,.0f} a second; 99 of 100 within {wait:,.0f} ms")


def _saves(host: str, cookies: Sequence[str]) -> str:
    editors = [Editor(host, cookie, number) for number, cookie in enumerate(cookies)]
    end = time.monotonic() + SECONDS * ROUNDS

    def save(editor: Editor) -> None:
        while time.monotonic() < end:
            editor.save()

    threads = [threading.Thread(target=save, args=(editor,)) for editor in editors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    saved = sum(editor.statuses.count(200) for editor in editors)
    failed = sum(len(editor.statuses) for editor in editors) - saved
    return f"{saved / SECONDS / ROUNDS:,.0f} a second by {len(editors)} editors; {failed} failed"


def _until_visible(setup: Setup) -> Row:
    with _in_front(setup) as (_, (here, there)):
        writer, reader = Editor(here.host, setup.cookies[0]), Editor(there.host, "")
        waits = []
        for _ in range(SAVES):
            saved = writer.save().status
            begun = time.monotonic()
            while writer.name(writer.acknowledged) not in reader.get("/").text:
                if saved != 200 or time.monotonic() > begun + PATIENCE:
                    raise CannotMeasureError("A save of one host can't be seen on the other.")
            waits.append((time.monotonic() - begun) * 1_000)
    what = f"{setup.name}: from a save to the page of the other that has it"
    return table.milliseconds(what, median(waits), VISIBLE)


def _while_one_is_killed(setup: Setup) -> Row:
    with _in_front(setup) as (host, servers):
        visitor = Editor(host, "")
        statuses: list[int] = []
        killing = threading.Timer(1, servers[0].kill)
        killing.start()
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            statuses.append(visitor.get(f"/?asked={len(statuses)}").status)
        killing.join()
    failed = sum(status != 200 for status in statuses)
    what = f"{setup.name}: requests that failed as one host was killed"
    return Row(what, f"{failed} of {len(statuses):,}", "0", failed > 0)


@contextmanager
def _in_front(setup: Setup) -> Iterator[tuple[str, list[Server]]]:
    """Serve a setup behind nginx; give its address and the servers."""
    settings = {"VITAE_WORKERS": str(setup.processes), "VITAE_PROXIES": "1"}
    with ExitStack() as stack:
        servers = [stack.enter_context(served(site, executed, **settings)) for site in setup.sites]
        yield stack.enter_context(balancer.in_front([one.host for one in servers])), servers


if __name__ == "__main__":
    sys.exit(main())
