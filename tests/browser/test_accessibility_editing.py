"""axe-core finds nothing on editing pages and forms, and nothing overflows."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.services.importing import batches
from app.services.importing.progress import Progress
from tests.browser.conftest import Visit, serve
from tests.support.accessibility import violations
from tests.support.browser_sessions import sign_in_page
from tests.support.factories import PREPRINT, fill, record
from tests.support.imports import stage, stage_text
from tests.support.pdf_files import attach
from tests.support.sections import AWARD, SECTIONS

Open = Callable[..., Visit]
PAGES = [
    "/",
    "/edit/profile",
    "/edit/biography",
    "/edit/cv",
    "/edit/portrait",
    "/edit/start",
    "/edit/works",
    "/edit/works?state=draft",
    "/edit/works/facets/author",
    "/edit/works/on-tides",
    "/edit/works/on-tides?version=2",
    "/edit/works/on-tides/join",
    "/edit/works/on-tides/join?q=salt",
    "/edit/works/on-tides/join?with=salt",
    "/edit/works/on-tides/versions/new",
    "/edit/new/work",
    "/edit/people",
    "/edit/people/1",
    "/edit/people/names",
    "/edit/new/person",
    "/edit/sections",
    "/edit/sections/1",
    "/edit/sections/1/entries/new",
    AWARD,
    "/edit/new/section",
    "/edit/topics",
    "/edit/topics/1",
    "/edit/health",
    "/edit/history",
    "/edit/history/1",
    "/edit/history/work/1",
    "/edit/trash",
    "/edit/account",
    "/edit/accounts",
    "/edit/import",
    "/edit/import/1",
    "/edit/import/2",
    "/edit/import/3",
]
IN_PLACE = [
    ("Edit: name, position and links", "Name"),
    ("Edit: biography", "Biography"),
    ("Edit: Kim Li", "Name"),
    ("Add a person", "Name"),
    ("Edit: Positions", "Name"),
    ("Edit: Best Paper Award", "What"),
    ("Add an entry: News", "What"),
    ("Edit: On tides", "Title"),
    ("Add a work", "DOI, arXiv number, or paste BibTeX"),
]


@pytest.fixture(scope="module")
def full_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Flask]]:
    """A site with some content of every kind."""
    apps: list[Flask] = []

    def load(app: Flask) -> None:
        apps.append(app)
        people = [{"name": "Kim Li", "level": "PhD", "role": "principal"}]
        links = [{"label": "Code", "url": "https://code.example/ada", "kind": "code"}]
        works = [
            record(topics=["Tides"], abstract="On $x^2$."),
            PREPRINT,
            record(title="Salt", authors=["Ada Roe", "K. Li"]),
        ]
        profile = {"links": links, "biography": "I study tides."}
        fill(app, *works, people=people, profile=profile, sections=SECTIONS)
        attach(app, "paper", "appendix")
        begin_imports(app)

    for url in serve(tmp_path_factory.mktemp("full_site"), load):
        yield url, apps[0]


def begin_imports(app: Flask) -> None:
    """A ready import with an entry of every kind, a finished one and a running one."""
    like = record(title="On tides of another coast, measured", authors=["Ada Roe"], year=2023)
    stage(
        app, record(venue="Annals of Salt", doi="10.1000/t"), PREPRINT, like, record(title="Kelp")
    )
    stage_text(app, "@article{lost,\n  author = {Ada Roe}\n}\n", "lost.bib")
    batch_id = stage(app, record(title="Reefs"))
    with app.app_context():
        batches.request_apply(batch_id)
        assert Progress(batch_id).claim()


@pytest.fixture
def window(visit: Open, full_site: tuple[str, Flask], width: int) -> Page:
    page = visit(width, is_owner=True).page
    sign_in_page(page, *full_site)
    return page


def overflow(page: Page, width: int) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [f"{page.url}: {wide} wide"] if wide > width else []


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_editing_pages_are_accessible_and_do_not_overflow(
    window: Page, full_site: tuple[str, Flask], width: int
) -> None:
    found = []
    for address in PAGES:
        answer = window.goto(f"{full_site[0]}{address}")
        assert answer
        assert answer.status == 200, address
        found += violations(window) + overflow(window, width)
    assert found == []


@pytest.mark.parametrize("width", [1280, 390])
def test_forms_in_place_are_accessible_with_and_without_errors(
    window: Page, full_site: tuple[str, Flask], width: int
) -> None:
    found = []
    for name, first in IN_PLACE:
        window.goto(full_site[0])
        window.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()
        field = window.locator("form.owners").get_by_label(first, exact=True)
        expect(field).to_be_focused()
        found += violations(window) + overflow(window, width)
        if first != "Biography":
            field.fill("")
            window.keyboard.press("Control+Enter")
            expect(window.locator(".wrongs")).to_be_visible()
            found += violations(window) + overflow(window, width)
    assert found == []


@pytest.mark.parametrize("width", [390])
def test_several_open_forms_share_no_id(
    window: Page, full_site: tuple[str, Flask], width: int
) -> None:
    window.goto(full_site[0])
    for count, (name, _) in enumerate(IN_PLACE, 1):
        window.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()
        expect(window.locator("form.owners")).to_have_count(count)
    ids = window.locator("[id]").evaluate_all("all => all.map(one => one.id)")
    assert sorted(ids) == sorted(set(ids))
