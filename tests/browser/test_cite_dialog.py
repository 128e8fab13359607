"""The citation dialog: opening, copying and closing; a page without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.support.accessibility import violations

Open = Callable[..., Visit]
CITE, DIALOG = "#works article a[data-kind=cite]", "dialog.cite"


def open_dialog(page: Page, site: str) -> None:
    page.goto(site)
    page.locator(CITE).first.click()
    expect(page.locator(DIALOG)).to_be_visible()


@pytest.mark.parametrize("way", ["Escape", "Close"])
def test_the_dialog_opens_in_place_and_closing_restores_the_focus(
    visit: Open, sample: str, way: str
) -> None:
    page = visit().page
    open_dialog(page, sample)
    close = page.locator(DIALOG).get_by_role("button", name="Close")
    expect(close).to_be_focused()
    expect(page.locator(f"{DIALOG} h3")).to_have_count(6)
    if way == "Close":
        page.keyboard.press("Enter")
    else:
        page.keyboard.press("Escape")
    expect(page.locator(DIALOG)).to_have_count(0)
    expect(page.locator(CITE).first).to_be_focused()
    assert page.url.rstrip("/") == sample
    page.keyboard.press("Enter")
    expect(page.locator(DIALOG)).to_have_count(1)


def test_the_close_button_stays_visible_in_an_opaque_bar(visit: Open, sample: str) -> None:
    page = visit(390).page
    open_dialog(page, sample)
    page.locator(f"{DIALOG} h3").last.evaluate("one => one.scrollIntoView()")
    expect(page.locator(DIALOG).get_by_role("button", name="Close")).to_be_in_viewport()
    bar, first = (page.locator(f"{DIALOG} {part}").first.bounding_box() for part in ("form", "li"))
    assert bar
    assert first
    # The whole bar, not only its button, must cover the text that scrolls beneath it.
    assert bar["width"] >= first["width"]
    background = "one => getComputedStyle(one).backgroundColor"
    assert page.locator(f"{DIALOG} form").evaluate(background) == page.locator(DIALOG).evaluate(
        background
    )


def test_copying_yields_plain_text_and_a_confirmation(visit: Open, sample: str) -> None:
    page = visit(permissions=["clipboard-read", "clipboard-write"]).page
    open_dialog(page, sample)
    for name in ("APA", "BibTeX"):
        item = page.locator(f"{DIALOG} li", has=page.get_by_role("heading", name=name))
        item.get_by_role("button", name=f"Copy {name}").click()
        expect(item.get_by_role("status")).to_have_text("Copied")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == item.locator("[data-copied]").inner_text().strip()
    assert copied.startswith("@")


def test_without_a_clipboard_the_text_is_selected(visit: Open, sample: str) -> None:
    page = visit().page
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    open_dialog(page, sample)
    page.get_by_role("button", name="Copy RIS").click()
    expect(page.locator(f"{DIALOG} li", has_text="RIS").last.get_by_role("status")).to_contain_text(
        "Selected"
    )
    assert page.evaluate("getSelection().toString()").startswith("TY")


def test_without_javascript_citations_are_a_page(visit: Open, sample: str) -> None:
    page = visit(java_script_enabled=False).page
    page.goto(sample)
    page.locator(CITE).first.click()
    assert page.url.endswith("/cite")
    expect(page.locator(".citations h2")).to_have_count(6)
    expect(page.locator(".copy").first).to_be_hidden()
    page.locator("h1 a").click()
    page.locator("a[data-kind=cite]").click()
    assert page.url.endswith("/cite")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_dialog_fits_narrow_windows(visit: Open, large: str, width: int) -> None:
    page = visit(width, has_touch=width < 700, is_mobile=width < 700).page
    open_dialog(page, large)
    box = page.locator(DIALOG).bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    wide = "dialog => dialog.scrollWidth - dialog.clientWidth"
    assert page.locator(DIALOG).evaluate(wide) <= 0
    for part in page.locator(f"{DIALOG} .copy, {DIALOG} .button").all():
        found = part.bounding_box()
        assert found
        assert found["height"] >= (40 if width < 700 else 20)
    page.keyboard.press("Escape")
    page.goto(page.locator(CITE).first.evaluate("link => link.href"))
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_the_dialog_opens_from_a_work_and_from_a_filtered_list(visit: Open, sample: str) -> None:
    page = visit().page
    page.goto(sample)
    page.locator("#topic-steering").click()
    expect(page.locator("#works article")).to_have_count(2)
    expect(page.locator("#works .files a").first).to_have_attribute(
        "href", "/publications.bib?topic=steering"
    )
    page.locator(CITE).last.click()
    expect(page.locator(DIALOG)).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("#works h4 a").first.click()
    page.locator("a[data-kind=cite]").click()
    expect(page.locator(f"{DIALOG} h2")).to_have_text("Cite")


def test_the_dialog_and_the_page_are_accessible(visit: Open, sample: str) -> None:
    page = visit().page
    open_dialog(page, sample)
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.goto(page.locator(CITE).first.evaluate("link => link.href"))
    assert violations(page) == []
