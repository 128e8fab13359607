"""SIGTERM while editors save and while an import runs: what was begun is finished."""

import socket
import time
from pathlib import Path
from random import Random

from tests.bench.sites import Site
from tests.torture import killed_imports, killed_saves, sites
from tests.torture.commands import forked
from tests.torture.editor import NO_ANSWER, Editor
from tests.torture.report import Row
from tests.torture.server import Server, import_processes, served
from tests.torture.slow_clients import BODY

LONGEST = 10


def trial(template: Site, folder: Path, random: Random, *, short: bool) -> list[Row]:
    """Stop the server again and again."""
    rounds = 1 if short else 10
    return [
        _during_saves(sites.copied(template, folder / "saves"), random, rounds),
        _during_imports(sites.copied(template, folder / "imports"), random, rounds),
    ]


def _during_saves(site: Site, random: Random, rounds: int) -> Row:
    took: list[float | None] = []
    with served(site) as server:
        editors = [Editor(server.host, c, n) for n, c in enumerate(sites.cookies(site))]
        for number in range(rounds):
            if number:
                server.start()
            took.append(_stop(server, editors, random.uniform(0.5, 1.5)))
    slowest = max(LONGEST + 1 if seconds is None else seconds for seconds in took)
    faults = killed_saves.lost(site, editors) + sites.damage(site)
    faults += [] if slowest <= LONGEST else [f"it took more than {LONGEST} s"]
    odd = {s for editor in editors for s in editor.statuses} - {200, 503, NO_ANSWER}
    saved = sum(editor.acknowledged for editor in editors)
    faults += [f"a save was answered {status}" for status in odd]
    faults += [] if saved else ["nothing was saved"]
    done = f"{rounds} times, one body half sent, {saved:,} saves"
    return Row("SIGTERM during saves", done, f"ended after {slowest:.1f} s at most", faults)


def _stop(server: Server, editors: list[Editor], seconds: float) -> float | None:
    with (
        killed_saves.saving(editors),
        socket.create_connection(("127.0.0.1", server.port)) as hanging,
    ):
        hanging.sendall(BODY)
        time.sleep(seconds)
        return server.terminate()


def _during_imports(site: Site, random: Random, rounds: int) -> Row:
    entries = killed_imports.ENTRIES
    faults: list[str] = []
    expected = works = sites.count(site, "work")
    with served(site, forked, **killed_imports.APART) as server:
        editor = Editor(server.host, sites.cookies(site)[0])
        for number in range(rounds):
            if number:
                server.start()
            where = killed_imports.begin(editor, random, number, entries)
            killed_imports.apply(editor, where)
            time.sleep(random.uniform(0, 0.5))
            if server.terminate() is None:
                faults.append("the server did not end")
            # The import is a process of its own, which finishes without the server.
            killed_imports.wait_until(lambda: not import_processes(site.folder))
            expected += entries
            found = sites.count(site, "work")
            faults += [] if found == expected else [f"{found} works instead of {expected}"]
    faults += sites.damage(site)
    done = f"{rounds} times, {expected - works:,} entries"
    return Row("SIGTERM during an import", done, "each import was finished", faults)
