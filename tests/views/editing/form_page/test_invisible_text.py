"""Invisible text counts as empty: it is not accepted as a name or title."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db
from app.models import Topic
from tests.support.accounts import sign_in
from tests.support.database import content
from tests.support.factories import fill, record
from tests.support.form_posts import complaints, read, send
from tests.support.sections import AWARD, SECTIONS

UNSEEN = "\u200b\u2060 \u00ad"
REFUSED = [
    ("/edit/works/on-tides", "title", "A work needs a title."),
    ("/edit/new/work", "title", "A work needs a title."),
    ("/edit/profile", "name", "A profile needs a name."),
    ("/edit/topics/1", "name", "A topic needs a name."),
    ("/edit/new/topic", "name", "A topic needs a name."),
    ("/edit/sections/1", "name", "A section needs a name."),
    (AWARD, "what", "Enter what it is."),
    ("/edit/new/person", "name", "Enter a name or tick “Don't publish the name”."),
]
LEFT_OUT = [
    ("/edit/works/on-tides", "authors-2-name"),
    ("/edit/works/on-tides", "new_topics"),
    ("/edit/profile", "topics-0-name"),
    ("/edit/people/1", "supervisors-1-name"),
    (AWARD, "where"),
    (AWARD, "note"),
]


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    people = [{"name": "Bo Ek", "role": "co"}]
    fill(app, record(topics=["Tides"]), people=people, sections=SECTIONS)
    return sign_in(app)


@pytest.mark.parametrize(("address", "field", "said"), REFUSED)
def test_invisible_text_in_a_required_field_is_an_error(
    owner: FlaskClient, address: str, field: str, said: str
) -> None:
    answer = send(owner, address, **{field: UNSEEN})
    assert answer.status_code == 422
    assert complaints(read(answer, address)) == [said]


@pytest.mark.parametrize(("address", "field"), LEFT_OUT)
def test_invisible_text_in_an_optional_field_is_ignored(
    app: Flask, owner: FlaskClient, address: str, field: str
) -> None:
    with app.app_context():
        before = content()
    assert send(owner, address, **{field: UNSEEN}).status_code == 303
    with app.app_context():
        assert content() == before


def test_an_invisible_name_in_a_list_adds_no_topic(app: Flask, owner: FlaskClient) -> None:
    send(owner, "/edit/works/on-tides", new_topics=f"Salt, {UNSEEN}, Wind")
    with app.app_context():
        assert db.session.scalars(select(Topic.name).order_by(Topic.id)).all() == [
            "Tides",
            "Salt",
            "Wind",
        ]
