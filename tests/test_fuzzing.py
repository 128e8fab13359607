"""Random requests to every address with every method: no error, no write without a session."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.database import Base, db
from app.models import Site
from app.security.session_cookie import LOCAL_NAME
from tests.support.accounts import sign_in, token
from tests.support.addresses import NAMES
from tests.support.factories import PREPRINT, fill, record
from tests.support.imports import stage
from tests.support.pdf_files import attach
from tests.support.random_requests import Fuzzer, RandomRequest
from tests.support.sections import SECTIONS

# Werkzeug leaves the files of a form that ends too early to the garbage collector.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
REQUESTS = 400
# Requests after which a browser signs in again, since some end its session.
SESSION = 20
# What a refused sign-in is counted in.
COUNTED = {"sign_in_attempt"}


@pytest.fixture
def site(app: Flask) -> Flask:
    """A site with a record of every kind, which answers errors as visitors see them."""
    app.config.update(TESTING=False, LOOKUPS=False, IMPORT_AT_ONCE=2**24)
    people = [{"name": "Kim Li", "level": "PhD", "role": "principal", "started_on": "2022"}]
    links = [{"label": "Code", "url": "https://a.example"}]
    works = record(topics=["Tides"], links=links), PREPRINT, record(title="Salt")
    fill(app, *works, people=people, sections=SECTIONS)
    attach(app, "x")
    stage(app, record(title="On kelp"), record(title="Salt", pages="1-9"))
    sign_in(app)
    return app


def answered(client: FlaskClient, sent: RandomRequest) -> int:
    path, _, query = sent.target.partition("?")
    kind = sent.headers.get("Content-Type")
    headers = {name: text for name, text in sent.headers.items() if name != "Content-Type"}
    return client.open(
        path,
        query_string=query,
        method=sent.method,
        headers=headers,
        data=sent.body,
        content_type=kind,
    ).status_code


def is_unknown_format(status: int, sent: RandomRequest) -> bool:
    """Return whether this is oEmbed's answer to a format that it does not know."""
    return status == 501 and sent.target.startswith("/oembed?")


def rows(app: Flask) -> tuple[Any, ...]:
    """Return the number of changes of the site, and of the rows of every table."""
    with app.app_context():
        tables = [table for table in Base.metadata.sorted_tables if table.name not in COUNTED]
        found = [db.session.scalar(select(func.count()).select_from(table)) for table in tables]
        return db.session.scalar(select(Site.changes)), *found


@pytest.mark.parametrize("seed", range(2))
def test_visitors_get_no_error_and_write_nothing(site: Flask, seed: int) -> None:
    before, fuzzer = rows(site), Fuzzer(site, seed, NAMES)
    client = site.test_client(use_cookies=False)
    statuses = []
    for _ in range(REQUESTS):
        sent = fuzzer.request()
        statuses.append(answered(client, sent))
        assert statuses[-1] < 500 or is_unknown_format(statuses[-1], sent), sent
    assert rows(site) == before
    assert {200, 303, 404, 405} <= set(statuses)


@pytest.mark.parametrize("seed", range(2, 4))
def test_the_owner_gets_no_error(site: Flask, seed: int) -> None:
    before, fuzzer = rows(site), Fuzzer(site, seed, NAMES)
    statuses: list[int] = []
    client = sign_in(site)
    for number in range(REQUESTS):
        if number % SESSION == 0 or client.get_cookie(LOCAL_NAME) is None:
            client = sign_in(site)
        sent = fuzzer.request(token(client))
        statuses.append(answered(client, sent))
        assert statuses[-1] < 500 or is_unknown_format(statuses[-1], sent), sent
    assert rows(site) != before
    assert {200, 303, 404, 405, 422} <= set(statuses)
