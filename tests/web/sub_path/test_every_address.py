"""Every address of the site below a path: nothing leads out of it, and all links are answered."""

from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from app.database import db
from app.models import Noun, Revision
from app.web import sub_path
from tests.support import own_links
from tests.support.accounts import EMAIL, PASSWORD, sign_in, token
from tests.support.addresses import NAMES
from tests.support.factories import LONG_ABSTRACT, PREPRINT, fill, many, record
from tests.support.form_posts import opened, send
from tests.support.imports import stage
from tests.support.pdf_files import attach
from tests.support.sections import SECTIONS

PREFIX = "/~roe/vitae"
WORK = "/publications/on-tides"
SUFFIXES = ("bib", "ris", "json", "csv", "atom", "docx", "tex", "linkset", "linkset.json")
# What programs ask for at the address of a work, and lists as people narrow them.
NEGOTIATED = ("application/ld+json", "application/x-bibtex", "application/linkset+json")
LISTS = ("/", "/fragments/publications", "/fragments/publications/more", "/embed", "/edit/works")
QUERIES = ("?topic=topic-1", "?q=study&page=2", "?group=type&view=compact", "?year=1900", "?done=1")
MOST_FOLLOWED = 700


@pytest.fixture
def site(app: Flask) -> Flask:
    """A site with a record of every kind, served under a path that its requests have."""
    app.config.update(LOOKUPS=False, EMBED_HOSTS="www.site.example", TESTING=False)
    links = [{"label": "Code", "url": "https://a.example"}]
    works = record(topics=["Tides"], links=links, abstract=LONG_ABSTRACT), PREPRINT
    people = [{"name": "Kim Li", "level": "PhD", "role": "principal", "started_on": "2022"}]
    told = {"biography": "I swim; see [my list](/publications) and [more](/cv?years=5)."}
    fill(app, *works, *many(30), people=people, sections=SECTIONS, profile=told)
    attach(app, "x")
    stage(app, record(title="On kelp"), record(title="Study number 1", pages="1-9"))
    sub_path.serve_under(app, PREFIX)
    return app


@pytest.fixture
def owner(site: Flask) -> FlaskClient:
    client = sign_in(site)
    with_portrait = {"picture": (picture(), "me.png")}
    sent = {**opened(client, f"{PREFIX}/edit/portrait"), **with_portrait}
    assert client.post(f"{PREFIX}/edit/portrait", data=sent).status_code == 303
    delete(client, "study-number-2")
    return client


def delete(client: FlaskClient, slug: str) -> TestResponse:
    answer = client.post(f"{PREFIX}/edit/works/{slug}/deletion", data={"token": token(client)})
    assert answer.status_code == 303
    return answer


def picture() -> BytesIO:
    file = BytesIO()
    Image.new("RGB", (300, 300), "red").save(file, "PNG")
    file.seek(0)
    return file


def addresses(app: Flask) -> set[str]:
    """Return the path of every view that answers GET, its arguments filled in."""
    found = {f"{path}{query}" for path in LISTS for query in QUERIES}
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()):
            continue
        named = {**NAMES, "slug": "kim-li"} if "/people/" in rule.rule else NAMES
        for suffix in SUFFIXES:
            # Each view takes some of the suffixes, if any.
            with suppress(ValueError):
                given = {**named, "suffix": suffix, "noun": Noun.WORK}
                found.add(
                    adapter.build(rule.endpoint, {name: given[name] for name in rule.arguments})
                )
    return found


def asked(client: FlaskClient, paths: set[str]) -> Iterator[tuple[str, TestResponse]]:
    for path in sorted(paths):
        yield path, client.get(f"{PREFIX}{path}")
    for kind in NEGOTIATED:
        yield kind, client.get(f"{PREFIX}{WORK}", headers={"Accept": kind})
    yield "oembed", client.get(f"{PREFIX}/oembed?url=http://localhost{PREFIX}/?topic=topic-1")


@pytest.mark.parametrize("who", ["visitor", "owner"])
def test_no_answer_leads_out_of_the_path(site: Flask, owner: FlaskClient, who: str) -> None:
    client = owner if who == "owner" else site.test_client()
    paths = addresses(site)
    assert len(paths) > 150
    answered = {path: answer.status_code for path, answer in asked(client, paths)}
    wrong = {
        path: links
        for path, answer in asked(client, paths)
        if (links := own_links.leaving(answer, PREFIX))
    }
    assert wrong == {}
    assert {code for code in answered.values() if code >= 500} == set()
    assert [*answered.values()].count(200) > (140 if who == "owner" else 60)


@pytest.mark.parametrize("who", ["visitor", "owner"])
def test_every_link_is_answered(site: Flask, owner: FlaskClient, who: str) -> None:
    client = owner if who == "owner" else site.test_client()
    start = f"{PREFIX}/edit/works" if who == "owner" else f"{PREFIX}/"
    found, waiting = {start}, deque([start])
    while waiting and len(found) < MOST_FOLLOWED:
        address = waiting.popleft()
        answer = client.get(address)
        assert answer.status_code in {200, 301, 302, 303, 308}, address
        assert own_links.leaving(answer, PREFIX) == [], address
        new = [one for one in own_links.followed(answer, address) if one not in found]
        found.update(new)
        waiting.extend(dict.fromkeys(new))
    assert len(found) > 150


def test_what_is_outside_of_the_path_is_not_found(site: Flask) -> None:
    client = site.test_client()
    for path in ("/", WORK, "/edit/works", "/fragments/publications", "/~roe", f"{PREFIX}x/", "/x"):
        answer = client.get(path)
        assert answer.status_code == 404, path
        assert f'href="{PREFIX}/"' in answer.text
        # For print, the page has the address that was asked for.
        assert not [one for one in own_links.leaving(answer, PREFIX) if one.startswith("/")], path
    for path in ("/healthz", "/readyz", f"{PREFIX}/healthz"):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/", f"{PREFIX}x/", "/x?q=1"])
def test_a_page_outside_names_the_address_that_was_asked_for(site: Flask, path: str) -> None:
    answer = site.test_client().get(path)
    assert f'<p class="printed">{own_links.HOST}{path}</p>' in answer.text
    # One signs in to the site itself.
    assert f'href="{PREFIX}/sign-in"' in answer.text


def test_its_address_without_the_last_slash_leads_to_it(site: Flask) -> None:
    answer = site.test_client().get(PREFIX)
    assert (answer.status_code, answer.location) == (308, f"{own_links.HOST}{PREFIX}/")


def test_signing_in_editing_and_undoing_stay_within(site: Flask) -> None:
    client = site.test_client()
    asked_for = client.get(f"{PREFIX}/edit/biography")
    assert asked_for.location == f"{PREFIX}/sign-in?next={PREFIX}/edit/biography"
    sign_in(site)
    data = {"email": EMAIL, "password": PASSWORD, "next": f"{PREFIX}/edit/biography"}
    entered = client.post(f"{PREFIX}/sign-in", data=data)
    saved = send(client, f"{PREFIX}/edit/biography", biography="I sail.")
    with site.app_context():
        done = db.session.scalar(select(func.max(Revision.id)))
    form = opened(client, f"{PREFIX}/edit/biography")
    sent = {"next": f"{PREFIX}/cv", "token": form["token"]}
    undone = client.post(f"{PREFIX}/edit/history/{done}/undo", data=sent)
    assert undone.location.startswith(f"{PREFIX}/cv?done=")
    elsewhere = client.post(f"{PREFIX}/edit/history/{done}/undo", data={**sent, "next": "/cv"})
    assert elsewhere.status_code == 409 or elsewhere.location.startswith(f"{PREFIX}/edit/history")
    assert [answer.status_code for answer in (entered, saved, undone)] == [303] * 3
    for answer in (entered, saved, undone):
        assert own_links.leaving(answer, PREFIX) == []
    assert {"Path=/~roe/vitae" in one for one in entered.headers.getlist("Set-Cookie")} == {True}


@pytest.mark.parametrize(
    "target", ["/", "/edit", "//evil.example", f"{PREFIX}/../x", f"{PREFIX}/%2E%2e/x", f"{PREFIX}x"]
)
def test_signing_in_leads_nowhere_else(owner: FlaskClient, target: str) -> None:
    answer = owner.get(f"{PREFIX}/sign-in", query_string={"next": target})
    assert answer.location == f"{PREFIX}/"


def test_forms_that_change_an_address_lead_to_the_new_one(site: Flask, owner: FlaskClient) -> None:
    renamed = send(owner, f"{PREFIX}/edit/works/on-tides", slug="tides")
    assert own_links.leaving(renamed, PREFIX) == []
    assert renamed.status_code == 303
    old = site.test_client().get(f"{PREFIX}{WORK}")
    assert (old.status_code, old.location) == (301, f"{PREFIX}/publications/tides")
    assert own_links.leaving(delete(owner, "tides"), PREFIX) == []
