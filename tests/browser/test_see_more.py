"""Expanding abstracts and author lists in place, by mouse, keyboard and touch."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visit

Open = Callable[..., Visit]
NAME = "poisonbench-assessing-large-language-model-vulnerability-to-data-poisoning"
ENTRY = f'article:has(a[href="/publications/{NAME}"])'
ABSTRACT, TOGGLE = f"{ENTRY} .abstract", f"{ENTRY} .abstract .toggle"


@pytest.fixture
def seen(visit: Open, sample: str) -> Visit:
    seen = visit()
    seen.page.goto(sample)
    return seen


def text(element: Locator) -> str:
    """The text of an element even where it is out of sight, so not laid out."""
    return " ".join((element.text_content() or "").split())


def test_an_abstract_expands_and_collapses_in_place(seen: Visit) -> None:
    page, address = seen.page, seen.page.url
    abstract, toggle = page.locator(ABSTRACT), page.locator(TOGGLE)
    short = text(abstract)
    expect(toggle).to_have_attribute("aria-expanded", "false")
    toggle.click()
    expect(toggle).to_have_attribute("aria-expanded", "true")
    expect(abstract).to_have_text(re.compile(r"see less\s*$"))
    expect(toggle).to_have_accessible_name(re.compile(r"^see less PoisonBench: "))
    assert len(text(abstract)) > 2 * len(short)
    assert text(abstract).startswith(short[:200])
    toggle.click()
    expect(toggle).to_have_attribute("aria-expanded", "false")
    assert text(abstract) == short
    assert page.url == address


def test_the_toggle_works_with_the_keyboard_alone_and_keeps_the_focus(seen: Visit) -> None:
    page = seen.page
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.locator(f"{TOGGLE}:focus").count():
            break
    toggle = page.locator(TOGGLE)
    expect(toggle).to_be_focused()
    outline = toggle.evaluate("element => getComputedStyle(element).outlineWidth")
    assert outline == "3px"
    for expanded in ("true", "false", "true"):
        page.keyboard.press("Enter")
        expect(toggle).to_have_attribute("aria-expanded", expanded)
        expect(toggle).to_be_focused()


@pytest.mark.parametrize("approach", ["hover", "focus"])
def test_a_preloaded_abstract_opens_without_another_request(seen: Visit, approach: str) -> None:
    toggle = seen.page.locator(TOGGLE)
    with seen.page.expect_response(lambda r: "/abstract" in r.url):
        getattr(toggle, approach)()
    toggle.evaluate("element => element.click()")
    expect(toggle).to_have_attribute("aria-expanded", "true")
    assert len(seen.fragments()) == 1


def test_an_abstract_is_preloaded_on_touch(visit: Open, sample: str) -> None:
    seen = visit(390, has_touch=True, is_mobile=True)
    seen.page.goto(sample)
    toggle = seen.page.locator(TOGGLE)
    with seen.page.expect_response(lambda r: "/abstract" in r.url):
        toggle.dispatch_event("touchstart")
    toggle.tap()
    expect(toggle).to_have_attribute("aria-expanded", "true")
    assert len(seen.fragments()) == 1


def test_a_long_author_list_expands_and_collapses(visit: Open, large: str) -> None:
    page = visit().page
    page.goto(large)
    line = page.locator("article", has_text="Many hands").locator(".authors")
    expect(line).to_contain_text("Author 02, … Ada Roe, … 36 more")
    toggle = line.get_by_role("link")
    toggle.click()
    expect(line).to_contain_text("Author 37, Author 38, Ada Roe show fewer")
    expect(toggle).to_be_focused()
    toggle.click()
    expect(line).to_contain_text("… 36 more")


def message_beside(control: Locator) -> Locator:
    return control.locator("xpath=following-sibling::*[1]")


def test_a_failed_search_shows_a_link_and_keeps_the_input(visit: Open, sample: str) -> None:
    seen = visit()
    seen.page.goto(sample)
    seen.page.route("**/fragments/**", lambda route: route.abort())
    seen.page.get_by_role("searchbox").fill("tides")
    seen.page.keyboard.press("Enter")
    link = seen.page.locator("#search + .failed a")
    expect(link).to_have_attribute("href", re.compile(r"/#publications$"))
    expect(seen.page.get_by_role("searchbox")).to_have_value("tides")
    seen.complaints.clear()


@pytest.mark.parametrize("status", [None, 404, 500])
def test_a_failed_request_shows_an_error_beside_the_control(
    visit: Open, sample: str, status: int | None
) -> None:
    seen = visit()
    page = seen.page
    page.goto(sample)

    def fail(route: object) -> None:
        route.abort() if status is None else route.fulfill(status=status, body="x")  # type: ignore[attr-defined]

    page.route("**/fragments/**", fail)
    toggle = page.locator(TOGGLE)
    toggle.click()
    said = message_beside(toggle)
    expect(said).to_have_text("This could not be loaded. Open the page")
    expect(said).to_have_attribute("role", "alert")
    link = said.get_by_role("link")
    expect(link).to_have_attribute("href", re.compile(rf"/publications/{NAME}#abstract$"))
    expect(page.locator(ABSTRACT)).to_contain_text("see more")
    toggle.click()
    expect(page.locator(".failed")).to_have_count(1)
    page.unroute("**/fragments/**")
    toggle.click()
    expect(toggle).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".failed")).to_have_count(0)
    # The browser logs an error for the failed request, the only one to allow.
    seen.complaints[:] = [
        c for c in seen.complaints if "Failed to load" not in c and "htmx" not in c
    ]
