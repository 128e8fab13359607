"""The tabs of texts in several languages, with mouse and keyboard."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.support.browser_sessions import sign_in_page
from tests.support.factories import fill, record
from tests.support.languages import speak


@pytest.fixture
def form(visit: Callable[..., Visit], served: tuple[str, Flask]) -> Page:
    """The form of the header of a site in two languages."""
    url, app = served
    fill(app, record(), profile={"position": "Professor", "biography": "I study tides."})
    speak(app, "en", "fr")
    page = visit(is_owner=True).page
    sign_in_page(page, url, app)
    page.goto(url)
    page.get_by_role("link", name="Edit: name, position and links").click()
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    return page


def test_one_language_is_shown_at_a_time(form: Page) -> None:
    english, french = form.get_by_label("Position (English)"), form.get_by_label("Position (fran")
    expect(english).to_be_visible()
    expect(french).to_be_hidden()
    tabs = form.get_by_role("tablist", name="Position")
    tabs.get_by_role("tab", name="Français").click()
    expect(french).to_be_visible()
    expect(english).to_be_hidden()
    expect(form.get_by_label("Affiliation (fran")).to_be_visible()


def test_the_arrow_keys_move_between_the_tabs(form: Page) -> None:
    tabs = form.get_by_role("tablist", name="Position")
    english, french = tabs.get_by_role("tab", name="English"), tabs.get_by_role("tab", name="Fran")
    english.focus()
    form.keyboard.press("ArrowRight")
    expect(french).to_be_focused()
    expect(french).to_have_attribute("aria-selected", "true")
    expect(english).to_have_attribute("tabindex", "-1")
    form.keyboard.press("ArrowRight")
    expect(english).to_be_focused()
    form.keyboard.press("End")
    expect(french).to_be_focused()
    form.keyboard.press("Tab")
    expect(form.get_by_label("Position (fran")).to_be_focused()


def test_the_tab_with_an_error_is_open(form: Page) -> None:
    form.get_by_label("Position (fran").evaluate(
        "field => { field.removeAttribute('maxlength'); field.value = 'x'.repeat(501) }"
    )
    form.get_by_role("button", name="Save").last.click()
    expect(form.get_by_label("Position (fran")).to_be_visible()
    expect(form.get_by_label("Memberships (English)")).to_be_visible()
    form.get_by_role("tablist", name="Position").get_by_role("tab", name="English").click()
    form.get_by_role("link", name="Position (français)").click()
    expect(form.get_by_label("Position (fran")).to_be_visible()
