"""No search can cause an error or break the page."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, true

from app.database import db
from app.models import Work
from app.services.catalog import search, selection
from tests.support.factories import LONG_ABSTRACT, fill, record
from tests.support.pages import attribute, page, texts
from tests.support.samples import SAMPLES

HOSTILE = json.loads((SAMPLES / "hostile_searches.json").read_text())
ALL = "3 publications"
SIGNS = st.sampled_from(
    [*"\"-:*()^+{}\\'%_<>&;,./ ", "author:", "year:", "AND ", "NEAR(", "a", "深"]
)


@pytest.fixture
def works(app: Flask) -> Flask:
    odd = record(title="C++ & <b>10.1000/a</b> “深度”", topics=["NOT"], abstract=LONG_ABSTRACT)
    fill(app, odd, record(title="AND OR NEAR", doi="10.1000/a"), record(title="A - b", year=2019))
    return app


def test_there_are_many_of_them() -> None:
    assert len(HOSTILE) >= 150


@pytest.mark.slow
def test_the_page_is_whole_whatever_is_searched(works: Flask, client: FlaskClient) -> None:
    for number, q in enumerate(HOSTILE):
        asked = _asked(q)
        order = ("", "relevance")[number % 2]
        response = client.get("/", query_string={"q": asked, "sort": order})
        assert response.status_code == 200, q
        tree = page(response)
        assert attribute(tree, "#q", "value") == [asked]
        found = len(texts(tree, "#works article"))
        assert found == _count(works, asked), q
        assert texts(tree, ".count") == [f"{found} of 3 publications" if asked else ALL], q


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(q=st.text(max_size=40) | st.lists(SIGNS, max_size=14).map("".join))
def test_every_text_can_be_searched(works: Flask, q: str) -> None:
    assert _count(works, _asked(q)) <= 3


def _asked(q: str) -> str:
    """Return a search as it arrives from an address."""
    return selection.parse_filter({"q": [q.encode("utf-8", "replace").decode()]}, 9).q


def _count(app: Flask, asked: str) -> int:
    found = search.search_condition(asked) if asked else true()
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Work).where(found)) or 0
