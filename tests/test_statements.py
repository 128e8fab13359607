"""The number of SQL statements does not grow with the number of works."""

import pytest
from flask import Flask

from app.services import cache
from tests.support.database import statements
from tests.support.factories import fill, many

MOST = 9


@pytest.mark.parametrize("works", [12, pytest.param(3_000, marks=pytest.mark.slow)])
def test_the_profile_page_takes_few_statements(app: Flask, works: int) -> None:
    fill(app, *many(works), people=[{"level": "PhD"}, {"name": "Kim Li"}])
    for address in ("/", "/?topic=topic-1", "/?page=2", "/?q=study", "/fragments/publications"):
        app.extensions.pop(cache.EXTENSION, None)
        with statements(app) as first:
            app.test_client().get(address)
        reads = [statement for statement in first if statement.startswith("SELECT")]
        assert 4 <= len(reads) <= MOST
        with statements(app) as second:
            app.test_client().get(address)
        assert len(second) <= MOST


def test_a_work_page_takes_few_statements(app: Flask) -> None:
    fill(app, *many(3))
    with statements(app) as sent:
        app.test_client().get("/publications/study-number-1")
    assert len(sent) <= 12


@pytest.mark.slow
def test_a_load_takes_few_statements_per_publication(app: Flask) -> None:
    works = many(1_000)
    with statements(app) as added:
        fill(app, *works)
    assert len(added) < 150
    with statements(app) as again:
        fill(app, *works)
    assert len(again) < 150
    with statements(app) as completed:
        fill(app, *({**work, "volume": "3"} for work in works))
    assert len(completed) < 1_500
