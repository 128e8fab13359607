"""What history says is said in the language of whoever reads it."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from app.database import db
from app.models import Revision
from app.models.profile import CvPart
from app.services.actor import TERMINAL
from app.services.editing.sections import sections
from app.services.history import pages
from app.services.history.names import Names
from app.services.history.wording import describe_value
from app.translations.current import in_language
from app.translations.text import gettext, translated
from tests.support.factories import fill, record
from tests.support.languages import speak
from tests.support.sections import SECTIONS


@pytest.fixture
def site(app: Flask) -> Iterator[Flask]:
    fill(app, record(), record(title="Two"), sections=SECTIONS)
    speak(app, "en", "fr")
    with app.app_context():
        yield app


def said(field: str, value: Any, language: str = "fr") -> Any:
    with in_language(language):
        return describe_value(field, value, Names([]))


def test_parts_of_the_cv_are_called_as_on_the_cv(site: Flask) -> None:
    keys = ("biography", "awards", "grants-i-had")
    parts = [CvPart(part=key, shown=key != "awards") for key in keys]
    assert said("cv_parts", parts) == ["Biographie", "Distinctions (omise)", "Grants i had"]
    assert said("cv_parts", parts, "en") == ["Biography", "Awards (left out)", "Grants i had"]


def test_a_renamed_section_has_its_own_name(site: Flask) -> None:
    section = next(one for one in sections.all_sections() if one.name == "Awards")
    sections.save(
        section.id,
        {"name": "Prizes", "name.fr": "Prix reçus", "lists_talks": False},
        TERMINAL,
        None,
    )
    slug = next(one.slug for one in sections.all_sections() if one.id == section.id)
    parts = [CvPart(part=slug, shown=True)]
    assert [said("cv_parts", parts, tag) for tag in ("en", "fr")] == [["Prizes"], ["Prix reçus"]]


@pytest.mark.parametrize(
    ("field", "value", "french"),
    [
        ("supervisors", [[None, "Kim Li", "co"]], ["Kim Li (co-direction)"]),
        (
            "supervisors",
            [[None, "Kim Li", "principal"]],
            ["Kim Li (directrice ou directeur de recherche)"],
        ),
        ("links", [["code", "Git", "https://a.example"]], ["Git (Code\u00a0: https://a.example)"]),
    ],
)
def test_values_are_words_of_the_language(site: Flask, field: str, value: Any, french: str) -> None:
    assert said(field, value) == french


@pytest.mark.parametrize(
    ("field", "value", "english"),
    [
        ("kind", "journal", "Journal"),
        ("kind", "teaching", "Teaching"),
        ("list_sort", "oldest", "Oldest first"),
        ("list_view", "compact", "Compact"),
        ("list_group", "year", "year"),
    ],
)
def test_choices_are_called_by_their_labels(
    site: Flask, field: str, value: str, english: str
) -> None:
    assert said(field, value, "en") == english
    with in_language("fr"):
        assert said(field, value) == gettext(english)


def test_a_load_is_recorded_for_every_language(site: Flask) -> None:
    title = db.session.query(Revision.title).order_by(Revision.id).first()
    assert title
    with in_language("fr"):
        assert translated(title[0]) == "Chargement de 2 fiches"
        assert pages.history_page(None).entries[-1].who == "le terminal"
