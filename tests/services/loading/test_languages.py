"""Loading documents whose texts are in several languages, and exporting them again."""

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from flask import Flask
from sqlalchemy import select

from app.bibliography.document import reader
from app.bibliography.errors import DocumentError
from app.database import db
from app.models import Profile, ProfileTopic, Publication, Section, SectionEntry, Supervision, Topic
from app.models.translation import (
    EntryTranslation,
    ProfileTranslation,
    PublicationTranslation,
    SectionTranslation,
    SupervisionTranslation,
    TopicTranslation,
)
from app.services.loading import document
from app.translations.languages import known_languages
from tests.services.exporting.test_document import empty_site, exported, loaded
from tests.support.factories import fill, record

PROFILE: dict[str, Any] = {
    "position": {"en": "Professor", "fr": "Professeure"},
    "memberships": [{"en": "The Cape", "fr": "Le Cap"}, {"fr": "CIFAR"}],
    "affiliation": {"fr": "Université du Cap"},
    "biography": {"en": "I study *tides*.", "fr": "J’étudie les *marées*."},
    "research_topics": [{"en": "Tides", "fr": "Marées"}, "Sel"],
}
PARTS: dict[str, Any] = {
    "people": [{"level": {"en": "PhD", "fr": "Doctorat"}, "project": "Salt", "role": "co"}],
    "topics": [{"name": {"en": "Salt", "fr": "Sel"}, "slug": "na-cl"}, "Wind"],
    "sections": [
        {
            "kind": "awards",
            "name": {"en": "Awards", "fr": "Distinctions"},
            "entries": [
                {
                    "what": {"en": "Medal", "fr": "Médaille"},
                    "note": {"fr": "Pour *tout*."},
                    "started_on": "2024",
                }
            ],
        }
    ],
}
WORKS = [
    record(
        title={"en": "On tides", "fr": "Sur les marées"},
        abstract={"en": "One.", "fr": "\\emph{Un}."},
        topics=["Marées", {"en": "Sand", "fr": "Sable"}],
    ),
    record(title={"fr": "Le sel", "en": "Salt"}, note={"en": "In French"}, topics=["Wind"]),
]


@pytest.fixture
def site(app: Flask) -> Flask:
    """A site in English and French."""
    fill(app, *WORKS, profile=PROFILE, **PARTS)
    return app


def texts(model: Any) -> set[tuple[str, str, str]]:
    rows = db.session.execute(select(model.field, model.language, model.text)).all()
    return {tuple(row) for row in rows}


def test_a_document_in_two_languages_makes_a_site_with_both(site: Flask) -> None:
    with site.app_context():
        profile = db.session.get_one(Profile, 1)
        assert (profile.languages, profile.text_language) == (["en", "fr"], "en")
        assert (profile.position_title, profile.affiliation) == ("Professor", "")
        assert profile.memberships == "The Cape"
        assert texts(ProfileTranslation) == {
            ("position_title", "fr", "Professeure"),
            ("memberships", "fr", "Le Cap\nCIFAR"),
            ("affiliation", "fr", "Université du Cap"),
            ("biography", "fr", "J’étudie les *marées*."),
        }
        html = select(ProfileTranslation.html).where(ProfileTranslation.field == "biography")
        assert db.session.scalar(html) == "<p>J’étudie les <em>marées</em>.</p>"


def test_names_of_topics_people_and_sections_are_translated(site: Flask) -> None:
    with site.app_context():
        order = select(Topic.name, Topic.slug).order_by(Topic.position)
        names = [tuple(row) for row in db.session.execute(order)]
        assert names == [("Salt", "na-cl"), ("Wind", "wind"), ("Sand", "sand"), ("Tides", "tides")]
        assert {text for *_, text in texts(TopicTranslation)} == {"Sel", "Sable", "Marées"}
        chosen = select(Topic.name).join(ProfileTopic, ProfileTopic.topic_id == Topic.id)
        in_order = db.session.scalars(chosen.order_by(ProfileTopic.position))
        assert list(in_order) == ["Tides", "Salt"]
        one = db.session.scalars(select(Supervision)).one()
        assert (one.level, one.project) == ("PhD", "Salt")
        assert texts(SupervisionTranslation) == {("level", "fr", "Doctorat")}
        assert db.session.scalars(select(Section.name)).all() == ["Awards"]
        assert texts(SectionTranslation) == {("name", "fr", "Distinctions")}
        assert db.session.scalars(select(SectionEntry.what)).all() == ["Medal"]
        notes = ("note", "fr", "Pour *tout*.")
        assert texts(EntryTranslation) == {("what", "fr", "Médaille"), notes}


def test_publications_keep_the_original_in_its_language(site: Flask) -> None:
    with site.app_context():
        order = select(Publication.title, Publication.language).order_by(Publication.id)
        titles = [tuple(row) for row in db.session.execute(order)]
        assert titles == [("On tides", None), ("Le sel", "fr")]
        assert texts(PublicationTranslation) == {
            ("title", "fr", "Sur les marées"),
            ("abstract", "fr", "\\emph{Un}."),
            ("title", "en", "Salt"),
            ("note", "en", "In French"),
        }
        html = select(PublicationTranslation.html)
        assert "<em>Un</em>." in list(db.session.scalars(html))


def test_a_site_in_two_languages_survives_a_round_trip(
    site: Flask, migrated: Path, tmp_path: Path
) -> None:
    content = exported(site)
    raw = msgspec.json.decode(content)
    assert raw["profile"]["languages"] == ["en", "fr"]
    assert raw["profile"]["position"] == {"en": "Professor", "fr": "Professeure"}
    assert raw["publications"][1]["title"] == {"fr": "Le sel", "en": "Salt"}
    copy = loaded(empty_site(migrated, tmp_path), content)
    assert exported(copy) == content


def test_a_site_whose_texts_are_in_its_second_language_survives_a_round_trip(
    site: Flask, migrated: Path, tmp_path: Path
) -> None:
    with site.app_context():
        db.session.get_one(Profile, 1).languages = ["fr", "en"]
        db.session.commit()
    content = exported(site)
    assert msgspec.json.decode(content)["topics"][1] == {"en": "Wind"}
    copy = loaded(empty_site(migrated, tmp_path), content)
    assert exported(copy) == content
    with copy.app_context():
        assert db.session.get_one(Profile, 1).text_language == "en"


def test_a_document_of_one_language_is_exported_as_before(app: Flask) -> None:
    fill(app, record(topics=["Tides"]), profile={"position": "Professor"})
    raw = msgspec.json.decode(exported(app))
    assert "languages" not in raw["profile"]
    assert (raw["profile"]["position"], raw["topics"]) == ("Professor", ["Tides"])
    with app.app_context():
        assert db.session.get_one(Profile, 1).languages == ["en"]


def test_a_site_in_french_stays_french(app: Flask, migrated: Path, tmp_path: Path) -> None:
    fill(app, record(), profile={"languages": ["fr"], "position": "Professeure"})
    content = exported(app)
    copy = loaded(empty_site(migrated, tmp_path), content)
    assert exported(copy) == content
    with copy.app_context():
        profile = db.session.get_one(Profile, 1)
        assert (profile.languages, profile.text_language) == (["fr"], "fr")


def test_loading_into_a_site_adds_the_languages_and_texts_that_it_lacks(app: Flask) -> None:
    fill(app, record(), profile={"position": "Professor"}, topics=["Tides"])
    changed, topics = {"en": "Dean", "fr": "Doyenne"}, [{"en": "Tides", "fr": "M"}]
    more = record(title={"en": "On tides", "fr": "Sur les marées"})
    loaded_again = fill(app, more, profile={"position": changed}, topics=topics)
    assert loaded_again.completed == 1
    fill(app, more, profile={"position": {"en": "X", "fr": "Y"}})
    with app.app_context():
        profile = db.session.get_one(Profile, 1)
        assert (profile.languages, profile.position_title) == (["en", "fr"], "Professor")
        assert texts(ProfileTranslation) == {("position_title", "fr", "Doyenne")}
        assert texts(TopicTranslation) == {("name", "fr", "M")}
        assert texts(PublicationTranslation) == {("title", "fr", "Sur les marées")}


def test_a_language_without_a_catalogue_is_reported_with_its_key(app: Flask) -> None:
    content = {"vitae": 1, "profile": {"name": "Ada Roe"}, "topics": ["A", {"tlh": "bIQ'a'"}]}
    whole = reader.read_document(msgspec.json.encode(content))
    with app.app_context(), pytest.raises(DocumentError) as raised:
        document.load_document(whole)
    assert str(raised.value).startswith("topics[1].name: Vitae has no pages in “tlh”; it has en")


def test_a_topic_may_be_mentioned_in_one_of_its_languages(app: Flask) -> None:
    named = {"en": "Tides", "fr": "Marées"}
    work = record(topics=[{"fr": "Marées"}])
    fill(app, work, topics=[{"fr": "Marées"}, named], profile={"languages": ["en", "fr"]})
    with app.app_context():
        assert db.session.scalars(select(Topic.name)).all() == ["Tides"]
        assert texts(TopicTranslation) == {("name", "fr", "Marées")}
        assert db.session.get_one(Profile, 1).text_language == "en"


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (
            {"topics": [{"en": "Tides", "fr": "M"}, {"en": "Waves", "fr": "M"}]},
            "topics: “Tides” and “Waves” are both “M” in “fr”",
        ),
        (
            {"sections": [{"name": {"en": "A", "fr": "X"}}, {"name": {"en": "B", "fr": "X"}}]},
            "sections[1].name.fr: there are two sections “X”",
        ),
    ],
)
def test_a_name_that_two_records_have_in_a_language_is_refused(
    app: Flask, parts: dict[str, Any], message: str
) -> None:
    with pytest.raises(DocumentError, match="^" + re.escape(message)):
        fill(app, **parts)


def test_publications_without_a_language_are_in_the_first_of_the_document(
    app: Flask, migrated: Path, tmp_path: Path
) -> None:
    own = {"languages": ["fr", "en"]}
    fill(app, record(title="Sur les marées"), profile=own, topics=[{"en": "Tides"}])
    with app.app_context():
        assert db.session.get_one(Profile, 1).text_language == "en"
        assert db.session.scalars(select(Publication.language)).all() == ["fr"]
    content = exported(app)
    assert exported(loaded(empty_site(migrated, tmp_path), content)) == content


def test_a_site_in_one_language_with_a_translated_abstract_stays_so(
    app: Flask, migrated: Path, tmp_path: Path
) -> None:
    fill(app, record(abstract={"en": "One.", "fr": "Un."}), profile={"languages": ["en"]})
    content = exported(app)
    whole = reader.read_document(content, known_languages())
    assert whole.profile.languages == ("en",)
    fresh = empty_site(migrated, tmp_path)
    with fresh.app_context():
        document.load_document(whole)
    assert exported(fresh) == content


def test_a_document_that_names_the_language_makes_its_text_the_publications_own(
    app: Flask,
) -> None:
    work = record(doi="10.1000/182", title={"en": "On tides", "fr": "Sur les marées"})
    fill(app, work, profile={"languages": ["en", "fr"]})
    named = {**work, "title": "Sur les marées", "language": "fr"}
    fill(app, named, profile={"languages": ["en", "fr"]})
    with app.app_context():
        rows = db.session.execute(select(Publication.title, Publication.language)).all()
        assert [tuple(row) for row in rows] == [("Sur les marées", "fr")]
        assert texts(PublicationTranslation) == {("title", "en", "On tides")}


def test_a_translation_into_a_publications_own_language_is_not_added(app: Flask) -> None:
    work = record(doi="10.1000/182", language="en")
    fill(app, work, profile={"languages": ["en", "fr"]})
    translated = {"fr": "Sur les marées", "en": "About tides"}
    fill(app, {**work, "title": translated, "language": "fr"})
    with app.app_context():
        assert texts(PublicationTranslation) == set()
