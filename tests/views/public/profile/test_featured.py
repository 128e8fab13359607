"""Featured works come first in the default view only."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.database import db
from app.models import Work
from app.services import cache
from tests.support.database import statements
from tests.support.factories import fill, many
from tests.support.pages import one, page, texts
from tests.test_statements import MOST


@pytest.fixture
def site(app: Flask) -> FlaskClient:
    app.config["WORKS_PER_PAGE"] = 5
    fill(app, *many(23))
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


def listed(client: FlaskClient, address: str) -> list[tuple[str, list[int]]]:
    """Return the list's headings, each with the numbers of the studies below it."""
    found: list[tuple[str, list[int]]] = []
    for element in page(client.get(address)).query("#works > .year, #works > article"):
        assert element.name
        (text,) = texts(element, "h4") if element.name == "article" else [""]  # type: ignore[arg-type]
        if text:
            found[-1][1].append(int(text.rsplit(" ", 1)[1]))
        else:
            found.append(("".join(c.data or "" for c in element.children or ()).strip(), []))
    return found


def test_featured_works_come_first_in_order_and_only_once(site: FlaskClient) -> None:
    assert listed(site, "/") == [("Featured", [20, 4, 12]), ("2024", [0, 1])]
    assert listed(site, "/?page=2") == [("2024", [2, 3, 5, 6, 7])]
    assert listed(site, "/?page=3") == [("2024", [8, 9]), ("2023", [10, 11, 13])]
    everything = listed(site, "/?page=all")
    assert everything[0] == ("Featured", [20, 4, 12])
    assert sorted(n for _, numbers in everything for n in numbers) == list(range(23))
    assert texts(page(site.get("/")), ".count") == ["23 publications"]


def test_a_heading_continues_on_the_next_page(app: Flask, site: FlaskClient) -> None:
    app.config["WORKS_PER_PAGE"] = 2
    app.extensions.pop(cache.EXTENSION, None)
    assert listed(site, "/") == [("Featured", [20, 4])]
    assert listed(site, "/?page=2") == [("Featured", [12]), ("2024", [0])]
    assert one(page(site.get("/?page=2")), ".year.continued").children
    assert "continued" in (one(page(site.get("/?page=3")), ".year").attrs["class"] or "")


@pytest.mark.parametrize("address", ["/?sort=oldest", "/?q=study", "/?topic=topic-1"])
def test_other_views_do_not_feature_works(site: FlaskClient, address: str) -> None:
    headings = [heading for heading, _ in listed(site, address)]
    assert "Featured" not in headings


def test_drafts_are_not_featured(app: Flask, site: FlaskClient) -> None:
    feature(app, {20: 1}, state="draft")
    assert listed(app.test_client(), "/")[0] == ("Featured", [4, 12])


def test_featured_works_need_no_extra_statement(app: Flask, site: FlaskClient) -> None:
    app.extensions.pop(cache.EXTENSION, None)
    with statements(app) as sent:
        site.get("/")
    assert len([statement for statement in sent if statement.startswith("SELECT")]) <= MOST - 1
