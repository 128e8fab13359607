"""How soon a visitor on a slow line with a slow telephone sees the page."""

from statistics import median

from playwright.sync_api import Browser

from tests.bench import table
from tests.bench.browser import visit
from tests.bench.processes import CannotMeasureError
from tests.bench.table import Row

# Slow 4G as the Chromium tools emulate it; bytes a second.
NETWORK = {
    "offline": False,
    "latency": 562.5,
    "downloadThroughput": 180_000,
    "uploadThroughput": 84_375,
}
CPU_SLOWDOWN = 4
OBSERVE = """
window.vitals = {first: 0, largest: 0, shift: 0, blocked: 0};
const observe = (type, note) => new PerformanceObserver(
  (list) => list.getEntries().forEach(note)).observe({type, buffered: true});
observe("paint", (e) => { if (e.name === "first-contentful-paint") vitals.first = e.startTime });
observe("largest-contentful-paint", (e) => { vitals.largest = e.startTime });
observe("layout-shift", (e) => { vitals.shift += e.value });
observe("longtask", (e) => { vitals.blocked += Math.max(0, e.duration - 50) });
"""
# Observers report after the fact.
SETTLE = 400

Vitals = dict[str, float]


def compare(browser: Browser, ours: str, bare: str, rounds: int) -> list[Row]:
    """Visit both pages in turn; compare their medians."""
    # The first page of a new browser pays for more than itself.
    for url in (ours, bare):
        _vitals(browser, url)
    pairs = [(_vitals(browser, ours), _vitals(browser, bare)) for _ in range(rounds)]
    shift = median(ours["shift"] for ours, _ in pairs)
    blocked = median(ours["blocked"] for ours, _ in pairs)
    return [
        _ratio("first paint, slow 4G, CPU ÷ 4 : a bare page", "first", pairs),
        _ratio("largest paint, slow 4G, CPU ÷ 4 : a bare page", "largest", pairs),
        Row("layout shift", f"{shift:.3f}", "0", shift >= 0.0005),
        Row("blocking time, CPU ÷ 4", f"{blocked:.0f} ms", "0 ms", blocked >= 0.5),
    ]


def _vitals(browser: Browser, url: str) -> Vitals:
    with visit(browser) as (page, inspector):
        page.add_init_script(OBSERVE)
        inspector.send("Network.enable")
        inspector.send("Network.emulateNetworkConditions", NETWORK)
        inspector.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWDOWN})
        page.goto(url, wait_until="load")
        page.wait_for_timeout(SETTLE)
        vitals: Vitals = page.evaluate("window.vitals")
    if not vitals["first"] or not vitals["largest"]:
        raise CannotMeasureError("The browser told no time of a first or a largest paint.")
    return vitals


def _ratio(what: str, key: str, pairs: list[tuple[Vitals, Vitals]]) -> Row:
    ours, bare = (median(vitals[key] for vitals in column) for column in zip(*pairs, strict=True))
    return table.ratio(what, ours, bare, 1.10)
