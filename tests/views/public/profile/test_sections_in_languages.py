"""Titles of works in the sections of a site in two languages."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.database import statements
from tests.support.factories import fill, record
from tests.support.languages import speak
from tests.support.pages import attribute, one, page, texts
from tests.support.sections import TALKS

TRANSLATED = record(
    title={"en": "Salt \\emph{speaks}", "fr": "Le \\emph{sel} parle"},
    type="speech",
    genre="Keynote",
)
WORKS = [
    TRANSLATED,
    record(title="Untranslated", type="speech", year=2020),
    record(title="Du sel", language="fr", type="speech", year=2019),
    record(title={"en": "On tides", "fr": "Sur les marées"}, work="on-tides"),
]
MEDAL: dict[str, Any] = {
    "kind": "awards",
    "entries": [{"what": {"en": "Medal", "fr": "Médaille"}, "work": "on-tides"}],
}


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    fill(app, *WORKS, sections=[MEDAL, TALKS])
    speak(app, "en", "fr")
    return app.test_client()


def test_talks_have_their_titles_in_the_language_of_the_page(visitor: FlaskClient) -> None:
    french, english = (one(page(visitor.get(path)), "#section-talks") for path in ("/fr/", "/"))
    assert texts(french, "a") == ["Le sel parle", "Untranslated", "Du sel"]
    assert attribute(french, "a", "lang") == ["", "en", ""]
    assert texts(french, "a em") == ["sel"]
    assert texts(english, "a") == ["Salt speaks", "Untranslated", "Du sel"]
    assert attribute(english, "a", "lang") == ["", "", "fr"]


def test_the_genre_of_a_talk_is_translated(visitor: FlaskClient) -> None:
    french = one(page(visitor.get("/fr/")), "#section-talks")
    assert "Conférence plénière" in texts(french, "li p")[0]


def test_an_entry_names_its_work_in_the_language_of_the_page(visitor: FlaskClient) -> None:
    french, english = (one(page(visitor.get(path)), "#section-awards") for path in ("/fr/", "/"))
    assert texts(french, ".note") == ["Sur les marées"]
    assert texts(english, ".note") == ["On tides"]


def test_the_titles_take_no_statement_of_their_own(app: Flask, visitor: FlaskClient) -> None:
    found = []
    for tags in (["en"], ["en", "fr"]):
        speak(app, *tags)
        with statements(app) as sent:
            visitor.get("/")
        found.append([one for one in sent if "FROM section " in one])
    assert list(map(len, found)) == [1, 1]
    assert "publication_translation" not in found[0][0]
