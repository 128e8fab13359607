"""Titles, abstracts and notes of a version in the site's other languages."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db
from app.models import Publication, PublicationTranslation
from tests.support.accounts import sign_in
from tests.support.factories import fill, record
from tests.support.form_posts import opened, send
from tests.support.languages import speak
from tests.support.undo import undo_last

PAGE, NEW = "/edit/works/on-tides", "/edit/new/work"
FRENCH = {"title.fr": "Sur les \\emph{marées}", "abstract.fr": "Nous pesons.", "note.fr": "Prix"}


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    """The owner of a site in English and French."""
    fill(app, record(abstract="We weigh tides."), record(title="Le sel", language="fr-CA"))
    speak(app, "en", "fr")
    return sign_in(app)


def stored(app: Flask) -> dict[tuple[int, str, str], str]:
    model = PublicationTranslation
    with app.app_context():
        columns = model.record_id, model.field, model.language, model.text
        return {(row[0], row[1], row[2]): row[3] for row in db.session.execute(select(*columns))}


def test_each_text_is_saved_and_shown_again(app: Flask, owner: FlaskClient) -> None:
    assert send(owner, PAGE, **FRENCH).status_code == 303
    assert stored(app) == {(1, *key.split(".")): text for key, text in FRENCH.items()}
    shown = opened(owner, PAGE)
    assert {key: shown[key] for key in FRENCH} == FRENCH
    with app.app_context():
        html = db.session.scalars(select(PublicationTranslation.html).order_by("html"))
        assert list(html) == ["", "Nous pesons.", "Sur les <em>marées</em>"]


def test_an_emptied_text_is_deleted_and_undo_restores_it(app: Flask, owner: FlaskClient) -> None:
    send(owner, PAGE, **FRENCH)
    send(owner, PAGE, **{"abstract.fr": " "})
    assert {field for _, field, _ in stored(app)} == {"title", "note"}
    undo_last(app)
    assert len(stored(app)) == 3


def test_the_languages_of_a_version_are_besides_its_own(owner: FlaskClient) -> None:
    names = opened(owner, "/edit/works/le-sel")
    assert "title.en" in names
    assert "title.fr" not in names
    assert "title.en" not in opened(owner, PAGE)


def own_texts(app: Flask, id_: int = 1) -> tuple[str, str | None, str | None]:
    with app.app_context():
        one = db.session.get_one(Publication, id_)
        return one.title, one.abstract, one.language


def test_each_text_stays_in_its_language_when_that_of_the_version_changes(
    app: Flask, owner: FlaskClient
) -> None:
    send(owner, PAGE, **FRENCH)
    before = stored(app)
    send(owner, PAGE, language="fr-CA")
    assert own_texts(app) == (FRENCH["title.fr"], FRENCH["abstract.fr"], "fr-CA")
    english = {(1, "title", "en"): "On tides", (1, "abstract", "en"): "We weigh tides."}
    assert stored(app) == english
    shown = opened(owner, PAGE)
    assert (shown["title"], shown["title.en"]) == (FRENCH["title.fr"], "On tides")
    assert "On tides" in app.test_client().get("/publications/on-tides").text
    undo_last(app)
    assert own_texts(app) == ("On tides", "We weigh tides.", None)
    assert stored(app) == before


def test_a_text_without_another_stays_where_it_is(app: Flask, owner: FlaskClient) -> None:
    send(owner, PAGE, language="fr", abstract="Nous pesons.")
    assert own_texts(app) == ("On tides", "Nous pesons.", "fr")
    assert stored(app) == {}
    send(owner, PAGE, language="en", **{"abstract.en": "We weigh."})
    assert own_texts(app) == ("On tides", "We weigh.", "en")
    assert stored(app) == {(1, "abstract", "fr"): "Nous pesons."}


def test_a_text_in_a_language_that_the_site_lacks_is_found_again(
    app: Flask, owner: FlaskClient
) -> None:
    send(owner, PAGE, **FRENCH)
    speak(app, "en")
    send(owner, PAGE, language="fr")
    assert own_texts(app) == (FRENCH["title.fr"], FRENCH["abstract.fr"], "fr")
    assert stored(app)[1, "title", "en"] == "On tides"


def test_the_languages_of_the_site_can_be_removed_and_added_again(
    app: Flask, owner: FlaskClient
) -> None:
    send(owner, PAGE, **FRENCH)
    before = stored(app)
    for tags in (("en",), ("fr", "en"), ("en", "fr")):
        speak(app, *tags, of_texts="en")
        send(owner, PAGE, volume=str(len(tags)))
        assert stored(app) == before


def test_a_new_work_in_another_language_has_its_texts_in_theirs(
    app: Flask, owner: FlaskClient
) -> None:
    send(owner, NEW, title="On salt", language="fr", **{"title.fr": "Du sel"})
    with app.app_context():
        made = db.session.scalars(select(Publication.id).order_by(Publication.id.desc())).first()
    assert made
    assert own_texts(app, made) == ("Du sel", None, "fr")
    assert stored(app) == {(made, "title", "en"): "On salt"}


def test_a_new_work_has_its_texts_in_all_languages(app: Flask, owner: FlaskClient) -> None:
    send(owner, NEW, title="On salt", **{"title.fr": "Du sel"})
    with app.app_context():
        made = db.session.scalars(select(Publication.id).order_by(Publication.id.desc())).first()
    assert stored(app) == {(made, "title", "fr"): "Du sel"}


def test_a_text_that_is_too_long_is_refused_with_its_language(owner: FlaskClient) -> None:
    answer = send(owner, PAGE, **{"note.fr": "n" * 5_001})
    assert answer.status_code == 422
    assert "Note (français)" in answer.text


def test_a_site_in_one_language_has_no_such_fields(app: Flask, owner: FlaskClient) -> None:
    speak(app, "en")
    assert not [name for name in opened(owner, PAGE) if name.endswith(".fr")]


def test_the_search_finds_words_of_all_languages(app: Flask, owner: FlaskClient) -> None:
    send(owner, PAGE, **FRENCH)
    visitor = app.test_client()
    for q in ("marées", "maree pesons", 'title:"sur les marees"'):
        assert 'id="work-1"' in visitor.get("/", query_string={"q": q}).text
    send(owner, PAGE, **{"title.fr": "Autre"})
    assert 'id="work-1"' not in visitor.get("/?q=marees").text
