"""What a first visit costs: requests, bytes, elements."""

import time
from collections.abc import Sequence
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from tests.bench import table
from tests.bench.browser import visit
from tests.bench.table import Row

# Ten segments of 1,460 bytes: what a server may send before it hears from the visitor.
FIRST_WINDOW = 14_600
# A page in memory is soon compressed better; how often it is asked for, and looked at each second.
ASKED, LOOKS = 30, 10


def cost(browser: Browser, url: str) -> list[Row]:
    """Count what goes over the wire, headers included."""
    requested: list[str] = []
    received: list[float] = []

    def note_request(event: dict[str, Any]) -> None:
        requested.append(event["request"]["url"])

    def note_bytes(event: dict[str, Any]) -> None:
        received.append(event["encodedDataLength"])

    at_first, from_memory = _brotli(url)
    with visit(browser) as (page, inspector):
        inspector.on("Network.requestWillBeSent", note_request)
        inspector.on("Network.loadingFinished", note_bytes)
        inspector.send("Network.enable")
        page.goto(url, wait_until="networkidle")
    elsewhere = [other for other in requested if urlsplit(other).netloc != urlsplit(url).netloc]
    return [
        table.count("first visit, 300 works: requests", len(requested), 3),
        table.kilobytes("first visit: all bytes, with headers", sum(received), 40_000),
        table.kilobytes("first visit: page with its CSS, brotli", from_memory, FIRST_WINDOW),
        Row("the same, just after a save", f"{at_first / 1000:.1f} kB"),
        table.count("first visit: requests to other hosts", len(elsewhere), 0),
    ]


def elements(browser: Browser, sites: Sequence[tuple[int, str]]) -> list[Row]:
    """Count the elements of the profile page, whatever the number of works."""
    return [
        table.count(f"elements of the page, {works:,} works", _elements(browser, url), 850)
        for works, url in sites
    ]


def _brotli(url: str) -> tuple[int, int]:
    """Return the bytes of a page that nobody asked for before, and of one that many asked for."""
    lengths = []
    for _ in range(ASKED):
        connection = HTTPConnection(urlsplit(url).netloc)
        connection.request("GET", "/", headers={"Accept-Encoding": "br"})
        lengths.append(len(connection.getresponse().read()))
        connection.close()
        time.sleep(1 / LOOKS)
    return lengths[0], lengths[-1]


def _elements(browser: Browser, url: str) -> int:
    with visit(browser) as (page, _):
        page.goto(url)
        return int(page.evaluate("document.querySelectorAll('*').length"))
