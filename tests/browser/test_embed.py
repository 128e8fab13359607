"""The list in a frame of a page from another origin, by the code that oEmbed gives for it."""

import json
import urllib.request
from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, expect

from tests.browser.conftest import Visit, listen
from tests.support.accessibility import violations
from tests.support.factories import fill, many

Open = Callable[..., Visit]
SHOWN = "?topic=topic-1&year=2010-2024"


@pytest.fixture
def site(served: tuple[str, Flask]) -> tuple[str, Flask]:
    fill(served[1], *many(120))
    return served


@pytest.fixture
def other(site: tuple[str, Flask]) -> Iterator[str]:
    """A page of another origin, with the code that the site gives for a list."""
    asked = f"{site[0]}/oembed?url={quote(f'{site[0]}/{SHOWN}')}&maxwidth=500"
    with urllib.request.urlopen(asked) as answer:  # noqa: S310 (our own server)
        code = json.load(answer)["html"]
    elsewhere = Flask("elsewhere")
    head = '<!doctype html><meta name="color-scheme" content="light dark"><title>Group</title>'
    elsewhere.add_url_rule("/", "page", lambda: f"{head}<h1>Group</h1>{code}")
    yield from listen(elsewhere)


@pytest.fixture
def window(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Open windows with the two origins, which the usual ones may not have."""
    opened = []

    def open_window(**options: object) -> BrowserContext:
        context = browser.new_context(**options)  # type: ignore[arg-type]
        context.set_default_timeout(5_000)
        opened.append(context)
        return context

    yield open_window
    for context in opened:
        context.close()


def framed(page: Page, other: str) -> FrameLocator:
    page.goto(other)
    return page.frame_locator("iframe")


def name(app: Flask, other: str) -> None:
    app.config["EMBED_HOSTS"] = f"elsewhere.example, {other.partition('//')[2]}"


def test_a_page_of_a_named_host_shows_the_list(
    window: Callable[..., BrowserContext], site: tuple[str, Flask], other: str
) -> None:
    name(site[1], other)
    context = window()
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text))
    frame = framed(page, other)
    expect(frame.get_by_role("heading", level=1)).to_have_text("Ada Roe")
    expect(frame.locator("article")).to_have_count(25)
    # A frame that loads lazily does not delay its page.
    page.frames[1].wait_for_load_state("load")
    frame.get_by_role("link", name="Show more").click()
    expect(frame.locator("article")).to_have_count(40)
    expect(frame.locator("article h4 a").nth(25)).to_be_focused()
    frame.get_by_text("see more").first.click()
    expect(frame.locator("[aria-expanded=true]")).to_have_count(1)
    for link, address in (
        (frame.locator("article h4 a").last, "/publications/"),
        (frame.get_by_role("link", name="See all on"), "/?topic=topic-1&year=2010-2024#"),
    ):
        with context.expect_page() as popup:
            link.click()
        assert popup.value.url.startswith(site[0] + address)
        popup.value.close()
    assert page.url == f"{other}/"
    assert errors == []


def test_a_page_of_another_host_shows_nothing(
    window: Callable[..., BrowserContext], site: tuple[str, Flask], other: str
) -> None:
    errors: list[str] = []
    for hosts in ("", "elsewhere.example, 127.0.0.1:1"):
        site[1].config["EMBED_HOSTS"] = hosts
        page = window().new_page()
        page.on("console", lambda message: errors.append(message.text))
        frame = framed(page, other)
        expect(frame.locator("article")).to_have_count(0)
    assert [("frame-ancestors" in error) for error in errors] == [True, True], errors


def test_without_javascript_more_works_are_shown_in_the_frame(
    window: Callable[..., BrowserContext], site: tuple[str, Flask], other: str
) -> None:
    name(site[1], other)
    context = window(java_script_enabled=False)
    page = context.new_page()
    frame = framed(page, other)
    frame.get_by_role("link", name="Show more").click()
    expect(frame.locator("article")).to_have_count(40)
    with context.expect_page() as popup:
        frame.get_by_text("see more").first.click()
    assert popup.value.url.startswith(f"{site[0]}/publications/")


@pytest.mark.parametrize(
    ("scheme", "paper"), [("light", "rgb(252, 251, 248)"), ("dark", "rgb(21, 21, 26)")]
)
def test_its_colours_are_those_of_the_page_around_it(
    window: Callable[..., BrowserContext],
    site: tuple[str, Flask],
    other: str,
    scheme: str,
    paper: str,
) -> None:
    name(site[1], other)
    frame = framed(window(color_scheme=scheme).new_page(), other)
    expect(frame.locator("body")).to_have_css("background-color", paper)


@pytest.mark.parametrize("width", [320, 500, 800])
def test_alone_it_fits(visit: Open, large: str, width: int) -> None:
    page = visit(width).page
    for query in ("", "?topic=topic-1&sort=oldest", "?view=compact", "?topic=none"):
        page.goto(f"{large}/embed{query}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        # Its own styles come before those of all pages, and still win.
        expect(page.locator("h1")).to_have_css("font-size", "16px")
        expect(page.locator("#content")).to_have_css("padding-top", "20px")


@pytest.mark.parametrize("query", ["", "?topic=steering", "?topic=none"])
def test_alone_it_is_accessible(visit: Open, sample: str, query: str) -> None:
    page = visit(400).page
    page.goto(f"{sample}/embed{query}")
    assert violations(page) == []
