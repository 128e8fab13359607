"""Works on a site in two languages: what is translated is shown so, all else is marked."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.database import statements
from tests.support.factories import LONG_ABSTRACT, PREPRINT, fill, record
from tests.support.languages import speak
from tests.support.pages import attribute, fragment, page, texts

WORK, FRENCH = "/publications/on-tides", "/fr/publications/on-tides"
TIDES = record(
    title={"en": "On tides", "fr": "Sur les \\emph{marées}"},
    abstract={"en": LONG_ABSTRACT, "fr": f"Résumé. {LONG_ABSTRACT}"},
    note={"en": "Best paper.", "fr": "Prix."},
    topics=["Sea"],
    work="on-tides",
)
SALT = record(
    title="Du sel", language="fr", abstract="Court.", topics=["Sea"], year=2020, note="Primé."
)


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    fill(app, TIDES, {**PREPRINT, "work": "on-tides"}, SALT)
    speak(app, "en", "fr")
    return app.test_client()


def test_the_list_shows_titles_and_abstracts_in_the_language_of_the_page(
    visitor: FlaskClient,
) -> None:
    french, english = (page(visitor.get(path)) for path in ("/fr/", "/"))
    assert texts(french, "#work-1 h4") == ["Sur les marées"]
    assert texts(french, "#abstract-1")[0].startswith("Résumé.")
    assert attribute(french, "#work-1 h4", "lang") == [""]
    assert texts(english, "#work-1 h4") == ["On tides"]
    assert not texts(english, "#abstract-1")[0].startswith("Résumé.")


def test_what_is_in_another_language_is_marked(visitor: FlaskClient) -> None:
    english, french = (page(visitor.get(path)) for path in ("/", "/fr/"))
    assert attribute(english, "#work-2 h4, #work-2 .abstract", "lang") == ["fr", "fr"]
    assert attribute(french, "#work-2 h4, #work-2 .abstract", "lang") == ["", ""]


def test_see_more_shows_the_whole_translation(visitor: FlaskClient) -> None:
    answer = visitor.get("/fr/fragments/publications/on-tides/abstract")
    assert "Résumé." in answer.text
    assert "reads it" in answer.text


def test_the_page_of_a_work_shows_the_original_title_beside_the_translation(
    visitor: FlaskClient,
) -> None:
    french = page(visitor.get(FRENCH))
    assert texts(french, "h1") == ["Sur les marées"]
    assert texts(french, "article > .other-title cite") == ["On tides"]
    assert attribute(french, "article > .other-title cite", "lang") == ["en"]
    assert texts(french, "title")[0].startswith("Sur les marées")
    assert texts(french, ".prose")[0].startswith("Résumé.")
    assert texts(french, ".versions .note") == ["Prix."]
    english = page(visitor.get(WORK))
    assert texts(english, "h1") == ["On tides"]
    assert texts(english, ".versions .note") == ["Best paper."]
    assert not english.query("article > .other-title")


def test_the_note_of_an_only_version_is_marked(visitor: FlaskClient) -> None:
    english, french = (page(visitor.get(f"{tag}/publications/du-sel")) for tag in ("", "/fr"))
    assert texts(english, ".note") == texts(french, ".note") == ["Primé."]
    assert attribute(english, ".note", "lang") == ["fr"]
    assert attribute(french, ".note", "lang") == [""]


def test_citations_name_the_work_in_the_language_of_the_page(visitor: FlaskClient) -> None:
    french = page(visitor.get(f"{FRENCH}/cite"))
    assert texts(french, "h1") == ["Sur les marées"]
    assert texts(french, "title")[0].startswith("Citer : Sur les marées")
    assert "On tides" in texts(french, ".citations p")[0], "references name what was published"
    english = page(visitor.get("/publications/du-sel/cite"))
    assert attribute(english, "h1", "lang") == ["fr"]
    dialog = fragment(visitor.get("/fragments/publications/du-sel/cite"))
    assert attribute(dialog, ".cited", "lang") == ["fr"]
    assert attribute(page(visitor.get("/fr/publications/du-sel/cite")), "h1", "lang") == [""]


def test_related_and_neighbouring_works_have_their_titles_in_the_language(
    visitor: FlaskClient,
) -> None:
    salt = page(visitor.get("/fr/publications/du-sel"))
    assert texts(salt, "[aria-labelledby=related] a") == ["Sur les marées"]
    assert texts(salt, ".neighbours a")[0].endswith("Sur les marées")
    english = page(visitor.get("/publications/du-sel"))
    assert texts(english, "[aria-labelledby=related] a") == ["On tides"]
    assert attribute(english, "h1", "lang") == ["fr"]
    assert not english.query(".neighbours span")
    assert attribute(page(visitor.get(WORK)), ".neighbours span", "lang") == ["fr"]


def test_no_statement_is_added_to_the_list(app: Flask, visitor: FlaskClient) -> None:
    with statements(app) as sent:
        visitor.get("/fr/")
    assert any("JOIN publication_translation" in one for one in sent)
    assert not any("FROM publication_translation" in one for one in sent)


def test_a_site_in_one_language_shows_no_translations(app: Flask, visitor: FlaskClient) -> None:
    speak(app, "en")
    found = page(visitor.get(WORK))
    assert texts(found, "h1") == ["On tides"]
    assert not found.query("article > .other-title")
    assert "Sur les" not in visitor.get("/").text
