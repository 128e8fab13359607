"""`make bench`: the site beside its budgets. No figure fails a run; what can't be measured does."""

import argparse
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPException
from pathlib import Path
from types import FrameType

from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Error as BrowserError
from sqlalchemy.exc import SQLAlchemyError

from tests.bench import (
    backups,
    bare,
    bulk,
    clicks,
    facets,
    first_visit,
    growth,
    importing,
    machine,
    paint,
    saves,
    searching,
    sites,
    statements,
    table,
)
from tests.bench.processes import CannotMeasureError
from tests.bench.serving import cached_page, memory, mixed_load, processor_time, restarts
from tests.bench.sites import Site
from tests.bench.table import Row
from tests.browser import install

FAILURES = (CannotMeasureError, BrowserError, HTTPException, OSError, SQLAlchemyError)
Measurement = tuple[str, Callable[[], list[Row]]]


def main() -> int:
    """Measure, print the table, and tell whether all of it could be measured."""
    options = _options()
    signal.signal(signal.SIGTERM, _leave)
    try:
        if options.imports:
            rows, complaints = _measure([("imports", importing.measure)])
        else:
            with _measurements(options.quick) as measurements:
                rows, complaints = _measure(measurements)
    except FAILURES as failure:
        rows, complaints = [], [_sentence("the sites", failure)]
    except KeyboardInterrupt:
        return 130
    if rows:
        print((table.markdown if options.markdown else table.text)(rows))
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    _tell_load()
    return 1 if complaints else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--markdown", action="store_true", help="print a Markdown table")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, rougher figures")
    parser.add_argument("--imports", action="store_true", help="measure imports alone")
    return parser.parse_args()


def _leave(_signal: int, _frame: FrameType | None) -> None:
    # An exception, so that servers are stopped and folders go.
    raise KeyboardInterrupt


@contextmanager
def _measurements(quick: bool) -> Iterator[list[Measurement]]:
    """Give the measurements in the order of the budgets while the sites are up."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="vitae-bench-")))
        _tell("making the sites")
        made = sites.prepare(folder)
        urls = {works: stack.enter_context(made[works].served()) for works in (300, 30_000)}
        bare_url = stack.enter_context(bare.served(folder))
        # Visitors have a whole one.
        playwright = stack.enter_context(sync_playwright())
        chromium = install.launch(playwright, install.WHOLE_FIRST)
        stack.callback(chromium.close)
        yield _planned(chromium, made, urls, bare_url, quick)


def _planned(
    chromium: Browser, made: dict[int, Site], urls: dict[int, str], bare_url: str, quick: bool
) -> list[Measurement]:
    few, many = urls.items()
    url = urls[300]
    paints, presses, requests = (3, 5, 50) if quick else (11, 15, 300)
    return [
        ("the machine", lambda: machine.speed("at the start")),
        ("the first visit", lambda: first_visit.cost(chromium, url)),
        ("the first paint", lambda: paint.compare(chromium, url, bare_url, paints)),
        ("the elements", lambda: first_visit.elements(chromium, [few, many])),
        ("see more", lambda: clicks.see_more(chromium, url, presses)),
        ("the topic filter", lambda: clicks.topic_filter(chromium, url, presses)),
        ("the database statements", lambda: statements.count(made[12], made[3_000])),
        ("eight saves at once", lambda: saves.together(made[12], 50 if quick else 500)),
        ("imports", importing.measure),
        ("backups", lambda: backups.measure(made[3_000])),
        ("changing many works", lambda: bulk.change(made[3_000])),
        ("the growth of the list", lambda: growth.compare(few, many, requests)),
        ("facets", lambda: facets.measure(made[30_000], 5 if quick else 31)),
        ("searches", lambda: searching.measure(made[30_000], 5 if quick else 31)),
        *_of_serving(made, quick),
    ]


def _of_serving(made: dict[int, Site], quick: bool) -> list[Measurement]:
    rounds, seconds, strangers, load = (3, 1, 300, 10) if quick else (5, 3, 3_000, 60)
    few, many = made[300], made[30_000]
    return [
        ("a page from memory", lambda: cached_page.beside_nginx(few, rounds, seconds)),
        ("processor time", lambda: processor_time.of_answers(few, 4 * rounds)),
        ("processor time, many works", lambda: processor_time.of_answers(many, 4 * rounds)),
        ("memory", lambda: memory.under_visits_of_strangers(many, strangers)),
        ("readers and writers", lambda: mixed_load.waits(few, load)),
        ("restarts", lambda: restarts.measure(few, rounds)),
        ("the machine", lambda: machine.speed("at the end")),
    ]


def _measure(measurements: list[Measurement]) -> tuple[list[Row], list[str]]:
    """Return the rows, and a sentence for each measurement that failed."""
    rows: list[Row] = []
    complaints: list[str] = []
    for name, measure in measurements:
        _tell(f"measuring {name}")
        try:
            rows += measure()
        except FAILURES as failure:
            complaints.append(_sentence(name, failure))
    return rows, complaints


def _sentence(name: str, failure: Exception) -> str:
    reason = str(failure).partition("\n")[0]
    return f"Could not measure {name}: {reason}"


def _tell_load() -> None:
    """Say so where the machine had more to do than this: times are then too high."""
    load, processors = os.getloadavg()[1], os.cpu_count() or 1
    if load > processors * 1.25:
        print(
            f"The machine was busy (load {load:.1f} on {processors} processors):"
            " counts hold, times are too high.",
            file=sys.stderr,
        )


def _tell(what: str) -> None:
    print(f"… {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
