"""`kill -9` while an import is written: all or nothing, and it is finished later."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

from tests.bench import words
from tests.bench.processes import CannotMeasureError
from tests.bench.sites import Site
from tests.torture import sites
from tests.torture.editor import Editor
from tests.torture.report import Row
from tests.torture.server import kill_imports, served

# Entries of an import in the short version, and in the long one.
FEW, MANY = 60, 300
PATIENCE = 120
NAMES = [*words.GIVEN, *words.FAMILY]


def trial(template: Site, folder: Path, random: Random, *, short: bool) -> list[Row]:
    """Kill the server and its imports at any moment, and start it again."""
    site, kills = sites.copied(template, folder), 1 if short else 30
    entries = FEW if short else MANY
    expected = before = sites.count(site, "work")
    faults: list[str] = []
    interrupted = 0
    # Otherwise small ones are imported within the request.
    with served(site, VITAE_IMPORT_AT_ONCE="0") as server:
        editor = Editor(server.host, sites.cookies(site)[0])
        for number in range(kills):
            where = begin(editor, random, number, entries)
            apply(editor, where)
            time.sleep(random.uniform(0.5, 2))
            interrupted += kill_imports(site.folder)
            server.kill()
            found = sites.count(site, "work")
            if found not in {expected, expected + entries}:
                faults.append(f"kill {number + 1}: {found - expected} of {entries} entries")
            faults += sites.damage(site)
            server.start()
            # Whoever looks at it has it go on.
            wait_until(partial(_is_finished, editor, where))
            expected += entries
            found = sites.count(site, "work")
            faults += [] if found == expected else [f"{found} works instead of {expected}"]
    faults += [] if interrupted or short else ["no import was interrupted"]
    return [
        Row(
            "`kill -9` during imports",
            f"{kills} kills, {interrupted} import processes ended, {expected - before:,} entries",
            "all or nothing each time, and finished afterwards",
            faults,
        )
    ]


def _is_finished(editor: Editor, where: str) -> bool:
    return "Imported" in editor.get(where).text


def begin(editor: Editor, random: Random, number: int, entries: int) -> str:
    """Start an import of new works; return its address once its preview is there."""
    fields = editor.opened("/edit/import")
    answer = editor.post("/edit/import", {**fields, "text": _entries(random, number, entries)})
    where = answer.headers.get("location", "")
    if answer.status != 303:
        raise CannotMeasureError(f"An import could not be begun: {answer.status}")
    wait_until(lambda: 'id="import-button"' in editor.get(where).text)
    return where


def apply(editor: Editor, where: str) -> None:
    """Press the button of a preview."""
    token = editor.opened(where)["token"]
    answer = editor.post(where, {"token": token, "do": "import"})
    if answer.status != 303:
        raise CannotMeasureError(f"An import could not be applied: {answer.status}")


def wait_until(is_over: Callable[[], bool]) -> None:
    """Wait for something that happens in another process."""
    end = time.monotonic() + PATIENCE
    while not is_over():
        if time.monotonic() > end:
            raise CannotMeasureError("An import was not finished.")
        time.sleep(0.2)


def _entries(random: Random, number: int, entries: int) -> str:
    return "\n".join(
        f"@article{{w{number}x{n}, title = {{{' '.join(random.sample(NAMES, 6))}}},"
        f" author = {{{random.choice(words.GIVEN)} {random.choice(words.FAMILY)}}},"
        f" journal = {{Tides}}, year = {random.randint(1980, 2025)},"
        f" doi = {{10.5555/{number}.{n}}}}}"
        for n in range(entries)
    )
