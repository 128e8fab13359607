"""The works table in a browser: selecting all, cells that save themselves, no lost input."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect

from app.database import db
from app.models import Publication
from tests.support.accounts import EMAIL, PASSWORD, end_all_sessions
from tests.support.browser_sessions import answered

Leave = Callable[[Page], None]


@pytest.fixture
def table(desk: tuple[Page, Flask]) -> tuple[Page, Flask]:
    page, app = desk
    page.goto(f"{page.url.rstrip('/')}/edit/works")
    return page, app


def year_of(page: Page, title: str = "On tides") -> Locator:
    return page.get_by_label(f"Year of {title}", exact=True)


def years(app: Flask) -> list[int | None]:
    with app.app_context():
        return list(db.session.scalars(db.select(Publication.year).order_by(Publication.id)))


def test_select_all_selects_every_work_on_the_page(table: tuple[Page, Flask]) -> None:
    page, _ = table
    page.get_by_label("Select all on this page").check()
    page.get_by_role("button", name="Hide from visitors").click()
    expect(page.locator("p.saved")).to_contain_text("Hid 2 works from visitors.")
    expect(page.locator("td .draft")).to_have_count(2)


def test_actions_are_enabled_once_a_work_is_selected(table: tuple[Page, Flask]) -> None:
    page, _ = table
    page.set_viewport_size({"width": 390, "height": 700})
    bar = page.get_by_role("group", name="Actions for selected works")
    expect(bar.locator("[data-selected]")).to_have_text("0 selected")
    expect(bar.get_by_role("button", disabled=False)).to_have_count(0)
    page.get_by_label("On tides", exact=True).check()
    expect(bar.locator("[data-selected]")).to_have_text("1 selected")
    expect(bar.get_by_role("button", name="Publish")).to_be_in_viewport()
    bar.get_by_role("button", name="Hide from visitors").click()
    expect(page.locator("p.saved")).to_contain_text("Hid 1 work from visitors.")
    expect(bar.locator("[data-selected]")).to_have_text("0 selected")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()


def test_on_a_phone_more_actions_open_below_the_others(table: tuple[Page, Flask]) -> None:
    page, _ = table
    page.set_viewport_size({"width": 390, "height": 700})
    page.reload()
    page.get_by_label("On tides", exact=True).check()
    bar = page.get_by_role("group", name="Actions for selected works")
    expect(bar.get_by_role("button", name="Delete …")).to_be_hidden()
    more, publish = bar.locator("summary"), bar.get_by_role("button", name="Publish")
    more.press("Enter")
    opened, action = more.bounding_box(), publish.bounding_box()
    assert opened
    assert action
    assert (opened["y"], opened["height"]) == (action["y"], action["height"])
    for button in bar.get_by_role("button").all():
        expect(button).to_be_in_viewport(ratio=1)
    bar.get_by_label("Topic").fill("Oceans")
    bar.get_by_role("button", name="Add topic").click()
    expect(page.locator("p.saved")).to_contain_text("Added “Oceans” to 1 work.")


def enter(page: Page) -> None:
    page.keyboard.press("Enter")


def leave(page: Page) -> None:
    page.keyboard.press("Tab")


@pytest.mark.parametrize("end", [enter, leave])
def test_a_cell_is_saved_on_enter_and_on_leaving(table: tuple[Page, Flask], end: Leave) -> None:
    page, app = table
    year_of(page).fill("1999")
    end(page)
    expect(page.locator("tr .done")).to_contain_text("✓ Saved")
    expect(year_of(page)).to_have_value("1999")
    if end is enter:
        expect(year_of(page)).to_be_focused()
    assert years(app) == [1999, 2024]
    asked = answered(page, accept=True)
    page.reload()
    assert asked == []


def test_leaving_the_page_with_an_invalid_cell_asks_for_confirmation(
    table: tuple[Page, Flask],
) -> None:
    page, app = table
    year_of(page).fill("99")
    leave(page)
    expect(page.locator("tr .error")).to_contain_text("Enter a year from")
    expect(year_of(page)).to_have_value("99")
    asked = answered(page, accept=True)
    page.reload()
    assert len(asked) == 1
    assert years(app) == [2024, 2024]


def test_a_cell_that_could_not_be_saved_shows_an_error_in_its_row(
    table: tuple[Page, Flask],
) -> None:
    page, _ = table

    page.route("**/row", lambda route: route.fulfill(status=503, body="x"))
    year_of(page).fill("1999")
    leave(page)
    said = page.locator("tr td:last-child .failed")
    expect(said).to_contain_text("What you typed is still here")
    expect(year_of(page)).to_have_value("1999")
    asked = answered(page, accept=False)
    page.locator("#works-sort").select_option("title")
    expect(year_of(page)).to_have_value("1999")
    assert asked == ["Discard your unsaved changes?"]


def test_an_expired_session_asks_to_sign_in_and_then_saves(table: tuple[Page, Flask]) -> None:
    page, app = table
    end_all_sessions(app)
    year_of(page).fill("1999")
    leave(page)
    expect(page.locator("#works-desk")).to_contain_text("nothing you typed is lost")
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("p.saved")).to_contain_text("Changed year of “On tides”.")
    expect(year_of(page)).to_have_value("1999")
    assert years(app) == [1999, 2024]


def test_facets_narrow_the_table_in_place_and_pills_empty_the_fields(
    table: tuple[Page, Flask],
) -> None:
    page, _ = table
    page.get_by_label("Search").fill("tides")
    page.get_by_label("State").select_option("published")
    expect(page.locator(".chosen a")).to_have_text(["“tides” ✕", "Published ✕", "Clear all"])
    page.get_by_text("Topics, years, types and more").click()
    page.locator("#facets").get_by_role("link", name="Tides").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("#topic-tides")).to_have_attribute("aria-current", "true")
    expect(page).to_have_url(re.compile(r"/edit/works\?topic=tides&q=tides&state=published$"))
    expect(page.get_by_label("Search")).to_have_value("tides")
    page.get_by_role("link", name="Remove Published").click()
    expect(page.get_by_label("State")).to_have_value("")
    expect(page.locator("#topic-tides")).to_be_visible()
    page.get_by_label("Search").fill("nowhere")
    expect(page.locator("#works-table .message")).to_contain_text("with these filters")
    page.get_by_role("link", name="Clear all").click()
    expect(page.locator("tbody tr")).to_have_count(2)
    expect(page.get_by_label("Search")).to_have_value("")
    expect(page).to_have_url(re.compile(r"/edit/works$"))
