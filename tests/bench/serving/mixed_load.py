"""Sixteen readers and two writers at once."""

import threading
import time
from collections.abc import Callable
from itertools import cycle
from statistics import quantiles

from tests.bench import table
from tests.bench.processes import CannotMeasureError
from tests.bench.serving import visits
from tests.bench.sites import Site, signed_in
from tests.bench.table import Row
from tests.torture.editor import Editor

READERS, WRITERS = 16, 2
READ, SAVE = 300, 500  # milliseconds
PAGES = (
    "/",
    "/?topic=statistics",
    "/fragments/publications?sort=oldest",
    "/fragments/publications/more?page=2",
)


def waits(site: Site, seconds: float) -> list[Row]:
    """Read and save without a pause; tell what one in a hundred waited longer than."""
    with visits.served_copy(site) as (copy, server):
        cookies = signed_in(copy, WRITERS)
        writers = [Editor(server.host, cookie, number) for number, cookie in enumerate(cookies)]
        readers = [_reader(server.host) for _ in range(READERS)]
        read, saved = _repeat(readers, [writer.save for writer in writers], seconds)
    of = f"{READERS} readers and {WRITERS} writers, {seconds:.0f} s"
    return [
        _row(f"{of}: 99 of 100 reads", read, READ),
        _row(f"{of}: 99 of 100 saves, each with its form", saved, SAVE),
        table.count(
            "reads and saves that failed", sum(wait is None for wait in [*read, *saved]), 0
        ),
    ]


def _reader(host: str) -> Callable[[], object]:
    visitor, pages = Editor(host, ""), cycle(PAGES)
    return lambda: visitor.get(next(pages))


def _repeat(
    readers: list[Callable[[], object]], writers: list[Callable[[], object]], seconds: float
) -> tuple[list[float | None], list[float | None]]:
    end = time.monotonic() + seconds
    read: list[float | None] = []
    saved: list[float | None] = []

    def repeat(act: Callable[[], object], waits: list[float | None]) -> None:
        while (begun := time.monotonic()) < end:
            status = getattr(act(), "status", None)
            waits.append((time.monotonic() - begun) * 1000 if status == 200 else None)

    threads = [threading.Thread(target=repeat, args=(act, read)) for act in readers]
    threads += [threading.Thread(target=repeat, args=(act, saved)) for act in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return read, saved


def _row(what: str, waits: list[float | None], limit: float) -> Row:
    answered = [wait for wait in waits if wait is not None]
    if len(answered) < 2:
        raise CannotMeasureError(f"{what}: too few were answered.")
    return table.milliseconds(what, quantiles(answered, n=100)[98], limit)
