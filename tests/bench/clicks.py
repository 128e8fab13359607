"""From a click to the paint of what it brought, with the request and when it is there already."""

from dataclasses import dataclass
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page

from tests.bench import table
from tests.bench.browser import visit
from tests.bench.processes import CannotMeasureError
from tests.bench.table import Row

SEE_MORE = "a.toggle[hx-get*='/abstract'][aria-expanded='false']"
PILL = "#works .pills a[hx-get]:not([aria-current])"
# The swapped-in control says of itself that it did its work.
SHOWN = "[aria-expanded='true'], [aria-current='true']"
# Two frames: the first callback runs before the frame with the new text is painted, the second
# after it.
CLICK = """
(control, place) => new Promise((done) => {
  const text = () => document.querySelector(place)?.textContent;
  const before = text();
  const start = performance.now();
  const observer = new MutationObserver(() => {
    if ((text() ?? before) === before) return;
    observer.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
  });
  observer.observe(document.body, {subtree: true, childList: true});
  setTimeout(() => done(null), 5000);
  control.click();
})
"""
# Longer than it takes to move onto a word and press.
HOVER = 150
# For what a page still does when it is loaded, and for a request too many after a click.
SETTLE = 100


@dataclass(frozen=True)
class Click:
    """One click: its time in milliseconds, and the bytes of each request that it sent."""

    time: float
    received: list[float]


def see_more(browser: Browser, url: str, rounds: int) -> list[Row]:
    """Open abstracts, each on a page of its own."""
    cold, ready = _series(browser, url, SEE_MORE, rounds)
    return [
        table.milliseconds("see more, click to paint", _time(cold), 50),
        table.milliseconds("see more, hovered first", _time(ready), 25),
    ]


def topic_filter(browser: Browser, url: str, rounds: int) -> list[Row]:
    """Choose topics, each on a page of its own."""
    cold, ready = _series(browser, url, PILL, rounds)
    return [
        table.milliseconds("topic filter, click to paint", _time(cold), 60),
        table.milliseconds("topic filter, hovered first", _time(ready), 40),
        table.count("topic filter: requests of a click", _requests(cold), 1),
        table.count("topic filter: requests, hovered first", _requests(ready), 1),
        table.kilobytes("topic filter: largest fragment, with headers", _largest(cold), 8_000),
    ]


def _series(
    browser: Browser, url: str, selector: str, rounds: int
) -> tuple[list[Click], list[Click]]:
    """Return clicks out of nowhere and clicks of a pointer that rested first, taken in turn."""
    pairs = [
        [_click(browser, url, selector, number, hover) for hover in (False, True)]
        for number in range(rounds)
    ]
    return [cold for cold, _ in pairs], [ready for _, ready in pairs]


def _click(browser: Browser, url: str, selector: str, number: int, hover: bool) -> Click:
    received: dict[str, float] = {}

    def note_request(event: dict[str, Any]) -> None:
        # Browsers also ask their cache for the icon when the address changes.
        if event["initiator"]["type"] == "script":
            received[event["requestId"]] = 0

    def note_bytes(event: dict[str, Any]) -> None:
        if event["requestId"] in received:
            received[event["requestId"]] = event["encodedDataLength"]

    with visit(browser) as (page, inspector):
        inspector.on("Network.requestWillBeSent", note_request)
        inspector.on("Network.loadingFinished", note_bytes)
        inspector.send("Network.enable")
        page.goto(url)
        time = _time_of_click(page, selector, number, hover)
    return Click(time, list(received.values()))


def _time_of_click(page: Page, selector: str, number: int, hover: bool) -> float:
    page.wait_for_timeout(SETTLE)
    controls = page.locator(selector)
    if not controls.count():
        raise CannotMeasureError(f"The page has no control like {selector}.")
    control = controls.nth(number % controls.count())
    name, opened = control.get_attribute("id"), control.get_attribute("hx-target")
    control.scroll_into_view_if_needed()
    # Scrolling is not the click: what comes into sight is laid out first.
    page.wait_for_timeout(SETTLE)
    if hover:
        control.hover()
        page.wait_for_timeout(HOVER)
    time = control.evaluate(CLICK, opened or "#works .count")
    page.wait_for_timeout(SETTLE)
    if time is None or not page.locator(f"#{name}:is({SHOWN})").count():
        raise CannotMeasureError(f"A click on {selector} did not show what it should.")
    return float(time)


def _time(clicks: list[Click]) -> float:
    return median(click.time for click in clicks)


def _requests(clicks: list[Click]) -> int:
    return max(len(click.received) for click in clicks)


def _largest(clicks: list[Click]) -> float:
    return max(max(click.received) for click in clicks)
