"""Chromium, and visits by people who were never here before."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, CDPSession, Page, Playwright

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
NAMES = ("chromium", "chromium-browser", "google-chrome")


def launch(playwright: Playwright) -> Browser:
    """Start the Chromium of this machine, else the one that was installed for the tests."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))


@contextmanager
def visit(browser: Browser) -> Iterator[tuple[Page, CDPSession]]:
    """Give an empty page of a visitor with an empty cache, and the line to its inspector."""
    context = browser.new_context()
    try:
        page = context.new_page()
        yield page, context.new_cdp_session(page)
    finally:
        context.close()
