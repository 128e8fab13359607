"""The processor time of answers that are not in memory."""

import time
from http.client import HTTPConnection
from statistics import median

from tests.bench import table
from tests.bench.serving import visits
from tests.bench.serving.usage import Usage
from tests.bench.sites import Site
from tests.bench.table import Row

PAGE, FRAGMENT = "/", "/fragments/publications?topic=statistics"
PAGE_LIMIT, FRAGMENT_LIMIT = 15, 8  # milliseconds
# Seconds until every process has seen a change.
SEEN = 0.1


def of_answers(site: Site, rounds: int) -> list[Row]:
    """Measure the first page after a save, and a fragment that nobody asked for since then."""
    with visits.served_copy(site) as (copy, server):
        connection, usage = HTTPConnection(server.host, timeout=30), Usage(copy)

        def cost(path: str) -> float:
            before = usage.processor_time()
            visits.get(connection, path)
            return usage.processor_time() - before

        pages, fragments = [], []
        for _ in range(rounds):
            visits.count_change(copy)
            time.sleep(SEEN)
            pages.append(cost(PAGE))
            fragments.append(cost(FRAGMENT))
        connection.close()
    of = f"{site.works:,} works: processor time"
    return [
        table.milliseconds(f"{of} of the first page after a save", median(pages), PAGE_LIMIT),
        table.milliseconds(f"{of} of a topic's fragment", median(fragments), FRAGMENT_LIMIT),
    ]
