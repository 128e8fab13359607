"""Visitors' pages in Arabic: mirrored, and nothing overflows."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.browser.conftest import Visit
from tests.support.accessibility import violations
from tests.support.factories import fill, many, record
from tests.support.languages import speak
from tests.support.sections import SECTIONS, TALKS

PATHS = (
    *("/", "/?q=tides", "/?q=nothing-like-it", "/?view=compact", "/cv", "/cv?years=5", "/charts"),
    *("/publications/on-tides", "/publications/on-tides/cite", "/facets/topic"),
)


@pytest.fixture
def site(served: tuple[str, Flask]) -> str:
    works = (record(topics=["Tides"], abstract="On tides. " * 60), *many(30))
    fill(served[1], *works, people=[{"level": "PhD"}], sections=[*SECTIONS, TALKS])
    speak(served[1], "ar", "en")
    return served[0]


@pytest.mark.parametrize("width", [1280, 390])
def test_pages_are_mirrored_and_fit(visit: Callable[..., Visit], site: str, width: int) -> None:
    page = visit(width).page
    for path in PATHS:
        page.goto(f"{site}{path}")
        assert page.locator("html").get_attribute("dir") == "rtl"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        titles = page.locator("main :is(h1, h2)").all()
        sides = [title.evaluate("e => getComputedStyle(e).textAlign") for title in titles]
        assert {*sides} <= {"start", "right"}, path


def test_the_start_is_on_the_right(visit: Callable[..., Visit], site: str) -> None:
    page = visit(1280).page
    page.goto(f"{site}/")
    sides = {
        of: page.locator(of).evaluate("e => e.getBoundingClientRect().right")
        for of in (".home", ".top nav >> nth=0", "#publications-title", "#works")
    }
    assert sides[".home"] > sides[".top nav >> nth=0"]
    assert sides["#publications-title"] > sides["#works"]
    assert violations(page) == []
