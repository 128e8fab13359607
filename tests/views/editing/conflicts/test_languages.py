"""Two editors at one field: each language's text is a field of its own, in every kind of record."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.models import Noun
from app.models.translation import PUBLICATION_FIELDS
from tests.support.accounts import sign_in, token
from tests.support.form_posts import complaints, filled, opened, read, send
from tests.support.languages import speak
from tests.support.pages import attribute, matches, page, texts
from tests.support.translated_fields import TranslatedField, every_field, fill_records
from tests.support.undo import undo_last

FIELDS = pytest.mark.parametrize("field", every_field(), ids=str)

DELETIONS = {
    Noun.TOPIC: "/edit/topics/1/deletion",
    Noun.SUPERVISION: "/edit/people/1/deletion",
    Noun.SECTION: "/edit/sections/1/deletion",
    Noun.ENTRY: "/edit/sections/1/entries/2/deletion",
    Noun.WORK: "/edit/works/on-tides/deletion",
}


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill_records(app)
    return sign_in(app)


@pytest.fixture
def other(app: Flask, owner: FlaskClient) -> FlaskClient:
    return sign_in(app, "editor@site.example")


def stored(app: Flask, field: TranslatedField) -> dict[str, str]:
    with app.app_context():
        return field.stored()


@FIELDS
def test_two_languages_of_a_field_are_both_kept(
    app: Flask, owner: FlaskClient, other: FlaskClient, field: TranslatedField
) -> None:
    values = opened(owner, field.form)
    assert send(other, field.form, **{field.key("ar"): "بحر"}).status_code == 303
    values.setlist(field.key("fr"), ["Ma mer"])
    answer = owner.post(field.form, data=values)
    assert answer.status_code == 409
    tree = read(answer, field.form)
    assert not matches(tree, ".conflict")
    assert "(العربية)" in texts(tree, ".wrongs p strong")[1]
    assert owner.post(field.form, data=filled(answer, field.form)).status_code == 303
    assert stored(app, field) == {"ar": "بحر", "fr": "Ma mer"}


@FIELDS
def test_both_texts_of_each_language_are_shown(
    app: Flask, owner: FlaskClient, other: FlaskClient, field: TranslatedField
) -> None:
    french, arabic = field.key("fr"), field.key("ar")
    values = opened(owner, field.form)
    send(other, field.form, **{french: "Leur mer", arabic: "بحرهم"})
    values.setlist(french, ["Ma mer"])
    values.setlist(arabic, ["بحري"])
    answer = owner.post(field.form, data=values)
    assert answer.status_code == 409
    tree = read(answer, field.form)
    labels = [texts(tree, f"label[for$='-{field.name}-{tag}']")[0] for tag in ("fr", "ar")]
    assert texts(tree, ".conflict legend") == labels
    assert [label.rpartition(" ")[2] for label in labels] == ["(français)", "(العربية)"]
    assert texts(tree, ".conflict .text") == ["Ma mer", "Leur mer", "بحري", "بحرهم"]
    assert attribute(tree, ".conflict .text", "lang") == ["fr", "fr", "ar", "ar"]
    assert attribute(tree, ".conflict .text", "dir") == ["ltr", "ltr", "rtl", "rtl"]
    assert stored(app, field) == {"fr": "Leur mer", "ar": "بحرهم"}
    kept = filled(answer, field.form)
    kept.setlist(f"choice-{arabic}", ["theirs"])
    assert owner.post(field.form, data=kept).status_code == 303
    assert stored(app, field) == {"fr": "Ma mer", "ar": "بحرهم"}


@pytest.mark.parametrize("field", [one for one in every_field() if one.noun in DELETIONS], ids=str)
def test_a_text_typed_for_a_deleted_record_is_kept(
    app: Flask, owner: FlaskClient, other: FlaskClient, field: TranslatedField
) -> None:
    send(other, field.form, **{field.key("ar"): "بحر"})
    values = opened(owner, field.form)
    other.post(DELETIONS[field.noun], data={"token": token(other)})
    assert stored(app, field) == {}
    values.setlist(field.key("fr"), ["Ma mer"])
    answer = owner.post(field.form, data=values)
    assert answer.status_code == 409
    kept = filled(answer, field.form)
    assert (kept[field.key("fr")], kept[field.key("ar")]) == ("Ma mer", "بحر")
    undo_last(app)
    assert stored(app, field) == {"ar": "بحر"}
    assert owner.post(field.form, data=kept).status_code == 303
    assert stored(app, field) == {"ar": "بحر", "fr": "Ma mer"}


@FIELDS
def test_a_text_in_a_language_that_was_removed_is_saved(
    app: Flask, owner: FlaskClient, field: TranslatedField
) -> None:
    values = opened(owner, field.form)
    speak(app, "en", "ar")
    values.setlist(field.key("fr"), ["Ma mer"])
    assert owner.post(field.form, data=values).status_code == 303
    assert stored(app, field) == {"fr": "Ma mer"}
    assert field.key("fr") not in opened(owner, field.form)


@pytest.mark.parametrize("name", PUBLICATION_FIELDS)
def test_a_text_in_what_became_the_own_language_is_asked_about(
    app: Flask, owner: FlaskClient, other: FlaskClient, name: str
) -> None:
    form, key = "/edit/works/on-tides", f"{name}.fr"
    values = opened(owner, form)
    assert send(other, form, language="fr").status_code == 303
    values.setlist(key, ["Ma mer"])
    first = owner.post(form, data=values)
    assert first.status_code == 409
    again = owner.post(form, data=filled(first, form))
    assert again.status_code == 422
    assert "translations into this language (français)" in " ".join(complaints(page(again)))
    kept = filled(again, form)
    assert kept[key] == "Ma mer"
    kept[name], kept[key] = kept[key], ""
    assert owner.post(form, data=kept).status_code == 303
    assert opened(owner, form)[name] == "Ma mer"
