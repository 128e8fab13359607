"""What programs ask for is kept as pages are, and they may also ask by date."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import update

from app.database import db
from app.models import Revision
from app.services import cache
from app.serving.front import Front
from tests.support.rsgi import get, headers_of, kept, scope

CHANGED = datetime(2026, 3, 7, 12, 30, 15, tzinfo=UTC)
BR = "gzip, deflate, br"
KEPT = [
    "/feed.atom",
    "/feed.json?topic=topic-1",
    "/sitemap.xml",
    "/robots.txt",
    "/opensearch.xml",
]
# Combinations are too many, what does not exist has no end, and the rest has another address.
NOT_KEPT = [
    "/feed.atom?topic=sun",
    "/feed.atom?sort=oldest",
    "/feed.json?topic=topic-1&topic=topic-2",
    "/feed.json?q=study",
    "/sitemap.xml?x",
    "/sitemap-1.xml",
]


@pytest.mark.parametrize("address", KEPT)
def test_answers_for_programs_are_kept(site: Flask, front: Front, address: str) -> None:
    first = get(front, address, accept_encoding=BR)
    expected = site.test_client().get(address, base_url="http://site.example")
    assert (first.status, get(front, address).body) == (200, expected.data)
    asked = scope(address, accept_encoding=BR)
    assert front.visitors.ready(asked, asked.headers) is not None
    assert kept(front) == 1


@pytest.mark.parametrize("address", NOT_KEPT)
def test_other_addresses_never_fill_the_memory(site: Flask, front: Front, address: str) -> None:
    expected = site.test_client().get(address, base_url="http://site.example")
    for _ in range(2):
        found = get(front, address)
        assert (found.status, found.body) == (expected.status_code, expected.data)
    assert kept(front) == 0


def test_who_has_the_answer_of_a_date_is_told_so_from_memory(site: Flask, front: Front) -> None:
    with site.app_context():
        db.session.execute(update(Revision).values(made_at=CHANGED))
        cache.commit()
    dated = headers_of(get(front, "/feed.atom"))["last-modified"]
    for since, status in {
        dated: 304,
        "Sun, 08 Mar 2026 00:00:00 GMT": 304,
        "Fri, 06 Mar 2026 00:00:00 GMT": 200,
        "yesterday": 200,
    }.items():
        assert get(front, "/feed.atom", if_modified_since=since).status == status
    # A page also changes with the program, so it has a tag alone.
    assert "last-modified" not in headers_of(get(front))
    assert get(front, if_modified_since=dated).status == 200
