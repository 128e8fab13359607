"""Importing a bibliography in the browser, with each input device, and watching a large one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.support import samples
from tests.support.accounts import EMAIL, PASSWORD, end_all_sessions
from tests.support.browser_sessions import importing
from tests.support.factories import many
from tests.support.imports import stage
from tests.support.input_methods import INPUT_METHODS, Mouse, NoScript, Touch

Open = Callable[..., Visit]
BIB = """@article{kelp,
  title = {On kelp and tides},
  author = {Ada Roe},
  year = {2020},
}

@article{dunes,
  title = {On dunes},
  author = {Ada Roe},
  year = {2021},
}

@article{lost,
  author = {Ada Roe},
}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.bib"
    path.write_text(BIB)
    return path


def entry_selector(page: Page, title: str) -> str:
    entry = page.locator(".entry", has=page.get_by_role("heading", name=title))
    return f"#{entry.get_attribute('id')}"


@pytest.mark.parametrize("input_method", INPUT_METHODS, ids=lambda method: method.__name__)
def test_a_file_is_previewed_imported_and_undone(
    visit: Open, site: tuple[str, Flask], file: Path, input_method: type[Mouse]
) -> None:
    page = importing(visit, site, input_method)
    user = input_method(page)
    user.choose_file(page.get_by_label("Choose files"), file)
    user.press(page.get_by_role("button", name="Preview"))
    expect(page.get_by_role("heading", name="mine.bib")).to_be_visible()
    expect(page.locator("#import-foot .hint")).to_have_text("2 new works")
    box = page.get_by_label("Correct the entry")
    user.press(box) if input_method is not NoScript else box.focus()
    box.fill("@article{lost,\n  title = {Found},\n  author = {Ada Roe},\n}")
    user.press(page.get_by_role("button", name="Read again"))
    expect(page.locator("#import-foot .hint")).to_have_text("3 new works")
    press_pill(page, user, entry_selector(page, "On dunes"), "Skip")
    press_pill(page, user, entry_selector(page, "On kelp and tides"), "Tides")
    user.press(page.locator("#import-button"))
    expect(page.locator(".saved")).to_contain_text("Imported 2 works from mine.bib")
    user.press(page.get_by_role("link", name="Edit the work: On kelp and tides"))
    expect(page.get_by_label("Tides", exact=True)).to_be_checked()
    page.go_back()
    user.press(page.get_by_role("button", name="Undo"))
    expect(page.locator(".saved")).to_contain_text("Undone: Imported 2 works")


def press_pill(page: Page, user: Mouse, entry: str, name: str) -> None:
    """Select an option of an entry by its label, as the input itself is hidden."""
    control = page.locator(entry).get_by_label(name, exact=True)
    if type(user) in {Mouse, NoScript}:
        page.locator(entry).get_by_text(name, exact=True).click()
    elif isinstance(user, Touch):
        page.locator(entry).get_by_text(name, exact=True).tap()
    else:
        control.focus()
        page.keyboard.press("Space")
    expect(control).to_be_checked()


def test_a_choice_is_saved_immediately(visit: Open, site: tuple[str, Flask], file: Path) -> None:
    page = importing(visit, site)
    page.get_by_label("Choose files").set_input_files(file)
    page.get_by_role("button", name="Preview").click()
    page.locator(entry_selector(page, "On dunes")).get_by_text("Skip").click()
    expect(page.locator("#import-button")).to_have_text("Import 1 entry")
    page.goto(page.url)
    chosen = page.locator(entry_selector(page, "On dunes")).get_by_label("Skip")
    expect(chosen).to_be_checked()


def test_a_choice_made_after_the_session_ended_is_saved_after_signing_in(
    visit: Open, site: tuple[str, Flask], file: Path
) -> None:
    page = importing(visit, site)
    page.get_by_label("Choose files").set_input_files(file)
    page.get_by_role("button", name="Preview").click()
    end_all_sessions(site[1])
    page.locator(entry_selector(page, "On dunes")).get_by_text("Skip").click()
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in and save").click()
    expect(page.locator(entry_selector(page, "On dunes")).get_by_label("Skip")).to_be_checked()
    expect(page.locator("#import-button")).to_have_text("Import 1 entry")


def test_a_large_import_shows_progress_until_its_preview_is_ready(
    visit: Open, site: tuple[str, Flask]
) -> None:
    site[1].config["IMPORT_AT_ONCE"] = 0
    page = importing(visit, site)
    entries = "\n".join(f"@book{{b{n}, title = {{Book {n}}}, year = {{2000}}}}" for n in range(900))
    page.get_by_label("Or paste BibTeX, RIS or JSON").fill(entries, timeout=60_000)
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    page.get_by_role("button", name="Stop").focus()
    expect(page.locator(".entry").first).to_be_visible(timeout=60_000)
    # The focused button is gone, so the focus moves to the message.
    expect(page.locator("#import-said")).to_be_focused()
    expect(page.locator("#import-progress")).to_have_count(0)


def test_choices_survive_paging(visit: Open, site: tuple[str, Flask]) -> None:
    stage(site[1], *many(60))
    page = importing(visit, site, NoScript)
    page.goto(f"{site[0]}/edit/import/1")
    page.locator("#entry-3").get_by_text("Skip").click()
    page.get_by_role("button", name="Next page").click()
    expect(page.locator(".more .count")).to_have_text("Page 2 of 2")
    page.get_by_role("button", name="Previous page").click()
    expect(page.locator("#entry-3").get_by_label("Skip")).to_be_checked()


# Two files suffice: the others exercise the parser, not the page.
@pytest.mark.parametrize(
    ("file", "entries"), samples.counted_bibliographies("managers.bib", "versions.bib")
)
def test_real_bibliographies_are_imported_completely_and_only_once(
    visit: Open, site: tuple[str, Flask], file: Path, entries: int
) -> None:
    page = importing(visit, site)
    for said in (f"All {entries}", f"All {entries}Same {entries}"):
        page.goto(f"{site[0]}/edit/import")
        page.get_by_label("Choose files").set_input_files(file)
        page.get_by_role("button", name="Preview").click()
        expect(page.locator(".entry").first).to_be_visible(timeout=60_000)
        pills = "".join(page.locator("ul.pills button").all_inner_texts())
        assert pills.replace("\n", " ").startswith(said[:9])
        if page.locator("#import-button").count():
            page.locator("#import-button").click()
            expect(page.locator(".saved")).to_be_visible(timeout=60_000)
            expect(page.locator("#import-result")).to_be_focused()
    expect(page.locator("#import-foot")).to_contain_text("Your site already has every entry.")
    page.get_by_role("button", name="Remove this import").click()
    expect(page.locator(".earlier li")).to_have_count(1)
