"""The memory of all processes: at first, with a full cache, and after more queries of strangers."""

from http.client import HTTPConnection

from tests.bench.serving import visits
from tests.bench.serving.usage import Usage
from tests.bench.sites import Site
from tests.bench.table import Row

EMPTY, FULL, GROWTH = 180, 250, 10  # megabytes
# Connections are given to both processes by chance.
PER_CONNECTION = 50


def under_random_queries(site: Site, requests: int) -> list[Row]:
    """Ask for so many pages that nobody asked for before, and for as many again."""
    with visits.served_copy(site) as (copy, server):
        usage = Usage(copy)
        empty = usage.memory()
        _ask(server.host, range(requests))
        full = usage.memory()
        _ask(server.host, range(requests, 2 * requests))
        growth = usage.memory() - full
    return [
        _megabytes("memory of two workers and their parent", empty, EMPTY),
        _megabytes(f"memory after {requests:,} random queries", full, FULL),
        _megabytes(f"growth after {requests:,} more", growth, GROWTH),
    ]


def _ask(host: str, numbers: range) -> None:
    for first in numbers[::PER_CONNECTION]:
        connection = HTTPConnection(host, timeout=30)
        for number in range(first, first + PER_CONNECTION):
            visits.get(connection, f"/?q=stranger{number}")
        connection.close()


def _megabytes(what: str, value: float, limit: float) -> Row:
    return Row(what, f"{value:.0f} MB", f"≤ {limit:.0f} MB", value > limit)
