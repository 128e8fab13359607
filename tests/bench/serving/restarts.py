"""How long a server takes until its first answer."""

from collections.abc import Callable
from statistics import median

from tests.bench import table
from tests.bench.serving import visits
from tests.bench.sites import Site
from tests.bench.table import Row
from tests.torture.server import Server

COLD, KILLED = 1_000, 2_000  # milliseconds


def measure(site: Site, rounds: int) -> list[Row]:
    """Start a server again after it was stopped, and after `kill -9`."""
    with visits.served_copy(site) as (_, server):
        cold = [_after(server, server.terminate) for _ in range(rounds)]
        killed = [_after(server, server.kill) for _ in range(rounds)]
    return [
        table.milliseconds("first answer after a start", median(cold), COLD),
        table.milliseconds("first answer after `kill -9` and a start", median(killed), KILLED),
    ]


def _after(server: Server, stop: Callable[[], object]) -> float:
    stop()
    return server.start() * 1000
