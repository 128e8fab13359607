"""Changing the language of the texts: each text stays in the language that it is in."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db
from app.models import Profile, Publication, SectionEntry, Topic
from app.services.catalog.translations import texts
from tests.services.exporting.test_document import empty_site, exported, loaded
from tests.support.accounts import sign_in
from tests.support.factories import fill, record
from tests.support.form_posts import send
from tests.support.undo import undo_last

FORM = "/edit/languages"
PROFILE: dict[str, Any] = {
    "position": {"en": "Professor", "fr": "Professeure"},
    "affiliation": "The Cape",
    "memberships": ["CIFAR", {"fr": "Le Cap"}],
    "biography": {"en": "I study *tides*.", "fr": "J’étudie les *marées*."},
}
PARTS: dict[str, Any] = {
    "topics": [{"en": "Tides", "fr": "Salt"}, {"en": "Salt", "fr": "Sel"}, "Wind"],
    "people": [{"level": {"en": "PhD", "fr": "Doctorat"}, "project": "Salt", "role": "co"}],
    "sections": [
        {"kind": "awards", "entries": [{"what": "Medal", "note": {"en": "One.", "fr": "*Un*."}}]}
    ],
}


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    """The owner of a site in English and French."""
    fill(app, record(title={"en": "On tides", "fr": "Sur les marées"}), profile=PROFILE, **PARTS)
    return sign_in(app)


def document(app: Flask) -> Any:
    return msgspec.json.decode(exported(app))


def test_translations_become_the_texts_and_the_texts_translations(
    app: Flask, owner: FlaskClient, migrated: Path, tmp_path: Path
) -> None:
    before = document(app)
    assert send(owner, FORM, text_language="fr").status_code == 303
    with app.app_context():
        profile = db.session.get_one(Profile, 1)
        assert (profile.position_title, profile.affiliation) == ("Professeure", "")
        assert profile.biography_html == "<p>J’étudie les <em>marées</em>.</p>"
        order = select(Topic.name).order_by(Topic.position)
        assert list(db.session.scalars(order)) == ["Salt", "Sel", "Wind"]
        assert db.session.scalars(select(SectionEntry.note_html)).one() == "<p><em>Un</em>.</p>"
        one = db.session.scalars(select(Publication)).one()
        assert (one.title, one.language) == ("On tides", "en")
        assert texts.outdated_html() == []
    after = document(app)
    assert after["profile"] == before["profile"]
    assert after["people"] == before["people"]
    # A name without a translation is the name in both.
    names = [topic.get("name", topic) for topic in after["topics"]]
    assert names == [*before["topics"][:2], {"en": "Wind", "fr": "Wind"}]
    copy = document(loaded(empty_site(migrated, tmp_path), exported(app)))
    assert (copy["profile"], copy["people"]) == (after["profile"], after["people"])
    assert copy["sections"] == after["sections"]


def test_undo_takes_it_back(app: Flask, owner: FlaskClient) -> None:
    before = exported(app)
    send(owner, FORM, text_language="fr")
    undo_last(app)
    assert exported(app) == before


def test_the_language_of_the_texts_can_be_removed(app: Flask, owner: FlaskClient) -> None:
    before = document(app)["profile"]
    send(owner, FORM, **{"languages-0-language": "fr"}, text_language="fr", do="languages.1.remove")
    visitor = app.test_client()
    send(owner, FORM, text_language="fr")
    form = {"languages-0-language": "fr", "languages-1-language": "en"}
    send(owner, FORM, **form, text_language="fr")
    assert "Professeure" in visitor.get("/").text
    assert "Professor" in visitor.get("/en/").text
    assert document(app)["profile"]["biography"] == {
        tag: before["biography"][tag] for tag in ("fr", "en")
    }


def test_without_translations_the_texts_were_in_that_language(app: Flask) -> None:
    fill(app, record(), profile={"languages": ["en", "fr"], "position": "Professeure"})
    send(sign_in(app), FORM, text_language="fr")
    assert document(app)["profile"]["position"] == {"fr": "Professeure"}


def test_a_name_that_another_record_has_stays(app: Flask) -> None:
    topics = [{"en": "Tides", "fr": "Wind"}, "Wind"]
    fill(app, record(), profile={"languages": ["en", "fr"], "position": "P"}, topics=topics)
    before = document(app)["topics"]
    send(sign_in(app), FORM, text_language="fr")
    with app.app_context():
        names = select(Topic.name).order_by(Topic.position)
        assert list(db.session.scalars(names)) == ["Tides", "Wind"]
    assert before[0] == {"en": "Tides", "fr": "Wind"}
