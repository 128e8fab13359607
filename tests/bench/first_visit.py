"""What a first visit costs: requests, bytes, elements."""

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


def cost(browser: Browser, url: str) -> list[Row]:
    """Count what goes over the wire, headers included."""
    requested: list[str] = []
    received: list[float] = []

    def note_request(event: dict[str, Any]) -> None:
        requested.append(event["request"]["url"])

    def note_bytes(event: dict[str, Any]) -> None:
        received.append(event["encodedDataLength"])

    with visit(browser) as (page, inspector):
        inspector.on("Network.requestWillBeSent", note_request)
        inspector.on("Network.loadingFinished", note_bytes)
        inspector.send("Network.enable")
        page.goto(url, wait_until="networkidle")
    return _rows(url, requested, sum(received))


def elements(browser: Browser, sites: Sequence[tuple[int, str]]) -> list[Row]:
    """Count the elements of the profile page, whatever the number of works."""
    return [
        table.count(f"elements of the page, {works:,} works", _elements(browser, url), 850)
        for works, url in sites
    ]


def _rows(url: str, requested: list[str], received: float) -> list[Row]:
    elsewhere = [other for other in requested if urlsplit(other).netloc != urlsplit(url).netloc]
    return [
        table.count("first visit, 300 works: requests", len(requested), 3),
        table.kilobytes("first visit: all bytes, with headers", received, 40_000),
        table.kilobytes("first visit: page with its CSS, brotli", _brotli(url), FIRST_WINDOW),
        table.count("first visit: requests to other hosts", len(elsewhere), 0),
    ]


def _brotli(url: str) -> int:
    connection = HTTPConnection(urlsplit(url).netloc)
    connection.request("GET", "/", headers={"Accept-Encoding": "br"})
    length = len(connection.getresponse().read())
    connection.close()
    return length


def _elements(browser: Browser, url: str) -> int:
    with visit(browser) as (page, _):
        page.goto(url)
        return int(page.evaluate("document.querySelectorAll('*').length"))
