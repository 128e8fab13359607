"""Reloading a document fills empty fields and overwrites nothing."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.bibliography.document.reader import DocumentError
from app.database import db
from app.models import (
    ImportBatch,
    ImportContent,
    ImportItem,
    Person,
    Profile,
    Publication,
    Supervision,
    Topic,
    Venue,
    Work,
)
from app.services import cache
from app.services.importing import update
from app.services.loading import document
from tests.support.database import content, rows, versions
from tests.support.factories import LONG_ABSTRACT, PREPRINT, fill, profile_document, record


def test_reloading_the_same_document_changes_nothing(app: Flask) -> None:
    document = (PREPRINT, record(topics=["Tides"]), record(), record(type="chapter"))
    people = [{"level": "PhD"}, {"level": "PhD"}, {"name": "Kim Li", "started_on": "2020"}]
    fill(app, *document, people=people, profile={"biography": "B"})
    with app.app_context():
        before = cache.change_count()
    again = fill(app, *document, people=people, profile={"biography": "B"})
    assert (again.added, again.completed, again.kept, again.wrote) == (0, 0, 0, False)
    with app.app_context():
        assert cache.change_count() == before
        assert (rows(Publication), rows(Supervision), rows(Person)) == (3, 3, 2)


def test_new_records_join_existing_works(app: Flask) -> None:
    fill(app, record())
    loaded = fill(app, PREPRINT, record(title="News"))
    assert (loaded.added, loaded.wrote) == (2, True)
    assert versions(app) == [[("On tides", 2024), ("On tides", 2023)], [("News", 2024)]]


def test_a_reloaded_record_fills_empty_fields_without_overwriting(app: Flask) -> None:
    fill(app, record(pages="1-9"))
    loaded = fill(app, record(pages="2-10", abstract=LONG_ABSTRACT))
    assert (loaded.added, loaded.completed, loaded.kept) == (0, 1, 0)
    with app.app_context():
        publication = db.session.scalars(select(Publication)).one()
        assert publication.pages == "1-9"
        assert publication.abstract == LONG_ABSTRACT
        assert publication.preview_html is not None
    assert fill(app, record(pages="3-11")).kept == 1


def test_a_corrected_title_with_the_same_doi_adds_no_version(app: Flask) -> None:
    fill(app, record(title="On tydes", doi="10.1000/t"))
    loaded = fill(app, record(title="On tides", doi="10.1000/t", abstract="Brief."))
    assert (loaded.added, loaded.completed) == (0, 1)
    assert versions(app) == [[("On tydes", 2024)]]


def test_a_reloaded_record_can_fill_every_kind_of_field(app: Flask) -> None:
    fill(app, record(venue=None, year=None), PREPRINT)
    more = record(
        month=5, doi="10.1000/t", topics=["Tides"], links=[{"url": "https://a.example/x"}]
    )
    loaded = fill(app, more, PREPRINT)
    assert (loaded.added, loaded.completed, loaded.kept) == (0, 1, 0)
    with app.app_context():
        work = db.session.scalars(select(Work)).one()
        shown = work.publications[0]
        assert work.listed_on == 20240500
        assert (shown.year, shown.month, shown.doi) == (2024, 5, "10.1000/t")
        assert shown.venue
        assert (shown.venue.name, shown.links[0].url) == ("Journal of Tides", "https://a.example/x")
        assert [topic.name for topic in work.topics] == ["Tides"]
    again = fill(app, more, PREPRINT)
    assert (again.completed, again.kept, again.wrote) == (0, 0, False)


def test_a_month_from_a_different_year_is_ignored(app: Flask) -> None:
    fill(app, record(doi="10.1000/t", year=2024))
    fill(app, record(doi="10.1000/t", year=2023, month=5, pages="1-9"))
    with app.app_context():
        publication = db.session.scalars(select(Publication)).one()
        assert (publication.year, publication.month) == (2024, None)
        assert publication.pages == "1-9"


def test_versions_sharing_a_doi_are_completed_separately(app: Flask) -> None:
    journal = record(doi="10.1000/t", work="tides")
    preprint = {**PREPRINT, "doi": "10.1000/t", "work": "tides"}
    fill(app, journal, preprint)
    fill(app, journal, {**preprint, "note": "of the preprint"})
    with app.app_context():
        notes = select(Publication.type, Publication.note).order_by(Publication.position)
        assert [tuple(row) for row in db.session.execute(notes)] == [
            ("article-journal", None),
            ("article", "of the preprint"),
        ]


def test_a_journal_version_loaded_later_becomes_the_shown_one(app: Flask) -> None:
    fill(app, PREPRINT)
    fill(app, record())
    assert versions(app) == [[("On tides", 2024), ("On tides", 2023)]]
    with app.app_context():
        assert db.session.scalars(select(Work.listed_on)).one() == 20240000


def test_the_profile_is_completed_without_overwriting(app: Flask) -> None:
    fill(app, profile={"position": "Professor"})
    fill(app, profile={"position": "Dean", "biography": "New.", "research_topics": ["Salt"]})
    with app.app_context():
        profile = db.session.get_one(Profile, 1)
        assert (profile.position_title, profile.biography) == ("Professor", "New.")
        assert len(profile.topics) == 1


def test_the_owner_and_people_are_completed(app: Flask) -> None:
    fill(app, people=[{"name": "Kim Li", "level": "PhD"}, {"level": "MSc"}])
    orcid = "0000-0002-1825-0097"
    fill(
        app,
        people=[
            {
                "name": "Li, Kim",
                "level": "PhD",
                "role": "co",
                "ended_on": "2020",
                "url": "https://k.example",
            },
            {"level": "MSc", "next_position": "at sea"},
        ],
        profile={"orcid": orcid, "other_names": ["A. B. Roe"]},
    )
    with app.app_context():
        kim, unnamed = db.session.scalars(select(Supervision).order_by(Supervision.id))
        assert kim.student
        assert (str(kim.ended_on), kim.student.url) == ("2020-12-31", "https://k.example")
        assert kim.supervisors[0].role == "co"
        assert unnamed.next_position == "at sea"
        owner = db.session.get_one(Profile, 1).person
        assert owner.orcid == orcid
        assert {own.name for own in owner.names} == {"Ada Roe", "A. B. Roe"}


@pytest.mark.parametrize(
    ("part", "shown"),
    [
        ({"name": "Li Wei", "given_name": "Wei", "family_name": "Li"}, "Li Wei"),
        ({"name": "Roe, Ada"}, "Ada Roe"),
        ({"name": "Plato"}, "Plato"),
    ],
)
def test_names_are_shown_as_given_and_recognised_on_reload(
    app: Flask, part: dict[str, str], shown: str
) -> None:
    fill(app, profile=part)
    assert not fill(app, profile=part).wrote
    with app.app_context():
        assert db.session.get_one(Profile, 1).person.name == shown


def test_another_persons_document_is_refused(app: Flask) -> None:
    fill(app, record())
    with pytest.raises(DocumentError, match=r"profile\.name: this site is Ada Roe's"):
        fill(app, record(title="Theirs"), profile={"name": "Bo Ek"})
    assert len(versions(app)) == 1


def test_replace_deletes_the_existing_content(app: Flask) -> None:
    fill(app, record(topics=["Tides"]), people=[{"name": "Kim Li"}])
    with app.app_context():
        before = cache.change_count()
        document.load_document(profile_document(PREPRINT, profile={"name": "Bo Ek"}), replace=True)
        assert [p.name for p in db.session.scalars(select(Person))] == ["Bo Ek"]
        assert (rows(Topic), rows(Work), rows(Supervision), rows(Venue)) == (0, 1, 0, 1)
        assert cache.change_count() == before + 1


def test_a_failed_commit_changes_nothing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(app, record())

    def fail() -> None:
        raise OSError("disk full")

    monkeypatch.setattr(cache, "commit", fail)
    with app.app_context(), pytest.raises(OSError, match="disk full"):
        document.load_document(profile_document(record(title="News")), replace=True)
    assert versions(app) == [[("On tides", 2024)]]


def test_a_failure_while_writing_works_is_rolled_back(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(app, record())
    with app.app_context():
        before, changed = content(), cache.change_count()

    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(update, "arrange_works", fail)
    with pytest.raises(RuntimeError):
        fill(app, record(abstract="Salt."), PREPRINT, record(title="News"), topics=["Salt"])
    with app.app_context():
        assert (content(), cache.change_count()) == (before, changed)


def test_a_load_is_not_listed_as_an_import(app: Flask) -> None:
    fill(app, record(), PREPRINT, record(volume="3"))
    with app.app_context():
        assert (rows(ImportBatch), rows(ImportItem), rows(ImportContent)) == (0, 0, 0)


def test_an_updated_entry_overwrites_nothing_and_is_reported_once(app: Flask) -> None:
    fill(app, record(citation_key="roe24", title="On tydes", doi="10.1000/t", volume="3"))
    later = record(citation_key="roe24", doi="10.1000/t", volume="4")
    loaded = fill(app, later)
    assert (loaded.added, loaded.completed, loaded.kept) == (0, 0, 1)
    with app.app_context():
        publication = db.session.scalars(select(Publication)).one()
        assert (publication.title, publication.volume) == ("On tydes", "3")
    again = fill(app, later)
    assert (again.kept, again.wrote) == (0, False)


def test_new_topics_are_added_but_removed_ones_are_not_added_again(app: Flask) -> None:
    fill(app, record())
    tagged = record(topics=["Tides", "Salt"])
    assert fill(app, tagged).completed == 1
    with app.app_context():
        work = db.session.scalars(select(Work)).one()
        assert {topic.name for topic in work.topics} == {"Tides", "Salt"}
        work.topics.clear()
        db.session.commit()
    assert not fill(app, tagged).wrote
