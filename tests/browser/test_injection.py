"""Hostile text in every field and every import format: nothing runs, nothing is requested.

The windows ignore the pages' policy, which would stop scripts that should not be there at all.
"""

from collections.abc import Callable, Iterator
from urllib.parse import quote, urlencode

import flask_migrate
import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page
from sqlalchemy import func, select

from app import create_app
from app.bibliography.document import reader
from app.database import db
from app.models import Person, Profile, Revision, Section, SectionEntry, Topic
from app.services.loading import document
from tests.browser.conftest import Visit, listen
from tests.support.accounts import sign_in, token
from tests.support.browser_sessions import sign_in_page
from tests.support.form_posts import opened
from tests.support.imports import applied, counts, stage_text
from tests.support.injections import INJECTIONS, PACKS, import_files, joined, whole_document
from tests.support.inspection import FIND, FIND_IN, LISTEN

Open = Callable[..., Visit]
Site = tuple[str, Flask]
SHOWN = [
    "/",
    "/publications/packed",
    "/publications/packed/cite",
    "/edit/works/packed",
]
READ = [
    "/charts",
    "/cv",
    "/cv?years=all",
    "/edit/cv",
    "/fragments/charts",
    "/fragments/publications",
    "/fragments/publications/packed/abstract",
    "/fragments/publications/packed/authors",
    "/fragments/publications/packed/cite",
    "/fragments/edit/suggestions/names?q=pwn",
    "/fragments/edit/suggestions/venues?q=pwn",
    "/fragments/edit/suggestions/works?q=pwn",
    "/fragments/edit/works/packed/join/candidates?q=pwn",
    "/edit/biography",
    "/edit/duplicates",
    "/edit/featured",
    "/edit/health",
    "/edit/history",
    "/edit/people",
    "/edit/people/names",
    "/edit/profile",
    "/edit/sections",
    "/edit/topics",
    "/edit/trash",
    "/edit/works",
    "/edit/works/packed/join",
    "/edit/works/packed/versions/new",
]
FORMS = [
    "/edit/biography",
    "/edit/new/person",
    "/edit/new/topic",
    "/edit/new/work",
    "/edit/profile",
    "/edit/works/packed",
    "/edit/works/packed/versions/new",
]
QUERIES = "topic year type author status has q group view sort page key next"
ASKED = ["/", "/fragments/publications", "/fragments/publications/more", "/sign-in"]
FILES = import_files()
# Entries that end a format's own field or string too early.
MOST_UNREADABLE = 8


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("injections")
    app = create_app({"DATABASE_URL": f"sqlite:///{folder / 'site.sqlite'}"})
    with app.app_context():
        flask_migrate.upgrade()
    for url in listen(app):
        yield url, app


@pytest.fixture
def window(visit: Open, site: Site) -> Page:
    page = visit(is_owner=True, bypass_csp=True).page
    page.add_init_script(LISTEN)
    sign_in_page(page, *site)
    return page


def load(app: Flask, pack: list[str]) -> None:
    with app.app_context():
        document.load_document(reader.read_document(whole_document(pack)), replace=True)


def newest_records(app: Flask) -> list[str]:
    """Return the addresses of the owner's and a student's form, and of others and a change."""
    with app.app_context():
        ids = [
            db.session.scalar(func.max(model.id))
            for model in (Person, Topic, Section, SectionEntry, Revision)
        ]
        owner = db.session.scalar(select(Profile.person_id))
    person, topic, section, entry, revision = ids
    return [
        f"/edit/people/{person}",
        f"/edit/history/person/{owner}",
        f"/edit/topics/{topic}",
        f"/edit/sections/{section}",
        f"/edit/sections/{section}/entries/{entry}",
        f"/edit/history/{revision}",
    ]


def shown(page: Page, address: str) -> list[str]:
    """Open a page; return what must not be in it."""
    answer = page.goto(address)
    assert answer
    assert answer.status == 200, address
    return [f"{address}: {what}" for what in page.evaluate(FIND, None)]


def found_in(page: Page, texts: dict[str, str]) -> list[str]:
    """Return what must not be in these answers."""
    found = page.evaluate(FIND_IN, [*texts.values()])
    return [f"{where}: {one}" for where, each in zip(texts, found, strict=True) for one in each]


def answers(client: FlaskClient, addresses: list[str]) -> dict[str, str]:
    """Return the HTML at these addresses."""
    got = {address: client.get(address) for address in addresses}
    assert {a: r.status_code for a, r in got.items() if r.status_code not in {200, 404}} == {}
    return {address: answer.text for address, answer in got.items()}


def test_the_inspection_finds_injections_in_markup(window: Page, site: Site) -> None:
    window.goto(f"{site[0]}/healthz")
    found = window.evaluate(FIND_IN, [*INJECTIONS, "plain text", '<b id="x">bold</b>'])
    assert found[-2:] == [[], []]
    # The others are no markup by themselves: addresses, Markdown, LaTeX, templates.
    assert sum(map(bool, found)) >= 190
    window.set_content("<svg onload=pwn()></svg>")
    assert window.evaluate(FIND, None)[-1] == "1 scripts ran"


@pytest.mark.slow
@pytest.mark.parametrize("half", [0, 1])
def test_nothing_runs_from_any_field(window: Page, site: Site, half: int) -> None:
    url, app = site
    owner = sign_in(app)
    found = []
    for pack in PACKS[half::2]:
        load(app, pack)
        for path in SHOWN:
            found += shown(window, url + path)
        found += found_in(window, answers(owner, [*READ, *newest_records(app)]))
    assert found == []


@pytest.mark.slow
def test_nothing_runs_from_refused_forms(window: Page, site: Site) -> None:
    url, app = site
    load(app, PACKS[0])
    owner = sign_in(app)
    empty = {address: opened(owner, address) for address in FORMS}
    texts = {}
    for pack in PACKS:
        for address, values in empty.items():
            sent = {name: joined(pack) for name in values if name not in {"token", "key"}}
            answer = owner.post(address, data={**sent, "token": token(owner)})
            assert answer.status_code in {409, 422}, address
            texts[f"{address} {pack[0]}"] = answer.text
    window.goto(url)
    assert found_in(window, texts) == []


@pytest.mark.slow
def test_nothing_runs_from_addresses(window: Page, site: Site) -> None:
    url, app = site
    load(app, PACKS[0])
    visitor = app.test_client()
    texts: dict[str, str] = {}
    for pack in PACKS:
        query = urlencode(dict.fromkeys(QUERIES.split(), joined(pack)))
        texts |= answers(visitor, [f"{address}?{query}" for address in ASKED])
        texts |= answers(visitor, [f"/publications/{quote(text)}" for text in pack[:4]])
    window.goto(url)
    assert found_in(window, texts) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_nothing_runs_from_an_import(window: Page, site: Site, name: str) -> None:
    url, app = site
    load(app, PACKS[0])
    owner = sign_in(app)
    batch = stage_text(app, FILES[name], name)
    where = f"/edit/import/{batch}"
    found = shown(window, url + where)
    found += found_in(window, answers(owner, [f"{where}?page={n}" for n in range(2, 8)]))
    read = counts(applied(app, batch))
    assert sum(read.values()) >= len(INJECTIONS)
    assert read.get("unreadable", 0) <= MOST_UNREADABLE
    found += shown(window, url + where)
    found += shown(window, f"{url}/?page=all")
    assert found == []
