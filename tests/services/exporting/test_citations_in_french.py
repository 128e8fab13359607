"""References on French pages: terms of the locale, « » and its spaces; titles are marked."""

import pytest
from flask import Flask

from app.bibliography.record import Author, ContributorRole, PublicationType, Record
from app.services.exporting.citations import references
from app.translations.current import in_language
from tests.support.factories import fill, record
from tests.support.languages import speak
from tests.support.pages import attribute, page, texts

CHAPTER = Record(
    title="The “salt” of seas",
    type=PublicationType.CHAPTER,
    authors=(
        Author(name="Ada Roe"),
        Author(name="Ann Oak", role=ContributorRole.EDITOR),
        Author(name="Bo Chen", role=ContributorRole.TRANSLATOR),
    ),
    venue="Handbook",
    publisher="Sea Press",
    pages="1-20",
    year=2024,
)
PREPRINT = Record(
    title="Why tides? Salt: a study", arxiv_id="2401.00001", authors=("Ada Roe",), year=2024
)


@pytest.fixture
def french(app: Flask) -> Flask:
    fill(app)
    speak(app, "fr")
    return app


def cited(app: Flask, one: Record) -> dict[str, str]:
    with app.app_context(), in_language("fr"):
        return dict(references(one))


def test_titles_stand_between_french_marks_and_commas_after_them(french: Flask) -> None:
    found = cited(french, CHAPTER)
    assert "«\u202fThe “salt” of seas\u202f», in <i>Handbook</i>, A. Oak, Éd." in found["IEEE"]
    assert "«\u202fThe “Salt” of Seas\u202f». In <i>Handbook</i>" in found["Chicago"]
    english = dict(references(CHAPTER))
    assert "“The ‘salt’ of seas,” in <i>Handbook</i>" in english["IEEE"]


def test_roles_and_pages_are_in_french_terms(french: Flask) -> None:
    found = cited(french, CHAPTER)
    assert "(B. Chen, Trad.). In A. Oak (Éd.), <i>Handbook</i> (p. 1–20)" in found["APA"]
    assert "édité par Ann Oak, traduit par Bo Chen" in found["Chicago"]
    assert "Oak A, éditeur." in found["Vancouver"]


def test_colons_and_semicolons_of_the_style_have_a_space_before_them(french: Flask) -> None:
    found = cited(french, PREPRINT)
    assert "Disponible sur\xa0: https://arxiv.org" in found["IEEE"]
    assert "arXiv\u202f; 2024" in found["Vancouver"]
    # Those of titles are the author's.
    assert "Salt: a study" in found["APA"]
    assert "https://" in found["APA"]


def test_cite_boxes_mark_titles_in_another_language(app: Flask) -> None:
    fill(app, record(title="On tides", work="on-tides"), record(title="Du sel", language="fr"))
    speak(app, "en", "fr")
    client = app.test_client()

    def marked(path: str) -> tuple[set[str], list[str]]:
        tree, titles = page(client.get(f"{path}/cite")), ".citations p span"
        return set(texts(tree, titles)), attribute(tree, titles, "lang")

    assert marked("/fr/publications/on-tides") == ({"On tides", "On Tides"}, ["en"] * 4)
    assert marked("/publications/on-tides") == (set(), [])
    assert marked("/publications/du-sel") == ({"Du sel"}, ["fr"] * 4)
    speak(app, "en")
    assert marked("/publications/du-sel") == (set(), [])
