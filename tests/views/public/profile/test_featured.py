"""Featured works are the selected work above the biography; the list keeps them in their years."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.database import db
from app.models import Work
from app.services import cache
from app.services.catalog import works
from tests.support.database import statements
from tests.support.factories import fill, many, record
from tests.support.pages import attribute, page, texts
from tests.test_statements import MOST

BIOGRAPHY = {"biography": "I study tides."}


@pytest.fixture
def site(app: Flask) -> FlaskClient:
    fill(app, *many(23), profile=BIOGRAPHY)
    feature(app, {12: 2, 20: 1, 4: 2})
    return app.test_client()


def feature(app: Flask, places: dict[int, int], **fields: Any) -> None:
    with app.app_context():
        for number, place in places.items():
            work = db.session.query(Work).where(Work.slug == f"study-number-{number}").one()
            work.featured_position = place
            for name, value in fields.items():
                setattr(work, name, value)
        db.session.commit()


def selected(client: FlaskClient, address: str = "/") -> list[int]:
    titles = texts(page(client.get(address)), "#selected h3")
    return [int(title.rsplit(" ", 1)[1]) for title in titles]


@pytest.mark.parametrize("address", ["/", "/?page=all", "/?q=study&sort=oldest", "/?topic=topic-1"])
def test_selected_work_is_shown_in_order_above_the_biography(
    site: FlaskClient, address: str
) -> None:
    assert selected(site, address) == [20, 4, 12]
    sections = attribute(page(site.get(address)), "main section", "id")
    assert sections[:4] == ["about", "selected", "biography", "publications"]


def test_a_selected_work_has_its_authors_venue_and_versions(app: Flask) -> None:
    authors = [f"Author {n:02}" for n in range(40)]
    fill(
        app,
        record(authors=[*authors, "Ada Roe"], venue_short="JoT"),
        record(type="article", venue="arXiv"),
    )
    with app.app_context():
        db.session.query(Work).one().featured_position = 1
        db.session.commit()
    tree = page(app.test_client().get("/"))
    assert texts(tree, "#selected .authors") == [
        "Author 00, Author 01, Author 02, … Ada Roe, … 37 more"
    ]
    assert texts(tree, "#selected .facts") == ["JoT 2024 · Journal article · 2 versions"]
    assert attribute(tree, "#selected h3 a", "href") == ["/publications/on-tides"]
    assert attribute(tree, "#selected .facts a", "href") == ["/publications/on-tides#versions"]


def test_the_list_keeps_selected_works_in_their_years(site: FlaskClient) -> None:
    tree = page(site.get("/?page=all"))
    assert texts(tree, "#works h3") == ["2024", "2023", "2022"]
    assert texts(tree, "#works h4") == [f"Study number {n}" for n in range(23)]


def test_drafts_are_not_selected(app: Flask, site: FlaskClient) -> None:
    feature(app, {20: 1}, state="draft")
    assert selected(app.test_client()) == [4, 12]


def test_no_more_than_a_dozen_are_selected(app: Flask, site: FlaskClient) -> None:
    feature(app, dict.fromkeys(range(15), 1))
    assert len(selected(site)) == works.MOST_SELECTED


def test_nothing_featured_has_no_section(app: Flask) -> None:
    fill(app, record())
    assert not page(app.test_client().get("/")).query("#selected")


def test_selected_works_take_few_statements(app: Flask, site: FlaskClient) -> None:
    app.extensions.pop(cache.EXTENSION, None)
    with statements(app) as sent:
        site.get("/")
    assert len([statement for statement in sent if statement.startswith("SELECT")]) <= MOST
