"""What axe-core finds wrong with a page."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# Style sheets would be fetched and parsed again for a rule that is off by default.
RUN = """axe.run({resultTypes: ["violations"], preload: {assets: ["media"]}})
  .then((results) => results.violations)"""


def violations(page: Page) -> list[str]:
    """Return what axe-core finds wrong with the page."""
    return [
        f"{page.url} {found['id']}: {node['html']} {node.get('failureSummary', '')}"
        for found in page.evaluate(f"{AXE_SCRIPT};\n{RUN}")
        for node in found["nodes"]
    ]
