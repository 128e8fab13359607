"""Forms with each text in every language of the site."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.database import db
from app.models import ProfileTranslation
from app.services.catalog.translations import tables
from app.services.catalog.translations import texts as texts_of
from app.services.catalog.translations.tables import TextTable
from tests.support.accounts import sign_in
from tests.support.factories import fill, record
from tests.support.form_posts import complaints, opened, send
from tests.support.languages import speak
from tests.support.pages import attribute, page, texts

FORM = "/edit/biography"


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    profile = {"biography": "I study *tides*."}
    fill(app, record(topics=["Tides", "Salt"]), profile=profile)
    return sign_in(app)


def stored(app: Flask, table: TextTable) -> dict[str, str]:
    with app.app_context():
        return texts_of.stored_texts(table, [1, 2]).get(1, {})


def test_a_site_with_one_language_has_each_field_once(owner: FlaskClient) -> None:
    shown = page(owner.get(FORM))
    assert texts(shown, ".field label") == ["Biography"]
    assert not shown.query("[lang=fr], [data-languages]")


def test_each_field_is_there_in_every_language(app: Flask, owner: FlaskClient) -> None:
    speak(app, "en", "fr")
    shown = page(owner.get(FORM))
    assert texts(shown, ".field label") == ["Biography (English)", "Biography (français)"]
    assert attribute(shown, "textarea", "lang") == ["en", "fr"]
    assert attribute(shown, "textarea", "dir") == ["ltr", "ltr"]
    assert attribute(shown, "[data-languages] > [data-language]", "data-language") == [
        "English",
        "Français",
    ]


def test_translations_are_saved_and_deleted_when_emptied(app: Flask, owner: FlaskClient) -> None:
    speak(app, "en", "fr")
    send(owner, FORM, **{"biography.fr": "J’étudie les *marées*."})
    with app.app_context():
        row = db.session.query(ProfileTranslation).one()
        assert (row.record_id, row.language, row.field) == (1, "fr", "biography")
        assert row.html == "<p>J’étudie les <em>marées</em>.</p>"
    assert opened(owner, FORM)["biography.fr"] == "J’étudie les *marées*."
    send(owner, FORM, **{"biography.fr": "  "})
    assert stored(app, tables.PROFILE) == {}


def test_a_form_saves_only_its_own_translations(app: Flask, owner: FlaskClient) -> None:
    speak(app, "en", "fr")
    send(owner, FORM, **{"biography.fr": "J’étudie."})
    send(owner, "/edit/profile", **{"position_title.fr": "Professeure"})
    both = {"biography.fr": "J’étudie.", "position_title.fr": "Professeure"}
    assert stored(app, tables.PROFILE) == both


def test_a_translation_has_the_limits_of_the_field(app: Flask, owner: FlaskClient) -> None:
    speak(app, "en", "fr")
    answer = send(owner, "/edit/profile", **{"position_title.fr": "x" * 501})
    assert answer.status_code == 422
    assert complaints(page(answer)) == ["At most 500 characters."]


def test_a_name_is_required_only_in_the_language_of_the_texts(
    app: Flask, owner: FlaskClient
) -> None:
    speak(app, "en", "fr")
    assert send(owner, "/edit/topics/1", **{"name.fr": ""}).status_code == 303
    assert send(owner, "/edit/topics/1", name="").status_code == 422


def test_a_name_is_unique_in_each_language(app: Flask, owner: FlaskClient) -> None:
    speak(app, "en", "fr")
    send(owner, "/edit/topics/1", **{"name.fr": "Marées"})
    answer = send(owner, "/edit/topics/2", **{"name.fr": "MARÉES"})
    assert answer.status_code == 422
    error = "Another one is already called “MARÉES” in this language."
    assert complaints(page(answer)) == [error]
    assert send(owner, "/edit/topics/1", **{"name.fr": "marées"}).status_code == 303
    assert stored(app, tables.TOPIC) == {"name.fr": "marées"}


def test_what_others_saved_meanwhile_is_asked_about_in_each_language(
    app: Flask, owner: FlaskClient
) -> None:
    speak(app, "en", "fr")
    form = opened(owner, FORM)
    send(owner, FORM, **{"biography.fr": "Première."})
    mine = {**form, "biography.fr": "Seconde.", "biography": "Second."}
    answer = owner.post(FORM, data=mine)
    assert answer.status_code == 409
    assert texts(page(answer), ".conflict legend") == ["Biography (français)"]
