"""The owner chooses what her CV shows, and in which order."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.bibliography.document import reader
from app.database import db
from app.models import Noun, Profile
from app.services.exporting import document as exporting
from app.services.history import snapshots
from app.services.loading import document
from tests.support.accounts import sign_in
from tests.support.factories import fill, record
from tests.support.form_posts import opened, send
from tests.support.pages import attribute, page, texts
from tests.support.undo import undo_last

FORM = "/edit/cv"


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(
        app,
        record(),
        people=[{"name": "Kim Li", "level": "PhD"}],
        profile={"biography": "I study tides."},
    )
    return sign_in(app)


def headings(client: FlaskClient) -> list[str]:
    return texts(page(client.get("/cv")), ".cv h2")


def test_the_form_shows_the_usual_choices(owner: FlaskClient) -> None:
    tree = page(owner.get(FORM))
    assert texts(tree, ".parts label") == ["Biography", "Supervision", "Publications"]
    assert len(tree.query(".parts [checked]")) == 3
    assert texts(tree, "[selected]") == ["APA", "A4"]
    unchanged = send(owner, FORM)
    assert (unchanged.status_code, unchanged.location) == (303, f"{FORM}?unchanged=1")


def test_style_paper_and_order_are_saved_and_undone(app: Flask, owner: FlaskClient) -> None:
    values = opened(owner, FORM)
    values["do"] = "parts.2.up"
    moved = owner.post(FORM, data=values)
    assert moved.status_code == 200
    assert texts(page(moved), ".parts label") == ["Biography", "Publications", "Supervision"]
    assert headings(owner) == ["Biography", "Supervision", "Publications"], "nothing is saved yet"
    values["do"] = "save"
    values["parts-0-part"], values["parts-1-part"], values["parts-2-part"] = (
        "publications",
        "supervision",
        "biography",
    )
    values.poplist("parts-2-shown")
    values["style"], values["paper"] = "ieee", "letter"
    assert owner.post(FORM, data=values).status_code == 303
    assert headings(owner) == ["Publications", "Supervision"]
    assert texts(page(owner.get("/cv")), ".references b") == ["A. Roe"]
    assert attribute(page(owner.get("/cv")), "[media=print]", "href") == ["/cv.css?paper=letter"]
    history = owner.get("/edit/history/1").text + owner.get("/edit/history/2").text
    assert "Citation style of the CV" in history
    assert "Biography (left out)" in history
    undo_last(app)
    assert headings(owner) == ["Biography", "Supervision", "Publications"]


def test_unknown_and_missing_parts_change_nothing(app: Flask, owner: FlaskClient) -> None:
    values = opened(owner, FORM)
    values["parts-0-part"] = "<none>"
    assert owner.post(FORM, data=values).status_code == 303
    with app.app_context():
        chosen = db.session.get_one(Profile, 1).cv_parts
    assert [one["part"] for one in chosen] == ["supervision", "publications", "biography"]


@pytest.mark.parametrize("field", ["style", "paper"])
def test_other_values_are_refused(owner: FlaskClient, field: str) -> None:
    answer = send(owner, FORM, **{field: "mla"})
    assert answer.status_code == 422


def test_snapshots_from_before_have_the_usual_cv(app: Flask, owner: FlaskClient) -> None:
    send(owner, FORM, style="ieee")
    with app.app_context():
        state = snapshots.current_states([(Noun.PROFILE, 1)])[Noun.PROFILE, 1]
    assert (state["cv_style"], state["cv_paper"], state["cv_parts"]) == ("ieee", "a4", [])


def test_the_document_takes_the_choices_along(app: Flask, owner: FlaskClient) -> None:
    values = opened(owner, FORM)
    values["style"] = "vancouver"
    values.poplist("parts-0-shown")
    owner.post(FORM, data=values)
    with app.app_context():
        whole = exporting.document()
        assert whole
        content = exporting.content(whole)
    assert json.loads(content)["profile"]["cv"] == {
        "style": "vancouver",
        "parts": [
            {"part": "biography", "shown": False},
            {"part": "supervision"},
            {"part": "publications"},
        ],
    }
    with app.app_context():
        profile = db.session.get_one(Profile, 1)
        profile.cv_style, profile.cv_parts = "apa", []
        db.session.commit()
        document.load_document(reader.read_document(content))
    assert headings(owner) == ["Supervision", "Publications"]


def test_visitors_cannot_open_it(app: Flask, client: FlaskClient) -> None:
    assert client.get(FORM).status_code in {302, 303, 401}
