"""Show more: the list grows by 25 works at a time."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import Visit

Open = Callable[..., Visit]
ALL = 64
LAID_OUT_LATER = """
articles => articles.map(article => getComputedStyle(article).contentVisibility).indexOf("auto")
"""


def test_the_list_grows_to_the_end_without_repeating_a_year(visit: Open, large: str) -> None:
    seen = visit()
    page = seen.page
    page.goto(large)
    works = page.locator("#works article")
    more = page.locator(".more a.button")
    expect(works).to_have_count(25)
    more.click()
    expect(works).to_have_count(50)
    assert page.evaluate("document.activeElement.closest('article')?.id") == works.nth(
        25
    ).get_attribute("id")
    more.click()
    expect(works).to_have_count(ALL)
    expect(more).to_have_count(0)
    years = page.locator("#works h3").all_inner_texts()
    assert years == [str(year) for year in range(2025, 2018, -1)]
    ids = page.locator("[id]").evaluate_all("elements => elements.map(element => element.id)")
    assert len(ids) == len(set(ids))
    assert page.url == f"{large}/?page=3"
    page.reload()
    expect(works).to_have_count(ALL)


def test_reload_and_back_show_as_much_as_before(visit: Open, large: str) -> None:
    page = visit().page
    page.goto(large)
    works = page.locator("#works article")
    page.locator(".more a.button").click()
    expect(works).to_have_count(50)
    expect(page.locator("#announcement")).to_have_text(f"50 of {ALL} shown")
    page.reload()
    expect(works).to_have_count(50)
    works.nth(40).locator("h4 a").click()
    expect(page.locator(".work h1")).to_be_visible()
    page.go_back()
    expect(works).to_have_count(50)
    expect(works.nth(40)).to_be_in_viewport()
    assert page.url == f"{large}/?page=2"


def test_compact_and_back_with_the_same_works(visit: Open, large: str) -> None:
    page = visit().page
    page.goto(f"{large}/?page=2")
    works, abstracts = page.locator("#works article"), page.locator("#works .abstract")
    page.get_by_role("link", name="Compact").click()
    expect(abstracts).to_have_count(0)
    expect(works).to_have_count(50)
    assert page.url == f"{large}/?view=compact&page=2"
    expect(page.get_by_role("link", name="Compact")).to_be_focused()
    page.locator(".more a.button").click()
    expect(works).to_have_count(ALL)
    expect(abstracts).to_have_count(0)
    page.get_by_role("link", name="Compact").click()
    expect(abstracts.first).to_be_visible()


def test_abstracts_out_of_sight_are_laid_out_later(visit: Open, sample: str) -> None:
    page = visit().page
    page.goto(sample)
    works = page.locator("#works article")
    assert works.evaluate_all(LAID_OUT_LATER) == 4
    # A link to an entry leads to its place, so all before it need their true heights.
    page.goto(f"{sample}/#{works.last.get_attribute('id')}")
    assert works.evaluate_all(LAID_OUT_LATER) == -1
    page.goto(f"{sample}/?view=compact")
    assert works.evaluate_all(LAID_OUT_LATER) == -1
    page.goto(sample)
    page.emulate_media(media="print")
    assert works.evaluate_all(LAID_OUT_LATER) == -1


def test_abstracts_of_newly_shown_works_can_be_expanded(visit: Open, large: str) -> None:
    page = visit().page
    page.goto(large)
    page.locator(".more a.button").click()
    toggle = page.locator("article", has_text="Study number 30").locator(".abstract .toggle")
    toggle.click()
    expect(toggle).to_have_attribute("aria-expanded", "true")


def test_show_all_lists_every_work(visit: Open, large: str) -> None:
    page = visit().page
    page.goto(large)
    page.get_by_role("link", name="Show all").click()
    expect(page.locator("#works article")).to_have_count(ALL)
    assert page.url == f"{large}/?page=all#publications"


def test_filtering_after_show_more_starts_on_the_first_page(visit: Open, large: str) -> None:
    page = visit().page
    page.goto(large)
    page.locator(".more a.button").click()
    expect(page.locator("#works article")).to_have_count(50)
    page.locator("#topic-topic-1").click()
    expect(page.locator("#works article")).to_have_count(20)
    expect(page.locator("#announcement")).to_have_text(f"20 of {ALL} publications")
