"""HEAD, ETag, Last-Modified and Content-Length of every public address (RFC 9110, 8 and 13)."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Protocol

import pytest
from flask import Flask
from sqlalchemy import update
from werkzeug.http import http_date

from app.database import db
from app.models import Revision
from app.services import cache
from app.serving.front import Front
from app.web.response_cache import is_public
from tests.support import rsgi
from tests.support.addresses import NAMES
from tests.support.factories import PREPRINT, fill, record
from tests.support.pdf_files import attach

CHANGED = datetime(2026, 3, 7, 12, 30, 15, 999_999, tzinfo=UTC)
DATE, BEFORE, AFTER = "Sat, 07 Mar 2026 12:30:15 GMT", http_date(0), http_date(2**31)
WORK = "/publications/on-tides"
PDF = f"{WORK}/tides.pdf"
# The same address answers these for programs.
NEGOTIATED = [
    "application/x-bibtex",
    "application/vnd.citationstyles.csl+json",
    "application/x-research-info-systems",
    "application/ld+json",
]
# The test finds the addresses in the URL map, and these must be among them.
SUFFIXES = ("bib", "ris", "json", "csv", "atom", "docx", "tex")
KNOWN = {
    "/feed.atom",
    "/feed.json",
    "/sitemap.xml",
    "/robots.txt",
    "/opensearch.xml",
    "/publications.bib",
    f"{WORK}.bib",
}
# What these name is not on the site of the test, or leads elsewhere.
ELSEWHERE = {"asset", "images.show", "discovery.part_of_sitemap", "profile.publications"}
Found = tuple[int, Mapping[str, str], bytes]


class Ask(Protocol):
    """Asks an application, or the server in front of it."""

    def __call__(self, address: str, method: str = "GET", **headers: str) -> Found: ...


@pytest.fixture(autouse=True)
def site(app: Flask) -> None:
    fill(app, record(abstract="We weigh tides."), PREPRINT, record(title="Salt"))
    with app.app_context():
        db.session.execute(update(Revision).values(made_at=CHANGED))
        cache.commit()


@pytest.fixture(params=["application", "server"])
def ask(app: Flask, request: pytest.FixtureRequest) -> Iterator[Ask]:
    client, front = app.test_client(), Front(app)

    def by_application(address: str, method: str = "GET", **headers: str) -> Found:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = client.open(address, method=method, headers=given)
        return answer.status_code, {k.lower(): v for k, v in answer.headers}, answer.data

    def by_server(address: str, method: str = "GET", **headers: str) -> Found:
        answer = rsgi.get(front, address, method, **headers)
        return answer.status, rsgi.headers_of(answer), answer.body

    yield by_server if request.param == "server" else by_application
    front.close()


def addresses(app: Flask) -> set[str]:
    """Return the address of every public view, its arguments filled in."""
    found = set()
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if not is_public(app.view_functions[rule.endpoint]) or rule.endpoint in ELSEWHERE:
            continue
        named = {**NAMES, "slug": "kim-li"} if "/people/" in rule.rule else NAMES
        for suffix in SUFFIXES:
            given = {**named, "suffix": suffix}
            # Each view takes some of the suffixes, if any.
            with suppress(ValueError):
                values = {name: given[name] for name in rule.arguments}
                found.add(adapter.build(rule.endpoint, values))
    return found


def test_every_public_address_answers_head_and_conditions(app: Flask, ask: Ask) -> None:
    every = addresses(app)
    assert every >= KNOWN
    for address in sorted(every):
        # Twice, since the second answer of the server is from its memory.
        for _ in range(2):
            _check(ask, address, "*/*")


@pytest.mark.parametrize("accept", NEGOTIATED)
def test_so_do_the_other_forms_of_a_work(ask: Ask, accept: str) -> None:
    for _ in range(2):
        headers = _check(ask, WORK, accept)
        assert headers["last-modified"] == DATE
        assert headers["content-type"].startswith(accept)


def test_so_does_a_pdf(app: Flask, ask: Ask) -> None:
    attach(app, "tides")
    for _ in range(2):
        assert _check(ask, PDF, "*/*")["content-type"] == "application/pdf"


def test_a_change_is_a_new_date_and_a_new_tag(app: Flask, ask: Ask) -> None:
    _, before, _ = ask("/feed.atom")
    fill(app, record(title="Foam"))
    with app.app_context():
        later = datetime(2026, 4, 1, tzinfo=UTC)
        db.session.execute(update(Revision).where(Revision.id > 1).values(made_at=later))
        cache.commit()
    status, headers, body = ask("/feed.atom", if_modified_since=before["last-modified"])
    assert status == 200
    assert b"Foam" in body
    assert headers["last-modified"] == http_date(later)
    assert headers["etag"] != before["etag"]


def test_until_the_second_of_a_change_is_over_there_is_no_date(app: Flask, ask: Ask) -> None:
    with app.app_context():
        soon = datetime.now(UTC) + timedelta(minutes=1)
        db.session.execute(update(Revision).values(made_at=soon))
        cache.commit()
    status, headers, _ = ask("/feed.atom", if_modified_since=AFTER)
    assert status == 200
    assert "last-modified" not in headers


def _check(ask: Ask, address: str, accept: str) -> Mapping[str, str]:
    status, headers, body = ask(address, accept=accept)
    assert status == 200, address
    assert int(headers["content-length"]) == len(body), address
    assert _undated(ask(address, "HEAD", accept=accept)) == (200, _fixed(headers), b""), address
    is_page = headers["content-type"].startswith("text/html")
    conditions = {"if_none_match": headers["etag"]}
    if not is_page:
        # A file has a date of its own, and what also depends on the day may be newer.
        assert headers["last-modified"] == DATE or address.startswith(("/cv.", PDF)), address
        conditions["if_modified_since"] = headers["last-modified"]
    for name, value in conditions.items():
        for method in ("GET", "HEAD"):
            same = ask(address, method, accept=accept, **{name: value})
            assert (same[0], same[2]) == (304, b""), (address, name)
            assert same[1]["etag"] == headers["etag"]
    for other in ({"if_none_match": '"other"'}, {"if_modified_since": BEFORE}):
        assert ask(address, accept=accept, **other)[0] == 200, (address, other)
    # The tag decides where both are sent.
    both = {"if_none_match": '"other"', "if_modified_since": AFTER}
    assert ask(address, accept=accept, **both)[0] == 200, address
    return headers


def _undated(found: Found) -> Found:
    return found[0], _fixed(found[1]), found[2]


def _fixed(headers: Mapping[str, str]) -> Mapping[str, str]:
    return rsgi.lasting(headers.items())
