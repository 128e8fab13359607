"""Keyboard focus after each action on an import's page, with and without JavaScript."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.support.browser_sessions import importing
from tests.support.factories import many, record
from tests.support.imports import stage, stage_text
from tests.support.input_methods import Keys, Mouse, NoScript

Open = Callable[..., Visit]
BROKEN = "@book{lost, author = {Ada Roe}}\n\n@book{kept, title = {Kept}}\n"


@pytest.fixture(params=[Keys, NoScript], ids=lambda method: method.__name__)
def input_method(request: pytest.FixtureRequest) -> type[Mouse]:
    chosen: type[Mouse] = request.param
    return chosen


def open_one(visit: Open, site: tuple[str, Flask], input_method: type[Mouse]) -> Page:
    page = importing(visit, site, input_method)
    page.goto(f"{site[0]}/edit/import/1")
    return page


def press(page: Page, input_method: type[Mouse], name: str) -> None:
    input_method(page).press(page.get_by_role("button", name=name, exact=True))


def test_the_result_is_focused_after_import_undo_and_redo(
    visit: Open, site: tuple[str, Flask], input_method: type[Mouse]
) -> None:
    stage(site[1], record(title="On kelp"))
    page = open_one(visit, site, input_method)
    done = "Imported 1 work"
    for name, said in [("Import 1 entry", done), ("Undo", "Undone"), ("Redo", done)]:
        press(page, input_method, name)
        result = page.locator("#import-result")
        expect(result).to_contain_text(said)
        expect(result).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()


def test_the_focus_after_filtering_paging_and_skipping_all(
    visit: Open, site: tuple[str, Flask], input_method: type[Mouse]
) -> None:
    stage(site[1], *many(60), record())
    page = open_one(visit, site, input_method)
    press(page, input_method, "New 60")
    expect(page.get_by_role("button", name="New 60")).to_be_focused()
    press(page, input_method, "Next page")
    expect(page.get_by_role("heading", name="Entries, page 2 of 2")).to_be_focused()
    press(page, input_method, "Skip all")
    expect(page.get_by_role("button", name="Skip all")).to_be_focused()


def test_the_focus_after_correcting_an_entry(
    visit: Open, site: tuple[str, Flask], input_method: type[Mouse]
) -> None:
    stage_text(site[1], BROKEN, "mine.bib")
    page = open_one(visit, site, input_method)
    box = page.get_by_label("Correct the entry")
    press(page, input_method, "Read again: line 1")
    expect(box).to_be_focused()
    box.fill("@book{lost, title = {Found}}")
    press(page, input_method, "Read again: line 1")
    expect(page.locator("#entry-0")).to_be_focused()
    expect(page.locator("#entry-0")).to_contain_text("Found")
