"""The owner's pages in the language that an account chose."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.database import db
from app.services import cache
from app.services.actor import TERMINAL
from app.services.catalog.translations import tables
from app.services.catalog.translations import texts as texts_of
from app.services.catalog.version_order import work_at
from app.services.editing import duplicate_pairs, works
from tests.support.accounts import sign_in, token
from tests.support.factories import fill, record
from tests.support.form_posts import opened
from tests.support.imports import stage
from tests.support.languages import speak
from tests.support.pages import attribute, page, texts
from tests.support.sections import POSITIONS

BIB = "@article{a, title={Tides}, author={Roe, Ada}, journal={Salt}, year={2020}}"


def in_french(app: Flask) -> FlaskClient:
    client = sign_in(app)
    client.post("/edit/account/language", data={"language": "fr", "token": token(client)})
    return client


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/edit/account", "Votre compte"),
        ("/edit/accounts", "Qui peut modifier ce site"),
        ("/edit/history", "Historique"),
        ("/edit/trash", "Corbeille"),
        ("/edit/health", "État du site"),
        ("/edit/import", "Importer une bibliographie"),
    ],
)
def test_a_page_is_in_the_language_of_the_account(app: Flask, path: str, heading: str) -> None:
    tree = page(in_french(app).get(path))
    assert attribute(tree, "html", "lang") == ["fr"]
    assert texts(tree, "h1") == [heading]


def test_the_form_of_languages_says_in_french_where_it_belongs(app: Flask) -> None:
    fill(app, record())
    tree = page(in_french(app).get("/edit/languages"))
    assert texts(tree, ".membership") == ["Profil"]


def test_the_language_is_confirmed_in_the_new_one(app: Flask) -> None:
    client = in_french(app)
    saved = page(client.get("/edit/account?changed=language"))
    assert texts(saved, ".saved") == ["Enregistré. Langue de ces pages : Français."]


def test_the_text_of_the_guide_is_marked_as_english_within_a_french_page(app: Flask) -> None:
    client = in_french(app)
    tree = page(client.get("/edit/help/import"))
    assert attribute(tree, "html", "lang") == ["fr"]
    assert attribute(tree, "article.prose", "lang") == ["en"]
    assert texts(tree, ".membership a") == ["Aide"]
    english = sign_in(app, "else@site.example").get("/edit/help/import")
    assert attribute(page(english), "article.prose", "lang") == [""]


def test_what_the_terminal_did_is_said_in_french(app: Flask) -> None:
    fill(app, record(), record(title="Kelp"), record(title="Salt"))
    batch_id = stage(app, record(title="Wax"))
    with app.app_context():
        duplicate_pairs.dismiss(work_at("on-tides"), work_at("kelp"), TERMINAL)
        db.session.commit()
        works.delete("salt", TERMINAL, None)
    client = in_french(app)
    for path in (
        "/edit/import",
        f"/edit/import/{batch_id}",
        "/edit/duplicates/kept",
        "/edit/history",
    ):
        shown = page(client.get(path)).to_text()
        assert "le terminal" in shown, path
        assert "the terminal" not in shown, path


def test_topics_and_sections_are_listed_under_their_french_names(app: Flask) -> None:
    named = {"kind": "custom", "name": "In the media", "entries": [{"what": "Radio"}]}
    fill(app, record(topics=["Tides", "Salt"]), sections=[POSITIONS, named])
    speak(app, "en", "fr")
    with app.app_context():
        texts_of.write_texts(tables.TOPIC, 1, {"name.fr": "Marées"})
        texts_of.write_texts(tables.SECTION, 2, {"name.fr": "Dans les médias"})
        cache.commit()
    client = in_french(app)
    assert texts(page(client.get("/edit/topics")), ".lines p > span") == ["Marées", "Salt"]
    assert texts(page(client.get("/edit/topics/1")), "h1") == ["Marées"]
    sections = page(client.get("/edit/sections"))
    assert texts(sections, ".lines p > a") == ["Postes", "Dans les médias"]
    assert texts(page(client.get("/edit/works")), "td.of") == ["Marées, Salt"]
    english = sign_in(app, "else@site.example")
    assert texts(page(english.get("/edit/topics")), ".lines p > span") == ["Tides", "Salt"]


def test_what_is_published_is_feminine_as_a_publication(app: Flask) -> None:
    fill(app, record(status="accepted"))
    assert "Publiée" in texts(page(in_french(app).get("/edit/works")), "td.state")[0]
    assert "Acceptée" in texts(page(in_french(app).get("/edit/works/on-tides")), "option")


def test_buttons_name_what_they_edit_with_french_typography(app: Flask) -> None:
    fill(app, record(topics=["Tides"]))
    labels = attribute(page(in_french(app).get("/edit/topics")), ".lines .edit", "aria-label")
    assert labels[0] == "Modifier\u00a0: Tides"


def test_errors_name_their_fields_with_french_typography(app: Flask) -> None:
    fill(app, record())
    client = in_french(app)
    values = opened(client, "/edit/new/person") | {"do": "save"}
    assert "Nom</a>\u00a0: Saisissez un nom" in client.post("/edit/new/person", data=values).text
