"""Searching and sorting in place, combined with topics and browser history."""

from collections.abc import Callable

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
    assert seen.fragments() == ["publications?q=autoencoders&sort=newest"]
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


def test_search_works_without_javascript(visit: Open, sample: str) -> None:
    page = visit(java_script_enabled=False).page
    page.goto(f"{sample}/?topic=steering")
    page.get_by_role("searchbox").fill("toy")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#works article")).to_have_count(1)
    assert "topic=steering" in page.url
    assert "q=toy" in page.url
    expect(page.get_by_role("searchbox")).to_have_value("toy")
