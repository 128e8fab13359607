"""The memory of all processes: at first, with a full cache, and after more visits of strangers."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from http.client import HTTPConnection

from tests.bench.serving import visits
from tests.bench.serving.usage import Usage
from tests.bench.sites import Site
from tests.bench.table import Row

EMPTY, FULL, GROWTH = 180, 250, 10  # megabytes
# Connections are given to both processes by chance.
PER_CONNECTION = 50


def under_visits_of_strangers(site: Site, most: int) -> list[Row]:
    """Ask for so many works' pages, and for words that nobody looked for; then for as many more."""
    with visits.served_copy(site) as (copy, server):
        slugs = _slugs(copy)
        usage = Usage(copy)
        empty = usage.memory()
        _ask(server.host, slugs[:most])
        full = usage.memory()
        _ask(server.host, slugs[most : 2 * most])
        growth = usage.memory() - full
    return [
        _megabytes("memory of two workers and their parent", empty, EMPTY),
        _megabytes(f"memory after the pages of {most:,} works, and searches", full, FULL),
        _megabytes("growth after as many more", growth, GROWTH),
    ]


def _slugs(site: Site) -> list[str]:
    with closing(sqlite3.connect(site.folder / "site.sqlite")) as connection:
        return [slug for (slug,) in connection.execute("SELECT slug FROM work ORDER BY id")]


def _ask(host: str, slugs: Sequence[str]) -> None:
    for first in range(0, len(slugs), PER_CONNECTION):
        connection = HTTPConnection(host, timeout=30)
        for slug in slugs[first : first + PER_CONNECTION]:
            visits.get(connection, f"/publications/{slug}")
        # It is not kept in memory.
        visits.get(connection, f"/?q={slug.replace('-', '+')}")
        connection.close()


def _megabytes(what: str, value: float, limit: float) -> Row:
    return Row(what, f"{value:.0f} MB", f"≤ {limit:.0f} MB", value > limit)
