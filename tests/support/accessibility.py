"""What axe-core finds wrong with a page, in light and in dark colours."""

from typing import Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# Style sheets would be fetched and parsed again for a rule that is off by default.
RUN = """axe.run({resultTypes: ["violations"], preload: {assets: ["media"]}})
  .then((results) => results.violations)"""


def violations(page: Page) -> list[str]:
    """Return what axe-core finds wrong with the page in either colour scheme."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"{AXE_SCRIPT};\n0")
    return _violations(page, "dark") + _violations(page, "light")


def _violations(page: Page, scheme: Literal["light", "dark"]) -> list[str]:
    # Without motion, no colour is still on its way to another one.
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    return [
        f"{page.url} {scheme}, {found['id']}: {node['html']} {node.get('failureSummary', '')}"
        for found in page.evaluate(RUN)
        for node in found["nodes"]
    ]
