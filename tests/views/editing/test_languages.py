"""The form of the site's languages."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.database import db
from app.models import Profile, Revision
from tests.support.accounts import sign_in
from tests.support.factories import fill, record
from tests.support.form_posts import complaints, opened, send
from tests.support.pages import attribute, one, page
from tests.support.undo import undo_last

FORM = "/edit/languages"
FIRST, SECOND = "languages-0-language", "languages-1-language"


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(app, record(), profile={"biography": "I study *tides*."})
    return sign_in(app)


def languages(app: Flask) -> tuple[list[str], str]:
    with app.app_context():
        profile = db.session.get_one(Profile, 1)
        return profile.languages, profile.text_language


def test_the_profile_links_to_the_form(owner: FlaskClient) -> None:
    assert one(page(owner.get("/")), f"#about a[href='{FORM}']")


def test_languages_are_saved_in_their_order(app: Flask, owner: FlaskClient) -> None:
    assert opened(owner, FORM)[FIRST] == "en"
    answer = send(owner, FORM, **{FIRST: "fr", SECOND: "en"})
    assert answer.status_code == 303
    assert languages(app) == (["fr", "en"], "en")
    assert one(page(app.test_client().get("/")), "html").attrs["lang"] == "fr"


def test_the_change_can_be_undone(app: Flask, owner: FlaskClient) -> None:
    send(owner, FORM, **{SECOND: "fr"}, text_language="fr")
    with app.app_context():
        newest = db.session.query(Revision).order_by(Revision.id.desc()).first()
        assert newest
        assert newest.title == "Changed the site's languages"
    undo_last(app)
    assert languages(app) == (["en"], "en")


def test_a_button_adds_a_language_that_is_not_listed(owner: FlaskClient) -> None:
    values = opened(owner, FORM)
    values["do"] = "languages.add"
    added = page(owner.post(FORM, data=values))
    assert attribute(added, f"[name={SECOND}] option[selected]", "value") != ["en"]


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({SECOND: "en"}, "English is listed twice"),
        ({SECOND: "xx"}, "choose one from the list"),
        ({"text_language": "fr"}, "Choose one of the site's languages."),
    ],
)
def test_what_can_not_be_is_refused(
    app: Flask, owner: FlaskClient, sent: dict[str, str], message: str
) -> None:
    answer = send(owner, FORM, **sent)
    assert answer.status_code == 422
    assert message in " ".join(complaints(page(answer)))
    assert languages(app) == (["en"], "en")


def test_a_site_needs_a_language(app: Flask, owner: FlaskClient) -> None:
    values = opened(owner, FORM)
    values.poplist(FIRST)
    answer = owner.post(FORM, data=values)
    assert "Add at least one language." in complaints(page(answer))


def test_visitors_are_asked_to_sign_in(app: Flask, owner: FlaskClient) -> None:
    assert app.test_client().get(FORM).status_code == 303
