"""Typing in the search field searches: in few requests, with one entry of the history."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Visit

Open = Callable[..., Visit]
COUNT = "#announcement"


def history(page: Page) -> int:
    return int(page.evaluate("history.length"))


def test_typing_searches_and_keeps_the_focus(visit: Open, sample: str) -> None:
    seen = visit()
    page = seen.page
    page.goto(sample)
    before = history(page)
    field = page.get_by_role("searchbox")
    field.press_sequentially("autoencoders", delay=20)
    expect(page.locator(COUNT)).to_have_text("3 of 8 publications")
    assert page.url == f"{sample}/?q=autoencoders"
    assert len(seen.fragments()) == 1
    expect(field).to_be_focused()
    expect(page.locator("#works mark").first).to_have_text("autoencoders")
    for _ in range(6):
        field.press("Backspace")
    field.press("ArrowLeft")
    expect(page).to_have_url(f"{sample}/?q=autoen")
    field.press_sequentially("X")
    expect(page.locator(COUNT)).to_have_text("0 of 8 publications")
    expect(field).to_have_value("autoeXn")
    assert history(page) == before + 1
    page.go_back()
    expect(page).to_have_url(f"{sample}/")
    expect(page.locator("#works article")).to_have_count(8)
    expect(field).to_have_value("")


def test_the_same_words_are_not_asked_for_again(visit: Open, sample: str) -> None:
    seen = visit()
    page = seen.page
    page.goto(f"{sample}/?q=autoencoders")
    field = page.get_by_role("searchbox")
    field.press("End")
    field.press_sequentially("  ")
    page.wait_for_timeout(400)
    field.press_sequentially("x")
    field.press("Backspace")
    page.wait_for_timeout(400)
    assert seen.fragments() == []
    field.press("Enter")
    expect(page.locator(COUNT)).to_have_text("3 of 8 publications")
    assert len(seen.fragments()) == 1


def test_the_last_words_win(visit: Open, sample: str) -> None:
    page = visit().page

    def slow(route: Route) -> None:
        page.wait_for_timeout(700 if "q=toy" in route.request.url else 0)
        route.continue_()

    page.route("**/fragments/publications?*", slow)
    page.goto(sample)
    field = page.get_by_role("searchbox")
    field.fill("toy")
    page.wait_for_timeout(300)
    field.fill("autoencoders")
    expect(page).to_have_url(f"{sample}/?q=autoencoders")
    page.wait_for_timeout(900)
    expect(page).to_have_url(f"{sample}/?q=autoencoders")
    expect(page.locator(COUNT)).to_have_text("3 of 8 publications")


def test_enter_ends_an_entry_of_the_history(visit: Open, sample: str) -> None:
    page = visit().page
    page.goto(sample)
    before = history(page)
    field = page.get_by_role("searchbox")
    field.press_sequentially("toy")
    expect(page).to_have_url(f"{sample}/?q=toy")
    field.press("Enter")
    page.wait_for_timeout(300)
    assert history(page) == before + 1
    field.fill("autoencoders")
    expect(page).to_have_url(f"{sample}/?q=autoencoders")
    assert history(page) == before + 2
    page.go_back()
    expect(page).to_have_url(f"{sample}/?q=toy")
    expect(field).to_have_value("toy")


def test_relevance_is_offered_while_searching(visit: Open, sample: str) -> None:
    page = visit().page
    page.goto(sample)
    sort = page.get_by_label("Sort by")
    expect(sort.locator("[value=relevance]")).to_have_count(0)
    page.get_by_role("searchbox").fill("autoencoders")
    sort.locator("[value=relevance]").wait_for(state="attached")
    sort.select_option("By relevance")
    expect(page).to_have_url(f"{sample}/?q=autoencoders&sort=relevance")
    expect(sort).to_have_value("relevance")
    page.get_by_role("link", name="Clear all").click()
    expect(page).to_have_url(f"{sample}/")
    expect(page.get_by_role("searchbox")).to_have_value("")
    expect(sort).to_have_value("newest")
    expect(sort.locator("[value=relevance]")).to_have_count(0)


@pytest.mark.parametrize("q", ['"sparse autoencoders', "-x", "<b>&", "author:", "%00\\"])
def test_any_text_can_be_typed(visit: Open, sample: str, q: str) -> None:
    page = visit().page
    page.goto(sample)
    field = page.get_by_role("searchbox")
    field.press_sequentially(q)
    expect(page.locator(COUNT)).to_contain_text("of 8 publications")
    expect(field).to_have_value(q)
    expect(page.locator(".failed")).to_have_count(0)
