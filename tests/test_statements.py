"""The number of SQL statements does not grow with the number of works."""

import re

import pytest
from flask import Flask

from app.database import db
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
        reads = [statement for statement in first if statement.startswith(("SELECT", "WITH"))]
        assert 4 <= len(reads) <= MOST
        with statements(app) as second:
            app.test_client().get(address)
        assert len(second) <= MOST


def test_counts_and_selected_works_come_from_indexes(app: Flask) -> None:
    fill(app, *many(12))
    with statements(app) as sent:
        for address in ("/", "/?topic=topic-1", "/?topic=topic-1&topic=topic-2"):
            app.test_client().get(address)
    plans = {s: _plan(app, s) for s in sent if s.startswith(("SELECT", "WITH"))}
    counting = [plan for statement, plan in plans.items() if "count(" in statement]
    reads = [step for plan in counting for step in plan if re.search(r" work(_topic)?\b", step)]
    assert len(counting) >= 3
    assert len(reads) >= 4
    assert [step for step in reads if "COVERING INDEX" not in step] == []
    assert any("ix_work_featured" in step for plan in plans.values() for step in plan)


@pytest.mark.parametrize("address", ["/?q=study", "/?q=study&topic=topic-1", "/?q=none"])
def test_counting_what_a_search_finds_searches_once(app: Flask, address: str) -> None:
    fill(app, *many(3))
    with statements(app) as sent:
        app.test_client().get(address)
    (counting,) = [s for s in sent if "group_concat(" in s and "MATCH" in s]
    assert counting.count("MATCH") == 1


def _plan(app: Flask, statement: str) -> list[str]:
    with app.app_context(), db.engine.connect() as connection:
        values = (None,) * statement.count("?")
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        return [row.detail for row in rows]


def test_a_work_page_takes_few_statements(app: Flask) -> None:
    fill(app, *many(3))
    with statements(app) as sent:
        app.test_client().get("/publications/study-number-1")
    assert len(sent) <= 13
    (related,) = [statement for statement in sent if "count(" in statement]
    assert [step for step in _plan(app, related) if "CORRELATED" in step] == []


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
