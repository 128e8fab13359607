"""Facets beside the list by mouse, keyboard, finger and without a script; focus is kept."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.support.accessibility import violations

Open = Callable[..., Visit]


@pytest.fixture
def seen(visit: Open, large: str) -> Visit:
    seen = visit()
    seen.page.goto(f"{large}/#publications")
    return seen


@pytest.fixture
def phone(visit: Open, large: str) -> Page:
    page = visit(390, has_touch=True, is_mobile=True).page
    page.goto(f"{large}/#publications")
    return page


def expect_count(page: Page, found: int, query: str) -> None:
    expect(page.locator("#works .count")).to_have_text(f"{found} of 64 publications")
    assert page.url.partition("?")[2].partition("#")[0] == query


def test_each_choice_takes_one_request_and_keeps_the_focus(seen: Visit) -> None:
    page = seen.page
    page.locator("#author-kim-li").click()
    expect_count(page, 63, "author=kim-li")
    expect(page.locator("#author-kim-li")).to_be_focused()
    page.locator("#year-2023").click()
    expect_count(page, 10, "year=2023&author=kim-li")
    expect(page.locator("#year-2023")).to_be_focused()
    expect(page.locator("#announcement")).to_have_text("10 of 64 publications")
    assert seen.fragments() == [
        "publications?author=kim-li",
        "publications?year=2023&author=kim-li",
    ]
    page.go_back()
    expect_count(page, 63, "author=kim-li")
    expect(page.locator(".chosen li")).to_have_text(["Kim Li ✕", "Clear all"])


def test_removing_a_choice_leads_the_focus_to_the_count(seen: Visit) -> None:
    page = seen.page
    page.locator("#year-2023").click()
    expect_count(page, 10, "year=2023")
    page.get_by_role("link", name="Remove 2023").press("Enter")
    expect(page.locator("#works .count")).to_have_text("64 publications")
    expect(page.locator("#works .count")).to_be_focused()


@pytest.mark.parametrize(
    ("field", "year", "query", "pill"),
    [
        ("#from", "2020", "year=2020-2200", "2020 or later ✕"),
        ("#to", "2024", "year=1500-2024", "2024 or earlier ✕"),
    ],
)
def test_one_end_of_the_years_is_enough(
    seen: Visit, field: str, year: str, query: str, pill: str
) -> None:
    page = seen.page
    page.locator(field).fill(year)
    page.locator(field).press("Enter")
    expect(page.locator(".chosen li").first).to_have_text(pill)
    assert page.url.partition("?")[2] == query
    expect(page.locator(field)).to_be_focused()
    expect(page.locator(field)).to_have_value("")


def test_a_co_author_is_found_among_many(seen: Visit) -> None:
    page = seen.page
    page.locator("#year-2025").click()
    expect_count(page, 4, "year=2025")
    page.locator("#facet-author .further").press("Enter")
    field = page.locator("#facet-author .find input[type=search]")
    expect(field).to_be_focused()
    field.press_sequentially("author 31")
    expect(page.locator("#author-choices li")).to_have_text(["Author 31 1"])
    seen.requests.clear()
    page.locator("#author-author-31").press("Enter")
    expect_count(page, 1, "year=2025&author=author-31")
    expect(page.locator("#author-author-31")).to_be_focused()
    assert seen.fragments() == ["publications?year=2025&author=author-31"]


def test_the_page_of_all_co_authors_leads_to_the_list(seen: Visit, large: str) -> None:
    page = seen.page
    page.goto(f"{large}/facets/author?year=2025")
    page.locator(".find input[type=search]").fill("author 07")
    expect(page.locator("#author-choices li")).to_have_text(["Author 07 1"])
    page.locator("#author-choices a").click()
    expect_count(page, 1, "year=2025&author=author-07")


def test_on_phones_a_button_opens_the_facets_and_another_shows_the_list(phone: Page) -> None:
    opener = phone.get_by_role("button", name="Filters")
    expect(phone.locator("#facets")).to_be_hidden()
    opener.tap()
    phone.locator("#year-2025").tap()
    expect_count(phone, 4, "year=2025")
    phone.locator("#facet-author .further").tap()
    expect(phone.locator("#facet-author li a").first).to_be_focused()
    expect(phone.locator("#facet-author li a").first).to_be_in_viewport()
    phone.get_by_role("button", name="Show 4 publications").tap()
    expect(phone.locator("#facets")).to_be_hidden()
    expect(opener).to_have_text("Filters 1 chosen")
    expect(opener).to_be_focused()


def test_escape_leads_back_to_the_button_that_opened_the_facets(visit: Open, large: str) -> None:
    page = visit(390).page
    page.goto(large)
    opener = page.locator("[popovertarget=filters]").last
    opener.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".years a").first).to_be_focused()
    page.keyboard.press("Enter")
    expect_count(page, 10, "year=2019")
    expect(page.locator("#year-2019")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#facets")).to_be_hidden()
    expect(opener).to_be_focused()


def test_facets_work_without_a_script(visit: Open, large: str) -> None:
    page = visit(390, java_script_enabled=False).page
    page.goto(large)
    opener = page.locator("[popovertarget=filters]").last
    opener.click()
    page.locator("#facet-author .further").click()
    page.locator(".find input[type=search]").fill("kim")
    page.get_by_role("button", name="Find").click()
    page.locator("#author-choices a").click()
    expect_count(page, 63, "author=kim-li")
    opener.click()
    page.locator("#from").fill("2024")
    page.locator("#to").fill("2025")
    page.get_by_role("button", name="Go").click()
    expect(page.locator("#works .count")).to_have_text("13 of 64 publications")
    page.get_by_role("link", name="Remove Kim Li").click()
    expect_count(page, 14, "year=2024-2025")


@pytest.mark.slow
def test_open_facets_are_accessible(visit: Open, sample: str) -> None:
    page = visit(390, has_touch=True, is_mobile=True).page
    page.goto(sample)
    page.get_by_role("button", name="Filters").tap()
    page.locator("#facet-author .further").tap()
    expect(page.locator("#author-choices")).to_be_visible()
    assert violations(page) == []
