"""Chromium, and visits by people who were never here before."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, CDPSession, Page


@contextmanager
def visit(browser: Browser) -> Iterator[tuple[Page, CDPSession]]:
    """Give an empty page of a visitor with an empty cache, and the line to its inspector."""
    context = browser.new_context()
    try:
        page = context.new_page()
        yield page, context.new_cdp_session(page)
    finally:
        context.close()
