"""`kill -9` in each phase of an import: all or nothing, and it is finished later."""

import os
import signal
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from tests.bench import words
from tests.bench.processes import CannotMeasureError
from tests.bench.sites import Site
from tests.torture import sites
from tests.torture.commands import forked
from tests.torture.editor import Answer, Editor
from tests.torture.report import Row
from tests.torture.server import Server, import_processes, served

# Entries of an import: enough that each phase can be met.
ENTRIES = 100
PATIENCE = 120
NAMES = [*words.GIVEN, *words.FAMILY]
# Seconds after which a kill comes at the latest, once an import is in a phase.
PHASES = {"writing": 0.2, "reading": 0.3, "preparing": 0.05}
PREVIEW = 'id="import-button"'
# Small imports are processed within the request, large ones in a process of their own.
WITHIN, APART = dict[str, str](), {"VITAE_IMPORT_AT_ONCE": "0"}


def trial(template: Site, folder: Path, random: Random, *, short: bool) -> list[Row]:
    """Kill the server and its imports in each phase, and start it again."""
    site = sites.copied(template, folder)
    imports = Imports(site, random, sites.count(site, "work"))
    kills = range(1 if short else 30)
    for settings, numbers in ((WITHIN, kills[::2]), (APART, kills[1::2])):
        if numbers:
            with served(site, forked, **settings) as server:
                imports.kill_each(server, numbers)
    hits = imports.hits
    missed = [f"no kill came while {phase}" for phase in PHASES if not hits[phase]]
    return [
        Row(
            "`kill -9` during imports",
            f"{len(kills)} kills, {hits['reading']} while reading, {hits['preparing']} while"
            f" preparing, {hits['writing']} while writing; {len(kills) * ENTRIES:,} entries",
            "all or nothing each time, and finished afterwards",
            imports.faults + ([] if short else missed),
        )
    ]


@dataclass
class Imports:
    """The imports of a site, and what came of killing them."""

    site: Site
    random: Random
    works: int
    hits: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def kill_each(self, server: Server, numbers: Iterable[int]) -> None:
        """Begin imports, kill each in the phase whose turn it is, and have them finished."""
        editor = Editor(server.host, sites.cookies(self.site)[0])
        for turn, number in enumerate(numbers):
            intended = list(PHASES)[turn % len(PHASES)]
            self._kill(server, self._act(editor, number, intended), intended)
            self._judge(f"kill {number + 1}", {self.works, self.works + ENTRIES})
            server.start()
            self._finish(editor, intended)
            self.works += ENTRIES
            self._judge(f"after kill {number + 1}", {self.works})

    def _act(self, editor: Editor, number: int, intended: str) -> Callable[[], object]:
        """Return what begins the phase."""
        if intended == "reading":
            return partial(_submit, editor, self.random, number, ENTRIES)
        where = begin(editor, self.random, number, ENTRIES)
        return partial(_press, editor, where)

    def _kill(self, server: Server, act: Callable[[], object], intended: str) -> None:
        acting = threading.Thread(target=act)
        acting.start()
        # A phase may be over between two looks.
        over = "ready" if intended == "reading" else "applied"
        wait_until(lambda: phase(self.site) in {intended, over}, pause=0.005)
        # Looked for beforehand: that takes as long as a phase.
        processes = import_processes(self.site.folder)
        time.sleep(self.random.uniform(0, PHASES[intended]))
        server.kill()
        for process in processes:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        acting.join()
        # Nobody holds the lock any more by which writing is told from preparing.
        left = {"writing": "preparing"}.get(intended, intended)
        self.hits[intended] += phase(self.site) == left

    def _finish(self, editor: Editor, killed: str) -> None:
        """Look at the import until it is finished, as it goes on for whoever looks at it."""
        ((number,),) = sites.query(self.site, "SELECT max(id) FROM import_batch")
        where = f"/edit/import/{number}"
        if killed == "reading":
            wait_until(lambda: PREVIEW in editor.get(where).text)
            apply(editor, where)
        wait_until(lambda: "Imported" in editor.get(where).text)

    def _judge(self, when: str, expected: set[int]) -> None:
        found = sites.count(self.site, "work")
        self.faults += [] if found in expected else [f"{when}: {found} works, not {expected}"]
        self.faults += sites.damage(self.site)


def phase(site: Site) -> str:
    """Return the phase of the newest import, its state if it is over, "" if neither is known."""
    if site.server:
        return _phase(next(iter(sites.query(site, NEWEST)), NONE), lambda: _is_server_locked(site))
    with closing(sqlite3.connect(sites.database(site), timeout=0)) as connection:
        try:
            newest = connection.execute(NEWEST).fetchone() or NONE
        except sqlite3.OperationalError:
            return ""
        return _phase(newest, lambda: _is_locked(connection))


def _phase(newest: tuple[Any, ...], is_locked: Callable[[], bool]) -> str:
    state, worker, is_prepared = newest
    if state != "applying":
        return str(state) if worker or state != "reading" else ""
    if not worker:
        return ""
    return "writing" if is_prepared and is_locked() else "preparing"


def _is_server_locked(site: Site) -> bool:
    return sites.query(site, "SELECT pg_try_advisory_xact_lock(1)") == [(False,)]


def _is_locked(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return True
    return False


NONE = ("", "", 0)
NEWEST = """SELECT state, worker, total > 0 AND done = total
    FROM import_batch ORDER BY id DESC LIMIT 1"""


def begin(editor: Editor, random: Random, number: int, entries: int) -> str:
    """Start an import of new works; return its address once its preview is there."""
    answer = _submit(editor, random, number, entries)
    where = answer.headers.get("location", "")
    if answer.status != 303:
        raise CannotMeasureError(f"An import could not be begun: {answer.status}")
    wait_until(lambda: PREVIEW in editor.get(where).text)
    return where


def _submit(editor: Editor, random: Random, number: int, entries: int) -> Answer:
    fields = editor.opened("/edit/import")
    return editor.post("/edit/import", {**fields, "text": _entries(random, number, entries)})


def apply(editor: Editor, where: str) -> None:
    """Press the button of a preview."""
    answer = _press(editor, where)
    if answer.status != 303:
        raise CannotMeasureError(f"An import could not be applied: {answer.status}")


def _press(editor: Editor, where: str) -> Answer:
    return editor.post(where, {"token": editor.opened(where)["token"], "do": "import"})


def wait_until(is_over: Callable[[], bool], pause: float = 0.1) -> None:
    """Wait for something that happens in another process."""
    end = time.monotonic() + PATIENCE
    while not is_over():
        if time.monotonic() > end:
            raise CannotMeasureError("An import was not finished.")
        time.sleep(pause)


def _entries(random: Random, number: int, entries: int) -> str:
    return "\n".join(
        f"@article{{w{number}x{n}, title = {{{' '.join(random.sample(NAMES, 6))}}},"
        f" author = {{{random.choice(words.GIVEN)} {random.choice(words.FAMILY)}}},"
        f" journal = {{Tides}}, year = {random.randint(1980, 2025)},"
        f" doi = {{10.5555/{number}.{n}}}}}"
        for n in range(entries)
    )
