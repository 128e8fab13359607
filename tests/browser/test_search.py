"""Searching and sorting in place, combined with topics and browser history."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

Open = Callable[..., Visit]


def test_search_topics_and_sort_order_combine_in_place(visit: Open, sample: str) -> None:
    seen = visit()
    page = seen.page
    page.goto(sample)
    works = page.locator("#works article")
    page.get_by_role("searchbox").fill("autoencoders")
    page.keyboard.press("Enter")
    expect(page.locator("#announcement")).to_have_text("3 of 8 publications")
    assert page.url == f"{sample}/?q=autoencoders"
    expect(page.get_by_role("searchbox")).to_be_focused()
    assert seen.fragments() == ["publications?from=&to=&q=autoencoders&sort=newest"]
    page.locator("#topic-large-language-models").click()
    expect(works).to_have_count(1)
    assert page.url == f"{sample}/?topic=large-language-models&q=autoencoders"
    page.get_by_label("Sort by").select_option("Oldest first")
    expect(page).to_have_url(f"{sample}/?topic=large-language-models&q=autoencoders&sort=oldest")
    page.get_by_role("searchbox").fill("")
    page.get_by_role("button", name="Search").click()
    expect(page).to_have_url(f"{sample}/?topic=large-language-models&sort=oldest")
    page.go_back()
    page.go_back()
    page.go_back()
    expect(works).to_have_count(3)
    expect(page.get_by_role("searchbox")).to_have_value("autoencoders")


def test_a_slash_leads_to_the_search_and_escape_clears_it(visit: Open, sample: str) -> None:
    page = visit().page
    page.goto(sample)
    field, works = page.get_by_role("searchbox"), page.locator("#works article")
    page.keyboard.press("/")
    expect(field).to_be_focused()
    page.keyboard.type("auto/encoders")
    expect(field).to_have_value("auto/encoders")
    field.fill("autoencoders")
    page.keyboard.press("Enter")
    expect(works).to_have_count(3)
    page.locator("#works h4 a").first.focus()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+/")
    expect(field).to_have_value("autoencoders")
    expect(field).not_to_be_focused()
    # What is typed next replaces the words.
    page.keyboard.press("/")
    page.keyboard.type("steering")
    expect(field).to_have_value("steering")
    page.keyboard.press("Escape")
    expect(works).to_have_count(8)
    expect(page).to_have_url(f"{sample}/")
    expect(field).to_be_focused()
    expect(field).to_have_value("")


@pytest.mark.parametrize("name", ["#sort", "#other"])
def test_a_slash_stays_in_other_fields(visit: Open, sample: str, name: str) -> None:
    page = visit().page
    page.goto(sample)
    page.evaluate("document.querySelector('#works').innerHTML += '<textarea id=other></textarea>'")
    page.locator(name).focus()
    page.keyboard.press("/")
    expect(page.locator(name)).to_be_focused()


def test_search_works_without_javascript(visit: Open, sample: str) -> None:
    page = visit(java_script_enabled=False).page
    page.goto(f"{sample}/?topic=steering")
    page.get_by_role("searchbox").fill("toy")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#works article")).to_have_count(1)
    assert "topic=steering" in page.url
    assert "q=toy" in page.url
    expect(page.get_by_role("searchbox")).to_have_value("toy")
