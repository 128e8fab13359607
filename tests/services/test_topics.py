"""Topics by name: one spelling each."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db
from app.models import Topic
from app.services.editing import topics
from tests.support.accounts import sign_in
from tests.support.factories import fill, record
from tests.support.form_posts import send


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(app, record(topics=["Tides", "arXiv", "ARXIV"]))
    return sign_in(app)


def names(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Topic.name).order_by(Topic.id)))


def test_names_are_spelt_as_the_topics_are(app: Flask, owner: FlaskClient) -> None:
    with app.app_context():
        assert topics.spelt(["tides", "TIDES", "Tides"]) == ["Tides"]
        assert topics.spelt(["ARXIV", "arXiv", "ArXiv"]) == ["ARXIV", "arXiv"]
        assert topics.spelt(["Salt", "salt", "Straße", "STRASSE"]) == ["Salt", "Straße"]


def test_new_ones_of_a_work_are_made_once(app: Flask, owner: FlaskClient) -> None:
    assert send(owner, "/edit/works/on-tides", new_topics="Salt, salt, tides").status_code == 303
    assert names(app) == ["Tides", "arXiv", "ARXIV", "Salt"]


def test_those_of_the_profile_too(app: Flask, owner: FlaskClient) -> None:
    sent = {"topics-0-name": "tides", "topics-1-name": "Salt", "topics-2-name": "SALT"}
    assert send(owner, "/edit/profile", **sent).status_code == 303
    assert names(app) == ["Tides", "arXiv", "ARXIV", "Salt"]
