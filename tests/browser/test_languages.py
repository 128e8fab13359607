"""The site in two languages: the link to the other one is right whatever was filtered."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.support.accessibility import violations
from tests.support.browser_sessions import sign_in_page
from tests.support.factories import fill, many, record
from tests.support.languages import speak

Open = Callable[..., Visit]
SWITCH = ".top a[hreflang]"


@pytest.fixture
def site(served: tuple[str, Flask]) -> tuple[str, Flask]:
    """A site in English and French."""
    url, app = served
    people = [{"name": "Kim Li", "level": "PhD", "role": "principal"}]
    told = {"biography": "I study tides."}
    fill(app, record(topics=["Tides"]), *many(60), people=people, profile=told)
    speak(app, "en", "fr")
    return url, app


def expect_switch(page: Page, url: str) -> None:
    """Expect the link to the other language to lead to an address."""
    expect(page.locator(SWITCH)).to_have_js_property("href", url)


def test_the_switch_follows_the_filter(visit: Open, site: tuple[str, Flask]) -> None:
    url, _ = site
    page = visit().page
    page.goto(f"{url}/fr/")
    page.locator(".more a").first.click()
    expect_switch(page, f"{url}/?page=2")
    page.locator("#topic-topic-1").click()
    expect_switch(page, f"{url}/?topic=topic-1")
    page.go_back()
    expect_switch(page, f"{url}/?page=2")
    page.go_back()
    expect_switch(page, f"{url}/")
    page.go_forward()
    page.go_forward()
    expect_switch(page, f"{url}/?topic=topic-1")
    page.locator(SWITCH).click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url == f"{url}/?topic=topic-1"
    expect_switch(page, f"{url}/fr/?topic=topic-1")


def test_the_switch_works_without_scripts(visit: Open, site: tuple[str, Flask]) -> None:
    url, _ = site
    page = visit(java_script_enabled=False).page
    page.goto(f"{url}/fr/?q=study&page=2")
    page.locator(SWITCH).click()
    assert page.url == f"{url}/?q=study&page=2"


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("is_owner", [False, True], ids=["visitor", "owner"])
def test_nothing_overflows_and_all_is_accessible(
    visit: Open, site: tuple[str, Flask], width: int, is_owner: bool
) -> None:
    url, app = site
    page = visit(width, is_owner=is_owner).page
    if is_owner:
        sign_in_page(page, url, app)
    for path in ("/fr/", "/fr/publications/on-tides", "/fr/cv"):
        page.goto(f"{url}{path}")
        expect(page.locator(SWITCH)).to_have_text("English")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(page) == []


def test_a_form_in_place_stays_in_the_language_of_its_page(
    visit: Open, site: tuple[str, Flask]
) -> None:
    url, app = site
    page = visit(is_owner=True).page
    sign_in_page(page, url, app)
    page.goto(f"{url}/fr/")
    page.get_by_role("link", name="On tides").and_(
        page.locator("[hx-get^='/fragments/edit/']")
    ).click()
    page.locator("form [name=title]").fill("On kelp")
    page.locator(".actions [value=save]").click()
    expect(page.locator("#works h4 a", has_text="On kelp")).to_have_attribute(
        "href", "/fr/publications/on-tides"
    )
