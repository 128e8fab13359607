"""Drafts are hidden from visitors: no page, list, count, neighbour or redirect."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db
from app.models import Work, WorkSlug, WorkState
from app.services import cache
from tests.support.factories import fill, record
from tests.support.pages import attribute, page, texts


@pytest.fixture(autouse=True)
def draft(app: Flask) -> None:
    fill(
        app,
        record(title="New", topics=["Tides"]),
        record(title="Secret", topics=["Tides"]),
        record(title="Old", year=2020, topics=["Tides"]),
    )
    with app.app_context():
        work = db.session.scalars(select(Work).where(Work.slug == "secret")).one()
        work.state = WorkState.DRAFT
        db.session.add(WorkSlug(slug="former-secret", work_id=work.id))
        cache.commit()


def test_the_list_and_counts_omit_a_draft(client: FlaskClient) -> None:
    tree = page(client.get("/"))
    assert texts(tree, "h4") == ["New", "Old"]
    assert texts(tree, ".figures") == ["2 works"]
    assert texts(tree, "nav[aria-label=Topics] li") == ["All topics 2", "Tides 2"]
    assert texts(page(client.get("/?topic=tides")), ".count") == ["2 of 2 publications"]


def test_neighbour_links_skip_a_draft(client: FlaskClient) -> None:
    newer = page(client.get("/publications/new"))
    assert attribute(newer, ".neighbours a", "href") == ["/publications/old"]


@pytest.mark.parametrize("slug", ["secret", "former-secret"])
def test_a_draft_is_not_found_at_its_current_or_former_address(
    client: FlaskClient, slug: str
) -> None:
    assert client.get(f"/publications/{slug}").status_code == 404
    assert client.get(f"/fragments/publications/{slug}/abstract").status_code == 404
