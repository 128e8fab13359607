"""Resolve possible duplicates by mouse, keyboard and touch, and without JavaScript."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit
from tests.support.accessibility import violations
from tests.support.browser_sessions import sign_in_page
from tests.support.database import versions
from tests.support.factories import LONG_ABSTRACT, PREPRINT, fill, record
from tests.support.input_methods import INPUT_METHODS, Keys, Mouse, NoScript

Open = Callable[..., Visit]
SALT = {**PREPRINT, "title": "Salt budgets of a shallow estuary", "abstract": LONG_ABSTRACT}
WORKS = [
    SALT,
    record(title="The salt budgets of shallow estuaries", authors=["A. Roe", "K. Li", "Bo Ek"]),
    record(title="Harbour cranes in strong wind", year=2019),
    record(title="Harbour cranes in strong winds: a study", year=2020),
    record(title="Barley on reclaimed land", year=2001),
    record(title="Barley on reclaimed lands, with an outlook", year=2002),
]


@pytest.fixture
def site(served: tuple[str, Flask]) -> tuple[str, Flask]:
    fill(served[1], *WORKS)
    return served


def open_duplicates(visit: Open, site: tuple[str, Flask], **options: object) -> Page:
    page = visit(is_owner=True, **options).page
    sign_in_page(page, *site)
    page.goto(f"{site[0]}/edit/duplicates")
    return page


def pair(page: Page, words: str) -> Locator:
    return page.locator("section.two", has_text=words)


def choose_the_preprint(user: Mouse, of: Locator) -> None:
    if isinstance(user, Keys):
        # Tab reaches the selected radio button; the arrow keys move to the others.
        user.press(of.locator("input:checked"))
        user.page.keyboard.press("ArrowDown")
    else:
        user.press(of.get_by_role("radio", name="arXiv"))


@pytest.mark.parametrize("input_method", INPUT_METHODS)
def test_pairs_are_resolved_one_by_one_and_can_be_undone(
    visit: Open, site: tuple[str, Flask], input_method: type[Mouse]
) -> None:
    page = open_duplicates(visit, site, **input_method.options)
    user = input_method(page)
    expect(page.locator("section.two")).to_have_count(3)
    user.press(pair(page, "Harbour").get_by_role("button", name="Keep apart"))
    expect(page.locator(".saved")).to_contain_text("Kept apart: “Harbour cranes")
    expect(page.locator("section.two")).to_have_count(2)
    expect(page.locator(".two h2[autofocus]")).to_be_focused()
    user.press(page.get_by_role("button", name="Undo"))
    expect(page.locator("section.two")).to_have_count(3)
    salt = pair(page, "Salt budgets")
    choose_the_preprint(user, salt)
    user.press(salt.get_by_role("button", name="Join"))
    expect(page.locator(".saved")).to_contain_text("Joined “Salt budgets of a shallow estuary”")
    expect(page.locator("section.two")).to_have_count(2)
    assert versions(site[1])[0][0] == ("Salt budgets of a shallow estuary", 2023)
    user.press(page.locator(".saved").get_by_role("button", name="Undo"))
    expect(page.locator("section.two")).to_have_count(3)
    expect(page.locator(".saved")).to_contain_text("Undone: joined")


@pytest.mark.parametrize("input_method", [Mouse, NoScript])
def test_a_message_is_shown_after_the_last_pair(
    visit: Open, site: tuple[str, Flask], input_method: type[Mouse]
) -> None:
    page = open_duplicates(visit, site, **input_method.options)
    user = input_method(page)
    for left in (2, 1, 0):
        user.press(page.get_by_role("button", name="Keep apart").last)
        expect(page.locator("section.two")).to_have_count(left)
    expect(page.locator(".message")).to_be_focused()
    user.press(page.get_by_role("link", name="Kept apart"))
    expect(page.locator(".kept li")).to_have_count(3)
    user.press(page.get_by_role("button", name="Undo").first)
    expect(page.locator(".kept li")).to_have_count(2)


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_the_pages_fit_the_window_and_are_accessible(
    visit: Open, site: tuple[str, Flask], width: int
) -> None:
    page = open_duplicates(visit, site, width=width)
    tops = [
        box["y"]
        for side in page.locator(".two").first.locator(".pair > div").all()
        if (box := side.bounding_box())
    ]
    assert (tops[0] == tops[1]) == (width > 700), "side by side, stacked on a phone"
    found = violations(page)
    page.get_by_role("button", name="Keep apart").first.click()
    expect(page.locator(".saved")).to_be_visible()
    found += violations(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto(f"{site[0]}/edit/duplicates/kept")
    assert found + violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_work_joined_in_another_window_is_reported(visit: Open, site: tuple[str, Flask]) -> None:
    page = open_duplicates(visit, site)
    other = page.context.new_page()
    other.goto(page.url)
    pair(other, "Harbour").get_by_role("button", name="Join").click()
    expect(other.locator(".saved")).to_be_visible()
    pair(page, "Harbour").get_by_role("button", name="Keep apart").click()
    expect(page.locator(".wrongs")).to_contain_text(
        "One of the two works no longer exists: Joined “Harbour"
    )
    expect(page.locator("section.two")).to_have_count(2)


@pytest.mark.parametrize("width", [1280, 390])
def test_the_message_and_the_next_pair_are_in_view(
    visit: Open, site: tuple[str, Flask], width: int
) -> None:
    page = open_duplicates(visit, site, width=width)
    page.set_viewport_size({"width": width, "height": 500})
    # Scroll the heading of this pair to the top edge, and click without scrolling further.
    page.get_by_role("button", name="Keep apart").nth(1).evaluate("""one => {
      const head = one.closest("section").querySelector("h2").getBoundingClientRect();
      scrollTo({ top: head.top + scrollY, behavior: "instant" });
      one.click();
    }""")
    expect(page.locator(".two h2[autofocus]")).to_be_focused()
    under = """() => document.querySelector(".saved").getBoundingClientRect().top
      >= document.querySelector("header.top").getBoundingClientRect().bottom"""
    page.wait_for_function(under)
