"""Restoring deleted records whose slug, name or venue other records use by now."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.database import db
from app.models import Person, Topic, Venue, Work
from app.services.actor import TERMINAL
from app.services.loading import new_site
from tests.support.accounts import sign_in, token
from tests.support.database import content
from tests.support.factories import fill, record
from tests.support.form_posts import send
from tests.support.pages import page, texts


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(app, record(topics=["Tides"]), record(title="Other"))
    return sign_in(app)


def press(owner: FlaskClient, address: str, **sent: str) -> TestResponse:
    return owner.post(address, data={"token": token(owner), **sent})


def restore(owner: FlaskClient, noun: str) -> TestResponse:
    return press(owner, "/edit/trash/2", noun=noun, record="1")


def slugs(app: Flask, model: type[Topic | Work]) -> dict[int, str]:
    with app.app_context():
        rows = db.session.execute(select(model.id, model.slug))
        return {row.id: row.slug for row in rows}


@pytest.mark.slow
def test_a_restored_work_gets_its_address_back_once_it_is_free(
    app: Flask, owner: FlaskClient
) -> None:
    press(owner, "/edit/works/on-tides/deletion")
    send(owner, "/edit/works/other", slug="on-tides")
    refused = restore(owner, "work")
    assert refused.status_code == 409
    advice = "Its web address now belongs to “on-tides”. Change that first, then try again."
    assert advice in texts(page(refused), ".wrongs")[0]
    send(owner, "/edit/works/on-tides", slug="other")
    with app.app_context():
        before = content()
    visitor = app.test_client()
    assert visitor.get("/publications/on-tides").location == "/publications/other"
    assert restore(owner, "work").status_code == 303
    assert slugs(app, Work) == {1: "on-tides", 2: "other"}
    assert texts(page(visitor.get("/publications/on-tides")), "h1") == ["On tides"]
    press(owner, "/edit/history/5/undo")
    with app.app_context():
        assert content() == before


def test_a_restored_topic_gets_a_free_slug(app: Flask, owner: FlaskClient) -> None:
    press(owner, "/edit/topics/1/deletion")
    send(owner, "/edit/new/topic", name="Tides")
    refused = restore(owner, "topic")
    assert refused.status_code == 409
    assert "Its name now belongs to “Tides”." in texts(page(refused), ".wrongs")[0]
    with app.app_context():
        other = db.session.scalars(select(Topic.id).where(Topic.name == "Tides")).one()
        db.session.rollback()
    send(owner, f"/edit/topics/{other}", name="Waves")
    assert restore(owner, "topic").status_code == 303
    assert slugs(app, Topic) == {1: "tides-2", other: "tides"}


def test_a_restored_work_uses_recreated_records_of_the_same_name(
    app: Flask, owner: FlaskClient
) -> None:
    with app.app_context():
        new_site.start_over("Ada Roe", TERMINAL, None)
    send(owner, "/edit/new/work", title="New", venue="Journal of Tides", new_topics="Tides")
    assert restore(owner, "work").status_code == 303
    with app.app_context():
        assert db.session.scalars(select(Venue.name)).all() == ["Journal of Tides"]
        assert db.session.scalars(select(Topic.name)).all() == ["Tides"]
        assert db.session.scalars(select(Person.name)).all() == ["Ada Roe"]
        shown = db.session.get_one(Work, 1).publications[0]
        assert shown.authors_html == "<strong>Ada Roe</strong>, Kim Li"
