"""The CV as Chromium prints it, read back page by page."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from pypdf import PageObject, PdfReader

from tests.browser.conftest import Visit, serve
from tests.support.accessibility import violations
from tests.support.careers import long_career, short_career
from tests.support.factories import fill, record

Open = Callable[..., Visit]
# In points: a sheet's size, and above this from its lower edge there is only text.
SIZES = {"a4": (595, 842), "letter": (612, 792)}
FOOTER = 45
# From above to below, of the words rather than of the box that they may leave.
TEXT_BOXES = """all => all.map(one => {
  const range = document.createRange();
  range.selectNodeContents(one);
  return [range.getBoundingClientRect().top, range.getBoundingClientRect().bottom];
})"""
ENTRIES = ".references li, .entries li, .cv tbody tr"


@pytest.fixture(scope="module")
def professor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from serve(tmp_path_factory.mktemp("professor"), long_career)


@pytest.fixture(scope="module")
def student(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from serve(tmp_path_factory.mktemp("student"), short_career)


def printed(page: Page, address: str) -> PdfReader:
    page.goto(address)
    return PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))


def letters(text: str) -> str:
    return re.sub(r"\s", "", text)


def lines(sheet: PageObject) -> list[tuple[float, str]]:
    """Return the height and text of everything above the page number."""
    found: list[tuple[float, str]] = []

    def note(text: str, current: Any, matrix: Any, *_: Any) -> None:
        height = matrix[5] * current[3] + current[5]
        if text.strip() and height > FOOTER:
            found.append((height, text.strip()))

    sheet.extract_text(visitor_text=note)
    return found


@pytest.mark.parametrize("query", ["", "years=all", "style=ieee"])
@pytest.mark.parametrize("paper", SIZES)
def test_a_long_cv_breaks_well(visit: Open, professor: str, paper: str, query: str) -> None:
    page = visit().page
    sheets = printed(page, f"{professor}/cv?{query}&paper={paper}").pages
    assert len(sheets) > 3
    entries = [letters(text) for text in page.locator(ENTRIES).all_inner_texts()]
    headings = set(map(letters, page.locator(".cv h2, .cv h3").all_inner_texts()))
    assert len(entries) > 150
    texts = [letters(sheet.extract_text()) for sheet in sheets]
    for number, (sheet, text) in enumerate(zip(sheets, texts, strict=True), 1):
        assert sheet.mediabox[2:] == pytest.approx(SIZES[paper], abs=1)
        assert f"{number}/{len(sheets)}" in text
        # The first has the name as its title.
        assert "AdaRoe" in text
        lowest, last = min(lines(sheet))
        assert letters(last) not in headings, f"page {number} ends with {last!r} at {lowest}"
    split = [entry for entry in entries if not any(entry in text for text in texts)]
    assert split == []


def test_pages_are_filled(visit: Open, professor: str) -> None:
    sheets = printed(visit().page, f"{professor}/cv").pages
    lowest = [min(lines(sheet))[0] for sheet in sheets[:-1]]
    assert max(lowest) < 200, "no page ends in the middle"


def test_a_section_of_one_entry_does_not_take_the_next_along(
    visit: Open, tmp_path_factory: pytest.TempPathFactory
) -> None:
    def many_sections(app: Flask) -> None:
        note = "\n\n".join(["A line of a note."] * 8)
        listed = [
            {
                "name": f"Section {n}",
                "entries": [{"what": "One", "started_on": "2020", "note": note}],
            }
            for n in range(16)
        ]
        fill(app, record(), sections=listed)

    for address in serve(tmp_path_factory.mktemp("sections"), many_sections):
        sheets = printed(visit().page, f"{address}/cv").pages
        lowest = [min(lines(sheet))[0] for sheet in sheets[:-1]]
        assert len(sheets) > 2
        assert max(lowest) < 330, "an entry is about 200 points high"


def test_lists_in_notes_have_their_marks(
    visit: Open, tmp_path_factory: pytest.TempPathFactory
) -> None:
    def listed(app: Flask) -> None:
        entry = {"what": "One", "note": "- a\n- b\n\n1. c\n2. d"}
        fill(app, record(), sections=[{"name": "Lists", "entries": [entry]}])

    for address in serve(tmp_path_factory.mktemp("lists"), listed):
        page = visit().page
        for path, note in (("/", ".dated"), ("/cv", ".note")):
            page.goto(f"{address}{path}")
            for kind, marks in (("ul", "disc circle square"), ("ol", "decimal")):
                item = page.locator(f"{note} li {kind} li, {note} > {kind} li").first
                style = item.evaluate(
                    "one => [getComputedStyle(one).display, getComputedStyle(one).listStyleType]"
                )
                assert style[0] == "list-item"
                assert style[1] in marks.split()


def test_a_short_cv_is_one_page(visit: Open, student: str) -> None:
    (sheet,) = printed(visit().page, f"{student}/cv").pages
    text = sheet.extract_text()
    assert "Publications" in text
    assert "1 / 1" in text
    assert "Style" not in text
    assert "Sign in" not in text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_prints_black_on_white(visit: Open, professor: str, scheme: Any) -> None:
    page = visit(color_scheme=scheme).page
    page.goto(f"{professor}/cv")
    page.emulate_media(media="print", color_scheme=scheme)
    read = "element => [getComputedStyle(element).color, getComputedStyle(element).backgroundColor]"
    color, background = page.locator("body").evaluate(read)
    assert color == "rgb(0, 0, 0)"
    assert background in {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_cv_is_accessible_and_fits(
    visit: Open, professor: str, width: int, scheme: str
) -> None:
    page = visit(width, color_scheme=scheme).page
    for query in ("", "?years=5"):
        page.goto(f"{professor}/cv{query}")
        page.locator(".options summary").click()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        heights = page.locator(".cv section").evaluate_all(
            "all => all.map(one => [one.offsetTop, one.offsetTop + one.offsetHeight])"
        )
        assert all(above[1] <= below[0] for above, below in pairwise(heights))
        titles = page.locator(".cv h2").evaluate_all(TEXT_BOXES)
        assert all(above[1] <= below[0] + 1 for above, below in pairwise(titles))


def test_its_options_need_no_javascript(visit: Open, professor: str) -> None:
    page = visit(java_script_enabled=False).page
    page.goto(f"{professor}/cv")
    page.get_by_label("Years").select_option("5")
    page.get_by_label("Style").select_option("IEEE")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(f"{professor}/cv?years=5&style=ieee")
    expect(page.get_by_role("table")).to_be_visible()
