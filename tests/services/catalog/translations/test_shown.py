"""Visitors read texts in their language, and others marked with the language they are in."""

import pytest
from flask import Flask

from app.services import cache
from app.services.catalog import profile
from app.services.catalog.translations import tables, texts
from app.translations.current import in_language
from app.translations.shown import in_span, inserted, joined, lang_of, language_of
from tests.support.accounts import sign_in
from tests.support.database import statements
from tests.support.factories import fill, record
from tests.support.languages import speak
from tests.support.pages import attribute, page
from tests.support.pages import texts as texts_in

PROFILE = {
    "position": "Professor",
    "affiliation": "University of the Sea",
    "memberships": ["Academy", "Guild"],
    "biography": "I study *tides*.",
    "research_topics": ["Tides", "Salt"],
}
FRENCH = {
    tables.PROFILE: {"position_title.fr": "Professeure", "biography.fr": "J’étudie les *marées*."},
    tables.TOPIC: {"name.fr": "Marées"},
    tables.SUPERVISION: {"next_position.fr": "ingénieure"},
    tables.SECTION: {"name.fr": "Distinctions"},
    tables.ENTRY: {"what.fr": "Prix de la mer", "note.fr": "Une *note*."},
}
AWARDS = {
    "kind": "awards",
    "entries": [{"what": "Sea prize", "where": "Oslo", "note": "A note.", "started_on": "2020"}],
}


@pytest.fixture
def site(app: Flask) -> Flask:
    fill(
        app,
        record(topics=["Tides", "Salt"]),
        people=[{"name": "Kim Li", "level": "PhD", "next_position": "engineer"}],
        sections=[AWARDS],
        profile=PROFILE,
    )
    with app.app_context():
        for table, values in FRENCH.items():
            texts.write_texts(table, 1, values)
        cache.commit()
    return app


def test_a_site_with_one_language_shows_no_other(site: Flask) -> None:
    with statements(site) as sent:
        answer = site.test_client().get("/")
    assert "Professeure" not in answer.text
    assert "Marées" not in answer.text
    assert attribute(page(answer), "body [lang]", "lang") == []
    assert [said for said in sent if "_translation" in said] == []


def test_texts_are_shown_in_the_language_of_the_page(site: Flask) -> None:
    speak(site, "en", "fr")
    french, english = (page(site.test_client().get(address)) for address in ("/fr/", "/"))
    assert texts_in(french, "#biography .prose") == ["J’étudie les marées."]
    assert texts_in(english, "#biography .prose") == ["I study tides."]
    assert texts_in(french, ".works-on a")[0] == "Marées"
    assert texts_in(french, ".pills a")[1] == "Marées 1"
    assert texts_in(french, ".tags .topic")[0] == "Marées"
    assert texts_in(english, ".tags .topic")[0] == "Tides"
    assert texts_in(french, "#section-awards h2") == ["Distinctions"]
    assert "Prix de la mer" in texts_in(french, ".dated p")[0]


def test_what_is_not_translated_is_marked_with_its_language(site: Flask) -> None:
    speak(site, "en", "fr")
    french, english = (page(site.test_client().get(address)) for address in ("/fr/", "/"))
    assert attribute(french, ".membership", "lang") == ["en", "en"]
    assert attribute(french, ".works-on [lang]", "lang") == ["en"]
    assert attribute(french, ".position [lang]", "lang") == ["en"]
    assert texts_in(french, ".position") == ["Professeure, University of the Sea"]
    assert texts_in(french, ".dated [lang]") == ["Oslo"]
    assert attribute(english, "main [lang]", "lang") == []


def test_a_text_falls_back_to_the_first_language_that_has_it(site: Flask) -> None:
    speak(site, "ar", "fr", "en", of_texts="en")
    with site.app_context(), in_language("ar"):
        header = profile.header()
        assert header
        assert (header.biography_text, language_of(header.biography_html)) == (
            "J’étudie les marées.",
            "fr",
        )
        assert [language_of(line) for line in header.memberships] == ["en", "en"]
        assert header.position == (
            '<span lang="fr" dir="auto">Professeure</span>,'
            ' <span lang="en" dir="auto">University of the Sea</span>'
        )


def test_the_topic_keeps_its_address_in_all_languages(site: Flask) -> None:
    speak(site, "en", "fr")
    hrefs = attribute(page(site.test_client().get("/fr/")), ".works-on a", "href")
    assert hrefs[0] == "/fr/?topic=tides#publications"


def test_several_languages_take_one_more_statement(app: Flask) -> None:
    fill(app, record(topics=["Tides"]), people=[{"name": "Kim Li"}], profile=PROFILE)
    site = app
    speak(site, "en", "fr")
    for address in ("/", "/fr/"):
        site.extensions.pop(cache.EXTENSION, None)
        with statements(site) as sent:
            site.test_client().get(address)
        assert len([said for said in sent if said.startswith(("SELECT", "WITH"))]) <= 9
        assert len([said for said in sent if "profile_translation" in said]) == 1


def test_saved_translations_are_shown_at_once(site: Flask) -> None:
    speak(site, "en", "fr")
    owner = sign_in(site)
    answer = owner.get("/fr/")
    with site.app_context():
        texts.write_texts(tables.PROFILE, 1, {"position_title.fr": "Directrice"})
        cache.commit()
    assert "Directrice" not in answer.text
    assert "Directrice" in site.test_client().get("/fr/").text


def test_texts_without_a_language_are_left_alone() -> None:
    assert lang_of("text") == ""
    assert in_span("text") == "text"
    assert joined(", ", ["a", "", "b"]) == "a, b"
    assert inserted("Now %(position)s", position="<b>") == "Now <b>"
