"""Charts: opening in place and closing, by keyboard, on a phone, and as a page."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.support.accessibility import violations
from tests.support.factories import fill, record

Open = Callable[..., Visit]
TOGGLE, CHARTS = "#charts-toggle", "#charts details.charts"
FOCUSED = "document.activeElement.textContent.trim()"


def open_charts(page: Page, site: str) -> None:
    page.goto(site)
    page.locator(TOGGLE).focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"{CHARTS} .plot")).to_be_visible()


def test_charts_open_in_place_and_close_by_keyboard(visit: Open, sample: str) -> None:
    seen = visit()
    page = seen.page
    open_charts(page, sample)
    expect(page.locator(TOGGLE)).to_be_focused()
    assert page.url.rstrip("/") == sample
    for is_open in (False, True):
        page.keyboard.press("Enter")
        expect(page.locator(f"{CHARTS} .plot")).to_be_visible(visible=is_open)
        expect(page.locator(TOGGLE)).to_be_focused()
    assert seen.fragments() == ["charts"]


def test_the_keyboard_passes_the_drawings(visit: Open, sample: str) -> None:
    page = visit().page
    open_charts(page, sample)
    reached = []
    while "Show as a table" not in reached:
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUSED))
    assert reached[:-1] == page.locator(f"{CHARTS} .legend a").all_inner_texts()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    first = page.locator(f"{CHARTS} .wide a").first
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**year=*")


def test_a_bar_leads_to_its_publications(visit: Open, sample: str) -> None:
    page = visit(reduced_motion="reduce").page
    open_charts(page, sample)
    bar = page.locator(f"{CHARTS} .plot a").first
    address = bar.get_attribute("href")
    bar.click()
    page.wait_for_url(f"{sample}{address}")


def test_a_topic_of_the_legend_stands_out(visit: Open, sample: str) -> None:
    page = visit(reduced_motion="reduce").page
    open_charts(page, sample)
    page.locator(f"{CHARTS} .legend a").nth(1).focus()
    shown = page.locator(f"{CHARTS} .plot g").evaluate_all(
        "all => all.map(g => getComputedStyle(g).opacity)"
    )
    assert shown[1] == "1"
    assert set(shown[:1] + shown[2:]) == {"0.2"}


def test_without_javascript_charts_are_a_page(visit: Open, sample: str) -> None:
    page = visit(java_script_enabled=False).page
    page.goto(sample)
    page.locator(TOGGLE).click()
    assert page.url == f"{sample}/charts"
    expect(page.locator("h1")).to_have_text("Charts")
    page.locator(".wide").wait_for(state="attached")
    page.get_by_text("Show as a table").click()
    expect(page.locator(".wide a").first).to_be_visible()


def test_charts_open_for_a_signed_in_user(desk: tuple[Page, Flask]) -> None:
    page, _ = desk
    page.locator(TOGGLE).click()
    expect(page.locator(f"{CHARTS} .plot")).to_be_visible()
    expect(page.locator(f"{CHARTS} .legend")).to_have_text("Tides 1")


@pytest.mark.parametrize("width", [390, 1280])
def test_charts_are_accessible_and_fit_in_place(visit: Open, sample: str, width: int) -> None:
    page = visit(width, has_touch=width < 700, is_mobile=width < 700).page
    open_charts(page, sample)
    page.get_by_text("Show as a table").click()
    expect(page.locator(".wide a").first).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    boxes = [link.bounding_box() for link in page.locator(".legend a, .coauthors th a").all()]
    assert min(box["height"] for box in boxes if box) >= (40 if width < 700 else 16)


def test_long_names_fit_a_phone(visit: Open, site: tuple[str, Flask]) -> None:
    url, app = site
    long = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 2
    fill(
        app,
        record(title="Salt", topics=[long, "المد والجزر"], authors=["Ada Roe", long, "أحمد زكي"]),
    )
    page = visit(320).page
    page.goto(f"{url}/charts")
    page.get_by_text("Show as a table").click()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    swatches = page.locator(".legend li").evaluate_all(
        "all => all.map(one => getComputedStyle(one).direction)"
    )
    assert set(swatches) == {"ltr"}


@pytest.mark.parametrize("width", [390, 1280])
def test_a_page_of_charts_is_accessible_and_fits(visit: Open, large: str, width: int) -> None:
    page = visit(width, has_touch=width < 700).page
    page.goto(f"{large}/charts")
    page.get_by_text("Show as a table").click()
    expect(page.locator(".wide a").first).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
