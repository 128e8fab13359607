"""The parts in which a list that is too long for one page can be entered."""

from typing import cast

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from app.services.catalog import works
from app.services.catalog.selection import PublicFilter
from tests.support.factories import fill, many
from tests.support.pages import page, texts

TIDES = PublicFilter(("tides",))


@given(st.integers(1, 5_000), st.integers(1, 60), st.integers(0, 400))
def test_parts_show_every_work_once(found: int, per_page: int, limit: int) -> None:
    parts = [*works.list_parts(TIDES, found, per_page, limit)]
    if found <= limit:
        assert parts == []
        return
    places = [place for part in parts for place in range(part.first, part.last + 1)]
    assert places == [*range(1, found + 1)]
    for part in parts:
        # What a page shows: as many works as are allowed, down to its last.
        shown = min(found, cast("int", part.leads_to.page) * per_page)
        assert shown >= part.last
        assert shown - max(limit, per_page) < part.first
        assert part.leads_to.on_page(1) == TIDES


@pytest.mark.parametrize("limit", [0, 1])
def test_a_page_shows_its_works_whatever_the_limit(
    app: Flask, client: FlaskClient, limit: int
) -> None:
    app.config.update(SHOW_ALL_LIMIT=limit, WORKS_PER_PAGE=4)
    fill(app, *many(10))
    assert len(texts(page(client.get("/")), "h4")) == 4
