"""Editing forms in the browser: scrolling, confirmations and messages."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image as Pillow
from playwright.sync_api import Dialog, Page, expect

from tests.browser.conftest import Visit
from tests.support.browser_sessions import open_biography, sign_in_page
from tests.support.factories import fill, many, record

Open = Callable[..., Visit]


@pytest.fixture
def desk(visit: Open, served: tuple[str, Flask]) -> Page:
    """The profile with a signed-in user."""
    url, app = served
    fill(app, record(title="On salt"), *many(12), profile={"biography": "I study tides."})
    page = visit(is_owner=True).page
    sign_in_page(page, url, app)
    page.goto(url)
    return page


def accept_dialogs(page: Page) -> list[str]:
    """Accept every dialog of the page; return a list that collects their types."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    return asked


def test_saving_one_form_keeps_the_unsaved_changes_warning_of_another(desk: Page) -> None:
    desk.get_by_role("link", name="Edit: On salt", exact=True).click()
    desk.get_by_label("Title", exact=True).press("End")
    desk.keyboard.type(" and tides")
    open_biography(desk)
    desk.keyboard.press("Control+Enter")
    expect(desk.get_by_role("link", name="Edit: biography")).to_be_focused()
    asks = accept_dialogs(desk)
    desk.reload()
    assert asks == ["beforeunload"]


def test_escape_closes_the_only_open_form_from_anywhere(desk: Page) -> None:
    open_biography(desk)
    desk.get_by_role("heading", name="Publications").click()
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("link", name="Edit: biography")).to_be_focused()


def test_escape_during_input_composition_does_not_close_the_form(desk: Page) -> None:
    open_biography(desk)
    desk.get_by_label("Biography", exact=True).evaluate(
        """one => one.dispatchEvent(new KeyboardEvent(
            "keydown", {key: "Escape", bubbles: true, isComposing: true}))"""
    )
    desk.keyboard.type("New. ")
    expect(desk.get_by_label("Biography", exact=True)).to_have_value("New. I study tides.")
    expect(desk.locator(".preview .prose")).to_have_text("New. I study tides.")


def test_adding_a_row_does_not_scroll_and_errors_scroll_without_animation(desk: Page) -> None:
    desk.get_by_role("link", name="Edit: On salt", exact=True).click()
    button = desk.get_by_role("button", name="Add an author")
    # Centre the button, so that focusing the new row needs no scrolling.
    button.evaluate("one => one.scrollIntoView({block: 'center', behavior: 'instant'})")
    before = desk.evaluate("scrollY")
    button.click()
    expect(desk.get_by_label("Name, author 3", exact=True)).to_be_focused()
    desk.wait_for_timeout(400)
    assert abs(desk.evaluate("scrollY") - before) < 2
    desk.get_by_label("Year", exact=True).fill("20255")
    before = desk.evaluate("scrollY")
    desk.get_by_label("Venue", exact=True).press("Enter")
    expect(desk.get_by_label("Year", exact=True)).to_be_focused()
    at_once = desk.evaluate("scrollY")
    desk.wait_for_timeout(400)
    assert desk.evaluate("scrollY") == at_once, "it glides"


def test_save_is_in_view_in_a_long_form_and_the_saved_work_afterwards(desk: Page) -> None:
    desk.set_viewport_size({"width": 390, "height": 700})
    desk.get_by_role("link", name="Edit: On salt", exact=True).click()
    save = desk.locator(".actions button[value=save]")
    expect(desk.get_by_label("Title", exact=True)).to_be_focused()
    expect(save).to_be_in_viewport(ratio=1)
    desk.get_by_label("New topics").fill("Brine")
    expect(desk.get_by_label("New topics")).to_be_in_viewport(ratio=1)
    save.click()
    saved = desk.locator("article", has_text="Brine")
    expect(saved.locator("h4")).to_be_in_viewport(ratio=1)
    expect(saved.locator(".saved")).to_be_in_viewport(ratio=1)


def test_enter_fills_in_a_new_work_or_says_why_not(desk: Page) -> None:
    desk.get_by_role("navigation").get_by_role("link", name="Add a work").click()
    field = desk.get_by_label("DOI, arXiv number, or paste BibTeX")
    expect(field).to_be_focused()
    desk.get_by_label("Year", exact=True).fill("1999")
    field.fill("tides")
    field.press("Enter")
    expect(desk.locator(".fill .error")).to_contain_text("This is not a DOI")
    expect(field).to_be_focused()
    expect(desk.get_by_label("Year", exact=True)).to_have_value("1999")
    field.fill("@book{kelp, title = {On kelp}}")
    field.press("Enter")
    expect(field).to_have_value("@book{kelp, title = {On kelp}}\n")
    desk.get_by_role("button", name="Fill in").click()
    expect(desk.get_by_label("Title", exact=True)).to_have_value("On kelp")
    expect(desk.get_by_label("Title", exact=True)).to_be_focused()


def test_a_too_large_photograph_is_refused_before_the_upload(desk: Page, tmp_path: Path) -> None:
    large, small = tmp_path / "large.jpg", tmp_path / "small.png"
    large.write_bytes(b"\0" * 17 * 2**20)
    Pillow.new("RGB", (60, 40), "red").save(small)
    desk.goto(f"{desk.url}edit/portrait")
    expect(desk.get_by_label("Zoom")).to_be_hidden()
    picture = desk.get_by_label("Photograph", exact=True)
    picture.set_input_files(large)
    expect(desk.locator(".error")).to_have_text("“large.jpg” is 17 MB; the limit is 5 MB.")
    assert picture.input_value() == ""
    desk.get_by_role("button", name="Save").last.click()
    expect(picture).to_be_focused()
    expect(desk.locator(".error")).to_have_text("“large.jpg” is 17 MB; the limit is 5 MB.")
    picture.set_input_files(small)
    expect(desk.locator(".error")).to_have_count(0)
    expect(desk.get_by_label("Zoom")).to_be_visible()


def test_on_a_phone_the_filters_of_the_works_table_are_collapsed(desk: Page) -> None:
    desk.set_viewport_size({"width": 390, "height": 844})
    desk.goto(f"{desk.url}edit/works")
    expect(desk.get_by_label("State")).to_be_hidden()
    desk.get_by_text("Filter and sort").click()
    desk.get_by_label("State").select_option("draft")
    expect(desk.locator("#works-table .message")).to_be_visible()
    expect(desk.get_by_label("State")).to_be_visible()


def test_headers_and_actions_of_the_works_table_stay_visible_on_scroll(desk: Page) -> None:
    desk.goto(f"{desk.url}edit/works")
    desk.mouse.wheel(0, 500)
    desk.wait_for_function("scrollY > 300")
    tick = desk.get_by_label("Select all on this page")
    tick.check()
    expect(desk.locator("[name=works]:checked")).to_have_count(13)
    on_top = """one => { const box = one.getBoundingClientRect();
        return one.contains(document.elementFromPoint(box.x + 5, box.y + 5)); }"""
    assert desk.get_by_role("columnheader", name="Venue").evaluate(on_top)
    assert desk.get_by_role("button", name="Publish").evaluate(on_top)


def test_headings_of_editing_pages_are_aligned(desk: Page) -> None:
    places = []
    for noun in ("works", "people", "topics", "history", "account", "accounts", "trash", "profile"):
        desk.goto(f"{desk.url.split('/edit')[0].rstrip('/')}/edit/{noun}")
        box = desk.locator("h1").bounding_box()
        assert box
        places.append(round(box["x"]))
    assert len(set(places)) == 1, places


def test_typing_in_a_conflict_selects_the_users_own_version(desk: Page) -> None:
    other = desk.context.new_page()
    other.goto(desk.url)
    for window, text in ((desk, "Mine. "), (other, "Theirs. ")):
        open_biography(window)
        window.keyboard.type(text)
    other.keyboard.press("Control+Enter")
    expect(other.locator(".saved")).to_be_visible()
    desk.keyboard.press("Control+Enter")
    desk.get_by_label("Newer version").check()
    field = desk.get_by_label("Biography", exact=True)
    field.focus()
    field.press("Control+Home")
    desk.keyboard.type("All ")
    expect(desk.get_by_label("Yours")).to_be_checked()
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#biography .prose")).to_have_text("All Mine. I study tides.")
