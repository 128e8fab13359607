"""What a work's page tells programs on a site in two languages."""

import json
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.factories import fill, record
from tests.support.languages import speak
from tests.support.pages import attribute, one, page, texts
from tests.support.schema_org_shapes import violations

TIDES = record(
    title={"en": "On tides", "fr": "Sur les marées"},
    abstract={"en": "Whole.", "fr": "Entier."},
    topics=[{"en": "Sea", "fr": "Mer"}, "Wind"],
    type="speech",
    work="on-tides",
)
SALT = record(title="Salt", abstract={"en": "Plain.", "fr": "Simple."}, work="salt", year=2020)
SAND = record(title="Du sable", abstract="Court.", language="fr", work="sand", year=2019)
CONTEXT = "https://schema.org"


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    fill(app, TIDES, SALT, SAND)
    speak(app, "en", "fr")
    return app.test_client()


def data(visitor: FlaskClient, path: str) -> dict[str, Any]:
    text = one(page(visitor.get(path)), 'script[type="application/ld+json"]').to_text()
    assert violations(text) == []
    found: dict[str, Any] = json.loads(text)
    return found


def said(text: str, language: str) -> dict[str, str]:
    return {"@language": language, "@value": text}


def test_the_title_that_the_page_shows_is_plain_and_others_are_marked(visitor: FlaskClient) -> None:
    french = data(visitor, "/fr/publications/on-tides")
    assert french["@context"] == [CONTEXT, {"@language": "fr"}]
    assert (french["name"], french["inLanguage"]) == ("Sur les marées", "en")
    assert french["alternateName"] == [said("On tides", "en")]
    assert french["abstract"] == "Entier."
    assert french["keywords"] == ["Mer", said("Wind", "en")]
    assert french["genre"] == said("Talk", "en")
    english = data(visitor, "/publications/on-tides")
    assert english["@id"] == french["@id"] == english["url"]
    assert french["url"].endswith("/fr/publications/on-tides")
    assert english["@context"] == [CONTEXT, {"@language": "en"}]
    assert (english["name"], english["abstract"]) == ("On tides", "Whole.")
    assert english["alternateName"] == [said("Sur les marées", "fr")]
    assert english["keywords"] == ["Sea", "Wind"]
    assert english["genre"] == "Talk"


def test_an_original_title_is_plain_in_a_context_of_its_own(visitor: FlaskClient) -> None:
    french = data(visitor, "/fr/publications/salt")
    assert french["@context"] == [CONTEXT, {"@language": "en"}]
    assert (french["name"], french["headline"], french["inLanguage"]) == ("Salt", "Salt", "en")
    assert french["abstract"] == said("Simple.", "fr")
    english = data(visitor, "/publications/sand")
    assert english["@context"] == [CONTEXT, {"@language": "fr"}]
    assert (english["name"], english["inLanguage"]) == ("Du sable", "fr")


def test_scholar_reads_the_original_title_and_its_language(visitor: FlaskClient) -> None:
    for path in ("/fr/publications/on-tides", "/publications/on-tides"):
        tree = page(visitor.get(path))
        assert attribute(tree, 'meta[name="citation_title"]', "content") == ["On tides"]
        assert attribute(tree, 'meta[name="citation_language"]', "content") == ["en"]
    sand = page(visitor.get("/publications/sand"))
    assert attribute(sand, 'meta[name="citation_language"]', "content") == ["fr"]


def test_titles_and_descriptions_of_pages_are_in_their_language(visitor: FlaskClient) -> None:
    tree = page(visitor.get("/fr/publications/on-tides"))
    assert texts(tree, "title") == ["Sur les marées · Ada Roe"]
    assert attribute(tree, 'meta[property="og:title"]', "content") == ["Sur les marées"]
    assert attribute(tree, 'meta[name="description"]', "content") == ["Entier."]
    assert attribute(tree, 'meta[property="og:locale"]', "content") == ["fr_FR"]
    assert attribute(tree, 'meta[property="og:locale:alternate"]', "content") == ["en_GB"]


def test_a_site_in_one_language_has_its_linked_data_as_before(
    app: Flask, visitor: FlaskClient
) -> None:
    speak(app, "en")
    found = data(visitor, "/publications/on-tides")
    assert found["@context"] == CONTEXT
    assert found["keywords"] == ["Sea", "Wind"]
    assert not {"inLanguage", "alternateName"} & found.keys()
    tree = page(visitor.get("/publications/on-tides"))
    assert attribute(tree, 'meta[name="citation_language"]', "content") == []


def test_the_profile_marks_what_is_not_translated(app: Flask) -> None:
    profile = {
        "position": {"en": "Professor", "fr": "Professeure"},
        "affiliation": "Cape",
        "biography": "I study tides.",
        "research_topics": [{"en": "Sea", "fr": "Mer"}, "Wind"],
    }
    fill(app, profile=profile)
    speak(app, "en", "fr")
    person = data(app.test_client(), "/fr/")["mainEntity"]
    assert person["jobTitle"] == "Professeure"
    assert person["affiliation"]["name"] == said("Cape", "en")
    assert person["description"] == said("I study tides.", "en")
    assert person["knowsAbout"] == ["Mer", said("Wind", "en")]
    english = data(app.test_client(), "/")["mainEntity"]
    assert (english["description"], english["knowsAbout"]) == ("I study tides.", ["Sea", "Wind"])
