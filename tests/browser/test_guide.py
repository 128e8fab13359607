"""The guide: accessible, on a phone too, with the keyboard alone and without a script."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.services.guide import pages
from tests.browser.conftest import Visit
from tests.support.accessibility import violations
from tests.support.browser_sessions import sign_in_page
from tests.support.factories import fill, record
from tests.support.input_methods import INPUT_METHODS, Mouse

Open = Callable[..., Visit]
ADDRESS = "/edit/help"
MOST_STOPS = 60
# Ends when a box is no longer at its beginning.
SCROLLED = """box => new Promise((done) => {
  const look = () => box.scrollLeft > 0 ? done() : requestAnimationFrame(look);
  look();
})"""
# The overview, lists and code, and the longest tables and code.
PAGES = ["", "/import", "/settings", "/addresses", "/profile-document", "/figures", "?q=undo"]


def open_page(visit: Open, site: tuple[str, Flask], path: str, **options: object) -> Page:
    fill(site[1], record(title="On the tides"))
    page = visit(is_owner=True, **options).page
    sign_in_page(page, *site)
    page.goto(f"{site[0]}{path}")
    return page


@pytest.mark.parametrize("width", [1280, 390])
def test_the_guide_is_accessible(visit: Open, served: tuple[str, Flask], width: int) -> None:
    page = open_page(visit, served, ADDRESS, width=width)
    for path in PAGES:
        page.goto(f"{served[0]}{ADDRESS}{path}")
        assert violations(page) == []


@pytest.mark.parametrize("width", [1280, 320])
def test_no_page_overflows(visit: Open, served: tuple[str, Flask], width: int) -> None:
    page = open_page(visit, served, ADDRESS, width=width)
    for name in pages.all_pages():
        page.goto(f"{served[0]}{ADDRESS}/{name}".rstrip("/"))
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name


@pytest.mark.parametrize("input_method", INPUT_METHODS)
def test_help_is_found_from_a_page(
    visit: Open, served: tuple[str, Flask], input_method: type[Mouse]
) -> None:
    page = open_page(visit, served, "/edit/import", **input_method.options)
    user = input_method(page)
    user.press(page.get_by_role("main").get_by_role("link", name="Help"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Import a bibliography")
    page.get_by_role("searchbox").fill("recovery codes")
    user.press(page.get_by_role("button", name="Search"))
    user.press(page.get_by_role("link", name="Signing in: Two-step sign-in"))
    expect(page.get_by_role("heading", name="Two-step sign-in", exact=True)).to_be_in_viewport()


def test_code_is_scrolled_with_the_keyboard(visit: Open, served: tuple[str, Flask]) -> None:
    page = open_page(visit, served, f"{ADDRESS}/import", width=320)
    box = page.locator("pre").first
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if box.evaluate("box => box === document.activeElement"):
            break
    expect(box).to_be_focused()
    page.keyboard.press("ArrowRight")
    box.evaluate(SCROLLED)


def test_print_has_the_text_alone(visit: Open, served: tuple[str, Flask]) -> None:
    page = open_page(visit, served, f"{ADDRESS}/import")
    page.emulate_media(media="print")
    expect(page.get_by_role("searchbox")).to_be_hidden()
    expect(page.get_by_role("navigation", name="On this page")).to_be_hidden()
    expect(page.locator("pre").first).to_be_visible()
