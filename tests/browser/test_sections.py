"""Sections: read folded and unfolded, added, edited and ordered with and without JavaScript."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.support.accessibility import violations
from tests.support.browser_sessions import sign_in_page
from tests.support.factories import fill, record
from tests.support.sections import SECTIONS, TALKS, stored

Open = Callable[..., Visit]
GRANTS = {
    "kind": "grants",
    "entries": [
        {
            "what": f"Grant number {n} for the study of tides and of all that they leave behind",
            "where": "Council of the Sea",
            "started_on": str(2000 + n),
            "note": "With *others*.",
        }
        for n in range(8)
    ],
}


@pytest.fixture
def site(served: tuple[str, Flask]) -> tuple[str, Flask]:
    talk = record(type="speech", title="A talk on $x^2$")
    fill(served[1], record(), talk, people=[{"level": "PhD"}], sections=[*SECTIONS, GRANTS, TALKS])
    return served


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_sections_are_accessible_and_fit(visit: Open, site: tuple[str, Flask], width: int) -> None:
    page = visit(width).page
    page.goto(site[0])
    found = violations(page)
    page.get_by_text("Show all 8").press("Enter")
    expect(page.get_by_text("Grant number 0")).to_be_visible()
    found += violations(page)
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def signed_in(visit: Open, site: tuple[str, Flask], **options: bool) -> Page:
    page = visit(is_owner=True, **options).page
    sign_in_page(page, *site)
    page.goto(site[0])
    return page


def test_an_entry_is_added_and_edited_in_place(visit: Open, site: tuple[str, Flask]) -> None:
    page = signed_in(visit, site)
    page.get_by_role("link", name="Add an entry: Positions").press("Enter")
    expect(page.get_by_label("What", exact=True)).to_be_focused()
    page.keyboard.type("Dean")
    page.get_by_label("From", exact=True).fill("2025")
    page.get_by_label("Note", exact=True).press_sequentially("*Soon*")
    expect(page.locator(".preview em")).to_have_text("Soon")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("link", name="Edit: Dean")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_label("What", exact=True).fill("Dean of science")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("link", name="Edit: Dean of science")).to_be_focused()
    assert stored(site[1])["Positions"][0] == "Dean of science"
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name="Edit: Dean", exact=True)).to_be_visible()


def test_a_section_is_added_with_its_first_entry(visit: Open, site: tuple[str, Flask]) -> None:
    page = signed_in(visit, site)
    page.get_by_role("link", name="Add a section").click()
    page.get_by_label("Kind", exact=True).select_option("custom")
    page.get_by_label("Name", exact=True).fill("In the media")
    page.keyboard.press("Control+Enter")
    page.get_by_role("link", name="Add an entry: In the media").click()
    page.get_by_label("What", exact=True).fill("Radio")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#section-in-the-media li")).to_have_count(2)
    assert stored(site[1])["In the media"] == ["Radio"]


def test_everything_works_without_javascript(visit: Open, site: tuple[str, Flask]) -> None:
    page = signed_in(visit, site, java_script_enabled=False)
    page.get_by_role("navigation", name="Edit").get_by_role("link", name="Sections").click()
    page.get_by_role("button", name="Move up: Positions").click()
    assert list(stored(site[1]))[:2] == ["Positions", "Awards"]
    page.get_by_role("link", name="Edit: Awards").click()
    page.get_by_role("link", name="Add an entry: Awards").click()
    page.get_by_label("What", exact=True).fill("Medal of the Bay")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.locator(".saved")).to_contain_text("Added “Medal of the Bay” to Awards.")
    page.get_by_role("link", name="Edit: Medal of the Bay").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    page.get_by_role("button", name="Undo").click()
    assert "Medal of the Bay" in stored(site[1])["Awards"]


def test_moving_a_section_keeps_the_focus(visit: Open, site: tuple[str, Flask]) -> None:
    page = signed_in(visit, site)
    page.goto(f"{site[0]}/edit/sections")
    page.get_by_role("button", name="Move down: Awards").press("Enter")
    expect(page.get_by_role("button", name="Move up: Positions")).to_be_disabled()
    expect(page.get_by_role("button", name="Move down: Awards")).to_be_focused()
