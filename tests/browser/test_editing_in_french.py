"""The owner's pages in French, whose words are longer: nothing is cut or wider than the window."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import update

from app.database import db
from app.models import Account
from tests.browser.conftest import Visit
from tests.support.browser_sessions import sign_in_page
from tests.support.factories import fill, record
from tests.support.languages import speak
from tests.support.sections import SECTIONS

PATHS = (
    *("/edit/works", "/edit/new/work", "/edit/works/on-tides", "/edit/works/on-tides/versions/new"),
    *("/edit/people", "/edit/people/1", "/edit/sections", "/edit/new/section", "/edit/cv"),
    *("/edit/profile", "/edit/portrait", "/edit/languages", "/edit/topics", "/edit/import"),
    *("/edit/history", "/edit/health", "/edit/account", "/edit/help"),
)
# The texts of selects, buttons and placeholders that have less room than they need.
CUT = """() => {
  const pen = document.createElement('canvas').getContext('2d')
  const lacks = (field, text, arrow) => {
    const style = getComputedStyle(field)
    pen.font = style.font
    const room = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
    return pen.measureText(text).width > room - arrow
  }
  const shown = selector => [...document.querySelectorAll(selector)].filter(
    e => e.checkVisibility() && e.clientWidth > 1 && e.tabIndex >= 0)
  return [
    ...shown('select').filter(e => lacks(e, e.selectedOptions[0].text, 18)).map(
      e => e.selectedOptions[0].text),
    ...shown('input[placeholder]').filter(e => lacks(e, e.placeholder, 0)).map(e => e.placeholder),
    ...shown('main button').filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.innerText),
  ]
}"""


@pytest.fixture
def french(visit: Callable[..., Visit], served: tuple[str, Flask]) -> Callable[[int], Page]:
    url, app = served
    talk = record(title="On salt", type="paper-conference")
    people = [{"name": "Kim Li", "level": "PhD", "role": "principal"}]
    fill(app, record(), talk, people=people, sections=SECTIONS)
    speak(app, "en", "fr")

    def opened(width: int) -> Page:
        page = visit(width, is_owner=True).page
        sign_in_page(page, url, app)
        with app.app_context():
            db.session.execute(update(Account).values(language="fr"))
            db.session.commit()
        return page

    return opened


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_is_cut_or_too_wide(
    french: Callable[[int], Page], served: tuple[str, Flask], width: int
) -> None:
    page = french(width)
    for path in PATHS:
        page.goto(f"{served[0]}{path}")
        assert page.locator("html").get_attribute("lang") == "fr"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.evaluate(CUT) == [], path


def test_the_longest_role_of_an_author_is_shown_whole(
    french: Callable[[int], Page], served: tuple[str, Flask]
) -> None:
    page = french(1280)
    page.goto(f"{served[0]}/edit/works/on-tides")
    page.locator("select[name^=authors]").first.select_option("editor")
    assert page.evaluate(CUT) == []


def test_the_bar_is_one_line(french: Callable[[int], Page], served: tuple[str, Flask]) -> None:
    page = french(1280)
    page.goto(f"{served[0]}/edit/works")
    tops = page.locator(".bar > *").evaluate_all("all => all.map(e => e.offsetTop)")
    assert max(tops) - min(tops) < 10
    home = page.locator(".home").bounding_box()
    bar = page.locator(".bar").bounding_box()
    assert home
    assert bar
    assert bar["y"] < home["y"] + home["height"]


def test_a_photograph_does_not_cover_its_field(
    french: Callable[[int], Page], served: tuple[str, Flask]
) -> None:
    page = french(1280)
    page.goto(f"{served[0]}/edit/portrait")
    drawn = page.locator(".cropping .portrait").first.bounding_box()
    field = page.locator("[type=file]").bounding_box()
    assert drawn
    assert field
    assert drawn["x"] + drawn["width"] <= field["x"]
