"""`kill -9` while eight editors save: whatever was acknowledged is there afterwards."""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random

from tests.bench.sites import Site
from tests.torture import sites
from tests.torture.editor import NO_ANSWER, Editor
from tests.torture.report import Row
from tests.torture.server import served

LONGEST_LIFE, PATIENCE = 0.4, 60


def trial(template: Site, folder: Path, random: Random, *, short: bool) -> list[Row]:
    """Kill the server again and again."""
    site, kills = sites.copied(template, folder), 2 if short else 200
    restarts: list[float] = []
    with served(site) as server:
        editors = [Editor(server.host, c, n) for n, c in enumerate(sites.cookies(site))]
        faults: list[str] = []
        for number in range(kills):
            with saving(editors):
                time.sleep(random.uniform(0, LONGEST_LIFE))
                # Every other time only the main process.
                if number % 2:
                    faults += [] if server.kill_main() else ["workers outlived their main process"]
                else:
                    server.kill()
            faults += [f"kill {number + 1}: {fault}" for fault in lost(site, editors)]
            faults += sites.damage(site)
            restarts.append(server.start())
    saved = sum(editor.acknowledged for editor in editors)
    faults += [] if saved >= kills else ["hardly anything was saved"]
    return [
        Row(
            "`kill -9` under eight writers",
            f"{kills} kills, {kills // 2} of the main process alone; {saved:,} acknowledged saves",
            f"{len(faults)} lost or damaged; answers again after {max(restarts):.1f} s at most",
            faults,
        )
    ]


def lost(site: Site, editors: Sequence[Editor]) -> list[str]:
    """Return the acknowledged saves that the database does not have."""
    names = dict(sites.query(site, "SELECT id, name FROM topic"))
    saves = dict(sites.query(site, SAVES))
    found = []
    for editor in editors:
        # A save without an answer may have come through, or not.
        possible = [editor.name(n) for n in range(editor.acknowledged, editor.tried + 1)]
        if editor.acknowledged and names[editor.number + 1] not in possible:
            found.append(f"{names[editor.number + 1]} instead of {possible[0]}")
        if saves.get(editor.number + 1, 0) < editor.statuses.count(200):
            found.append(f"the history of editor {editor.number} has fewer saves")
    return found


SAVES = """SELECT record_id, count(*) FROM revision_item
    WHERE noun = 'topic' AND revision_id IN (SELECT id FROM revision WHERE action = 'save')
    GROUP BY record_id"""


@contextmanager
def saving(editors: Sequence[Editor]) -> Iterator[None]:
    """Let the editors save all the time while the block lasts, from the first save on."""
    over, before = threading.Event(), sum(editor.acknowledged for editor in editors)
    threads = [threading.Thread(target=_save, args=(editor, over)) for editor in editors]
    for thread in threads:
        thread.start()
    try:
        deadline = time.monotonic() + PATIENCE
        # On a busy machine, the first one may take as long as all that follow.
        while sum(e.acknowledged for e in editors) == before and time.monotonic() < deadline:
            time.sleep(0.05)
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


def _save(editor: Editor, over: threading.Event) -> None:
    while not over.is_set():
        if editor.save().status == NO_ANSWER:
            over.wait(0.05)
