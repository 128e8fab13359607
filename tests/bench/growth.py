"""Whether the time of a list page grows with the number of works."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from statistics import median
from urllib.parse import urlsplit

from tests.bench import table
from tests.bench.processes import CannotMeasureError
from tests.bench.table import Row

LIST = "/fragments/publications"
MORE = f"{LIST}/more"
TOPIC = f"{LIST}?topic=statistics"
PER_PAGE = 25


def compare(few: tuple[int, str], many: tuple[int, str], requests: int) -> list[Row]:
    """Ask two servers, each (works, address), for the same pages in turn; compare the medians."""
    works = f"{few[0]:,} → {many[0]:,} works"
    with _connected(few[1]) as small, _connected(many[1]) as large:
        first = _medians((small, LIST), (large, LIST), requests)
        topic = _medians((small, TOPIC), (large, TOPIC), requests)
        last = _medians((small, _last_part(few[0])), (large, _last_part(many[0])), requests)
    return [
        table.ratio(f"list page, {works}", first[1], first[0], 1.2),
        table.ratio(f"list page of a topic, {works}", topic[1], topic[0]),
        table.ratio(f"last part of the list, {works}", last[1], last[0]),
    ]


@contextmanager
def _connected(url: str) -> Iterator[HTTPConnection]:
    connection = HTTPConnection(urlsplit(url).netloc, timeout=10)
    yield connection
    connection.close()


def _medians(
    one: tuple[HTTPConnection, str], other: tuple[HTTPConnection, str], requests: int
) -> tuple[float, float]:
    pairs = [(_time(*one), _time(*other)) for _ in range(requests)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


def _time(connection: HTTPConnection, path: str) -> float:
    """Return the milliseconds of one answer, compressed as browsers get it."""
    start = time.perf_counter()
    connection.request("GET", path, headers={"Accept-Encoding": "br"})
    response = connection.getresponse()
    response.read()
    if response.status != 200:
        raise CannotMeasureError(f"{path} answered {response.status}.")
    return (time.perf_counter() - start) * 1000


def _last_part(works: int) -> str:
    # Pages hold all works up to theirs, so the last of many would be a page of the whole list.
    return f"{MORE}?page={-(-works // PER_PAGE)}"
