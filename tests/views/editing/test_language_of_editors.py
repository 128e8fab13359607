"""Editing pages in the language that an editor chose for her account."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.accounts import sign_in, token
from tests.support.factories import fill, record
from tests.support.form_posts import complaints, read, send
from tests.support.languages import speak
from tests.support.pages import attribute, one, page, texts
from tests.support.undo import undo_last

NARROW = "\N{NARROW NO-BREAK SPACE}"


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(app, record(title="On Tides", topics=["Tides"]), topics=["Tides", "Salt"])
    return in_french(app)


def in_french(app: Flask) -> FlaskClient:
    client = sign_in(app)
    client.post("/edit/account/language", data={"language": "fr", "token": token(client)})
    return client


def test_forms_and_their_errors_are_in_the_editors_language(owner: FlaskClient) -> None:
    tree = page(owner.get("/edit/works/on-tides"))
    assert "Support de publication" in texts(tree, "label")
    assert "Communication" in " ".join(texts(tree, "[name=type] option"))
    assert "avril" in texts(tree, "[name=month] option")
    assert texts(tree, "[value='authors.add']") == ["Ajouter une autrice ou un auteur"]
    labels = attribute(tree, "fieldset [aria-label]", "aria-label")
    assert "Nom, autrice ou auteur 1" in labels
    assert "Monter\N{NO-BREAK SPACE}: autrice ou auteur 1" in labels
    wrong = send(owner, "/edit/works/on-tides", title="", year="1066", arxiv_id="x")
    assert wrong.status_code == 422
    assert "Une publication doit avoir un titre." in " ".join(
        complaints(read(wrong, "/edit/works/on-tides"))
    )


def test_a_change_is_read_in_the_language_of_each_editor(app: Flask, owner: FlaskClient) -> None:
    send(owner, "/edit/topics/1", name="Waves")
    undo_last(app)
    title = f"«{NARROW}Tides{NARROW}» en «{NARROW}Waves{NARROW}»"
    assert f"Renommage du thème {title}" in owner.get("/edit/history").text
    other = sign_in(app, "else@site.example").get("/edit/history").text
    assert "Renamed the topic “Tides” to “Waves”" in other


def test_bulk_actions_count_in_french(owner: FlaskClient) -> None:
    tree = page(owner.get("/edit/works"))
    assert texts(tree, "#works-form .count") == ["1 publication"]
    values = {"token": token(owner), "works": "1", "do": "draft", "key": "k"}
    saved = page(owner.post("/edit/works", data=values, follow_redirects=True))
    assert texts(saved, ".saved > span") == ["Dépublication de 1 publication."]
    refused = page(owner.post("/edit/works", data={"token": token(owner), "do": "publish"}))
    assert texts(refused, "#works-note") == ["Sélectionnez au moins une publication."]


def test_what_scripts_say_is_in_the_page(owner: FlaskClient) -> None:
    said = one(page(owner.get("/edit/works")), "template#texts").attrs
    assert said["data-selected"] == "{number} sélectionnées"
    assert said["data-selected-one"] == "{number} sélectionnée"
    assert said["data-unsaved"] == "Modifications non enregistrées"


def test_names_of_controls_have_french_colons(app: Flask, owner: FlaskClient) -> None:
    speak(app, "fr")
    labels = attribute(page(owner.get("/")), "a.edit", "aria-label")
    assert labels
    assert "Modifier\N{NO-BREAK SPACE}: biographie" in labels, labels
