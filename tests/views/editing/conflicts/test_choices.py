"""Choosing between two values in a conflict; a choice is never lost."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from app.database import db
from app.models import Profile
from tests.support.accounts import sign_in, token
from tests.support.factories import fill, record
from tests.support.form_posts import filled, opened, read, send
from tests.support.pages import texts

ADDRESS, WORK = "/edit/profile", "/edit/works/on-tides"
EVERYTHING = {
    "title": "Of tides",
    "venue": "The Cape",
    "year": "2023",
    "abstract": "One",
    "month": "2",
    "day": "3",
    "pages": "1-9",
    "doi": "https://doi.org/10.1000/SALT",
    "note": "A\nnote",
    "new_topics": "Salt",
    "authors-0-name": "Eva Poe",
    "authors-1-equal": "1",
    "type": "book",
    "links-0-kind": "pdf",
    "links-0-url": "https://cape.example/",
    "links-0-label": "",
}


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(app, record(topics=["Tides"]), record(title="Salt", topics=["Salt"]))
    return sign_in(app)


@pytest.fixture
def other(app: Flask) -> FlaskClient:
    return sign_in(app, "editor@site.example")


@pytest.fixture
def refused(owner: FlaskClient, other: FlaskClient) -> MultiDict[str, str]:
    """Return the data of the form that shows both values."""
    values = opened(owner, ADDRESS)
    send(other, ADDRESS, position_title="Dean")
    values.setlist("position_title", ["Provost"])
    return filled(owner.post(ADDRESS, data=values), ADDRESS)


def position(app: Flask) -> str | None:
    with app.app_context():
        return db.session.query(Profile).one().position_title


def test_newly_typed_text_wins_over_a_choice(
    app: Flask, owner: FlaskClient, refused: MultiDict[str, str]
) -> None:
    refused.setlist("choice-position_title", ["theirs"])
    refused.setlist("position_title", ["Rector"])
    assert owner.post(ADDRESS, data=refused).status_code == 303
    assert position(app) == "Rector"


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_a_button_of_the_form_keeps_the_choice(
    app: Flask, owner: FlaskClient, refused: MultiDict[str, str], choice: str
) -> None:
    refused.setlist("choice-position_title", [choice])
    again = owner.post(ADDRESS, data=MultiDict([*refused.items(multi=True), ("do", "links.add")]))
    assert texts(read(again, ADDRESS), ".conflict .text") == ["Provost", "Dean"]
    kept = filled(again, ADDRESS)
    assert (kept["position_title"], kept["choice-position_title"]) == ("Provost", choice)
    owner.post(ADDRESS, data=kept)
    assert position(app) == {"mine": "Provost", "theirs": "Dean"}[choice]


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_an_error_elsewhere_keeps_the_choice(
    app: Flask, owner: FlaskClient, refused: MultiDict[str, str], choice: str
) -> None:
    refused.setlist("choice-position_title", [choice])
    refused.setlist("email", ["nowhere"])
    answer = owner.post(ADDRESS, data=refused)
    assert answer.status_code == 422
    kept = filled(answer, ADDRESS)
    kept.setlist("email", [""])
    owner.post(ADDRESS, data=kept)
    assert position(app) == {"mine": "Provost", "theirs": "Dean"}[choice]


@pytest.mark.slow
def test_choosing_the_other_value_works_in_every_field(
    owner: FlaskClient, other: FlaskClient
) -> None:
    values = opened(owner, WORK)
    send(
        other,
        WORK,
        title="Theirs",
        venue="Theirs",
        year="2001",
        abstract="Theirs",
        pages="77",
        note="Theirs",
        **{"authors-0-name": "Their Own"},
    )
    for name, value in EVERYTHING.items():
        values.setlist(name, [value])
    answer = owner.post(WORK, data=values)
    assert answer.status_code == 409
    kept = filled(answer, WORK)
    chosen = [name for name in kept if name.startswith("choice-")]
    assert len(chosen) >= 7
    for name in chosen:
        kept.setlist(name, ["theirs"])
    assert owner.post(WORK, data=kept).status_code == 303
    now = opened(owner, WORK)
    assert [now[name] for name in ("title", "venue", "year", "abstract", "pages", "note")] == [
        "Theirs",
        "Theirs",
        "2001",
        "Theirs",
        "77",
        "Theirs",
    ]
    assert now["authors-0-name"] == "Their Own"
    assert now["doi"] == "10.1000/salt"


def test_changes_in_unedited_fields_are_shown_before_saving(
    app: Flask, owner: FlaskClient, other: FlaskClient
) -> None:
    values = opened(owner, ADDRESS)
    send(other, ADDRESS, affiliation="The Cape")
    values.setlist("position_title", ["Provost"])
    answer = owner.post(ADDRESS, data=values)
    assert answer.status_code == 409
    assert texts(read(answer, ADDRESS), ".conflict") == []
    owner.post(ADDRESS, data=filled(answer, ADDRESS))
    assert position(app) == "Provost"


def test_changes_by_the_same_user_are_not_a_conflict(app: Flask, owner: FlaskClient) -> None:
    values = opened(owner, WORK)
    owner.post(f"{WORK}/join", data={"token": token(owner), "with": "salt", "key": "k"})
    values.setlist("title", ["Of tides"])
    assert owner.post(WORK, data=values).status_code == 303
    now = opened(owner, f"{WORK}?version={values['edited']}")
    assert (now["title"], now.getlist("topics")) == ("Of tides", ["", "Tides", "Salt"])
