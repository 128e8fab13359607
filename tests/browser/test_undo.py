"""Undo in place: scroll position, focus, address and open forms stay; a live region says it."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.support.browser_sessions import answered, sign_in_page
from tests.support.factories import PREPRINT, fill, many, record

REDO, UNDO = "Redo", "Undo"


@pytest.fixture
def page(visit: Callable[..., object], served: tuple[str, Flask]) -> Page:
    url, app = served
    people = [{"name": "Kim Li", "level": "PhD"}, {"name": "Bo Ek", "level": "MSc"}]
    fill(app, *many(12), people=people, profile={"biography": "I study tides."})
    page: Page = visit(is_owner=True, reduced_motion="reduce").page  # type: ignore[attr-defined]
    sign_in_page(page, url, app)
    page.goto(url)
    return page


def place(page: Page, selector: str) -> float:
    """Return where an element stands in the window."""
    box = page.locator(selector).bounding_box()
    assert box
    return box["y"]


def said(page: Page) -> str:
    return page.locator("#said").inner_text()


def press_undo(page: Page, label: str, anchor: str) -> None:
    """Press Undo or Redo with the keyboard: nothing moves, and its counterpart has the focus."""
    page.evaluate("document.body.dataset.same = 'yes'")
    button = page.locator("[data-notice] button, .last button").get_by_text(label, exact=True).last
    button.focus()
    before, address = place(page, anchor), page.url
    button.press("Enter")
    expect(page.get_by_role("button", name=UNDO if label == REDO else REDO).last).to_be_focused()
    assert abs(place(page, anchor) - before) < 2
    assert page.url == address
    assert page.evaluate("document.body.dataset.same") == "yes", "the page was not loaded again"
    expect(page.locator("[data-notice]")).to_have_count(1)
    assert said(page) == page.locator("[data-notice] span").first.inner_text()


def test_an_edit_is_undone_where_it_was_made(page: Page) -> None:
    page.get_by_role("link", name="Edit: biography").click()
    page.get_by_role("textbox", name="Biography", exact=True).fill("Half a sentence")
    page.get_by_role("link", name="Edit: Study number 9").click()
    page.get_by_label("Title", exact=True).fill("Waves")
    page.locator("#work-10.editing").get_by_role("button", name="Save", exact=True).last.click()
    expect(page.locator("#work-10 h4")).to_have_text("Waves")
    assert said(page) == "Edited “Waves”."
    press_undo(page, UNDO, "#work-10")
    expect(page.locator("#work-10 h4")).to_have_text("Study number 9")
    assert said(page) == "Undone: edited “Waves”."
    press_undo(page, REDO, "#work-10")
    expect(page.locator("#work-10 h4")).to_have_text("Waves")
    # The other form was open all the time.
    expect(page.get_by_role("textbox", name="Biography", exact=True)).to_have_value(
        "Half a sentence"
    )


def test_what_was_deleted_comes_back_to_its_place(page: Page) -> None:
    answered(page, accept=True)
    titles = page.locator("#works h4").all_inner_texts()
    page.get_by_role("link", name="Edit: Study number 5").click()
    page.get_by_role("button", name="Delete this work").click()
    expect(page.locator("#works h4")).to_have_count(11)
    press_undo(page, UNDO, "#work-6")
    assert page.locator("#works h4").all_inner_texts() == titles
    press_undo(page, REDO, "#work-6")
    expect(page.locator("#works h4")).to_have_count(11)
    expect(page.locator("#works > .gone")).to_contain_text("Redone: deleted “Study number 5”.")
    page.get_by_role("link", name="Edit: Kim Li").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    # One notice at a time: the place of the work is gone, too.
    expect(page.locator("#people .gone")).to_contain_text("Deleted Kim Li")
    expect(page.locator(".gone")).to_have_count(1)
    press_undo(page, UNDO, "#person-1")
    expect(page.locator("#people .cards p:first-child")).to_contain_text(["Kim Li", "Bo Ek"])


@pytest.mark.parametrize("address", ["/", "/edit/works/on-tides"])
def test_versions_are_undone_where_they_were_changed(
    page: Page, served: tuple[str, Flask], address: str
) -> None:
    fill(served[1], record(), PREPRINT)
    page.goto(served[0] + address)
    if address == "/":
        page.get_by_role("link", name="Edit: On tides").click()
    page.get_by_role("button", name="Show in the list").click()
    shown = page.locator(".versions-of li").first
    expect(shown).to_contain_text("arXiv")
    press_undo(page, UNDO, ".versions-of")
    expect(shown).to_contain_text("Journal of Tides")
    press_undo(page, REDO, ".versions-of")
    expect(shown).to_contain_text("arXiv")


def test_a_pair_that_was_joined_comes_back_to_its_place(
    page: Page, served: tuple[str, Flask]
) -> None:
    titles = [
        f"{name} harvests{end}" for name in ("Barley", "Oat", "Rye") for end in ("", " again")
    ]
    fill(served[1], *(record(title=title) for title in titles))
    page.goto(f"{served[0]}/edit/duplicates")
    pairs = page.locator(".two")
    before = pairs.locator(".title").all_inner_texts()
    pairs.nth(1).get_by_role("button", name="Join").click()
    expect(page.locator("[data-notice] + .two")).to_be_visible()
    following = page.locator("[data-notice] + .two").get_attribute("id")
    press_undo(page, UNDO, f"#{following}")
    expect(page.locator(f"[data-notice] + #{following}")).to_be_visible()
    assert pairs.locator(".title").all_inner_texts() == before


def test_the_order_of_featured_works_is_undone_in_place(page: Page) -> None:
    for star in page.locator("#works .star").all()[:2]:
        star.click()
        expect(star).to_have_attribute("aria-pressed", "true")
    page.goto(f"{page.url}edit/featured")
    works = page.locator("#featured li > p a")
    before = works.all_inner_texts()
    page.get_by_role("button", name="Move down").first.click()
    expect(works).to_have_text(before[::-1])
    press_undo(page, UNDO, "#featured ol")
    expect(works).to_have_text(before)


def test_the_address_does_not_keep_what_was_done(page: Page) -> None:
    answered(page, accept=True)
    page.goto(f"{page.url}edit/topics")
    page.get_by_role("link", name="Edit: Topic 1").click()
    page.get_by_label("Merge into another topic").select_option("Topic 0 (4 works)")
    page.get_by_role("button", name="Merge", exact=True).click()
    expect(page.locator("[data-notice]")).to_contain_text("Merged")
    assert page.url.endswith("/edit/topics")
    press_undo(page, UNDO, "#topics")
    expect(page.locator("#topics li:not(.add) > p")).to_have_count(3)
    page.reload()
    expect(page.locator("[data-notice]")).to_have_count(0)
