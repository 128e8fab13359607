"""Loading a profile document: joined where it is certain, nothing lost, nothing twice."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.bibliography.document import DocumentError
from app.database import Base, db
from app.models import (
    Authorship,
    Person,
    Profile,
    Publication,
    Supervision,
    Topic,
    Venue,
    Work,
)
from app.services import changes, loading
from tests.factories import LONG_ABSTRACT, fill, profile_document, record

PREPRINT = record(type="article", venue="arXiv", year=2023, arxiv_id="2301.00001v2")


def rows(model: type[Base]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def versions(app: Flask) -> list[list[tuple[str, int | None]]]:
    """Return each work's versions as (title, year), in order."""
    with app.app_context():
        works = db.session.scalars(select(Work).order_by(Work.id))
        return [[(p.title, p.year) for p in work.publications] for work in works]


@pytest.mark.parametrize(
    ("second", "joined"),
    [
        (record(title="Other words", doi="https://doi.org/10.1000/T"), True),
        (record(title="Other words", arxiv_id="arXiv:2301.00001v5"), True),
        (record(title="ON \\emph{Tides}!", authors=["Roe, A.", "Someone Else"]), True),
        (record(title="On tides", authors=["Someone Else"]), False),
        (record(title="On tides", authors=[]), False),
        (record(title="On the tides"), False),
        (record(title="Other words", doi="10.1000/u"), False),
    ],
)
def test_only_what_is_certain_joins(app: Flask, second: dict[str, object], joined: bool) -> None:
    fill(app, record(doi="10.1000/t", arxiv_id="2301.00001"), second)
    assert len(versions(app)) == (1 if joined else 2)
    with app.app_context():
        assert rows(Publication) == 2


def test_records_join_through_one_another(app: Flask) -> None:
    loaded = fill(
        app,
        record(title="A", doi="10.1000/a"),
        record(title="B"),
        record(title="B", doi="10.1000/a"),
    )
    assert (loaded.records, loaded.works, loaded.added) == (3, 1, 3)


def test_the_journal_is_shown_before_the_preprint(app: Flask) -> None:
    fill(app, PREPRINT, record(year=2024))
    assert versions(app) == [[("On tides", 2024), ("On tides", 2023)]]
    with app.app_context():
        assert db.session.scalars(select(Work.listed_on)).all() == [20240000]


def test_a_doi_stands_once_and_its_second_record_keeps_it_in_its_source(app: Flask) -> None:
    fill(app, record(doi="10.1000/t"), record(title="T2", doi="10.1000/T"))
    with app.app_context():
        first, second = db.session.scalars(select(Publication).order_by(Publication.id))
        assert (first.doi, second.doi) == ("10.1000/t", None)
        assert "10.1000/T" in (second.source or "")


def test_the_same_again_changes_nothing_and_says_so(app: Flask) -> None:
    document = (PREPRINT, record(topics=["Tides"]), record())
    people = [{"level": "PhD"}, {"level": "PhD"}, {"name": "Kim Li", "started_on": "2020"}]
    fill(app, *document, people=people, profile={"biography": "B"})
    with app.app_context():
        before = changes.count()
    again = fill(app, *document, people=people, profile={"biography": "B"})
    assert (again.added, again.completed, again.kept, again.wrote) == (0, 0, 0, False)
    with app.app_context():
        assert changes.count() == before
        assert (rows(Publication), rows(Supervision), rows(Person)) == (3, 3, 2)


def test_new_records_join_works_of_before(app: Flask) -> None:
    fill(app, record())
    loaded = fill(app, PREPRINT, record(title="News"))
    assert (loaded.added, loaded.wrote) == (2, True)
    assert versions(app) == [[("On tides", 2024), ("On tides", 2023)], [("News", 2024)]]


def test_a_record_again_completes_what_lacked_and_overwrites_nothing(app: Flask) -> None:
    fill(app, record(pages="1-9"))
    loaded = fill(app, record(pages="2-10", abstract=LONG_ABSTRACT))
    assert (loaded.added, loaded.completed, loaded.kept) == (0, 1, 0)
    with app.app_context():
        publication = db.session.scalars(select(Publication)).one()
        assert publication.pages == "1-9"
        assert publication.abstract == LONG_ABSTRACT
        assert publication.preview_html is not None
    assert fill(app, record(pages="3-11")).kept == 1


def test_a_mended_title_under_the_same_doi_is_no_new_version(app: Flask) -> None:
    fill(app, record(title="On tydes", doi="10.1000/t"))
    loaded = fill(app, record(title="On tides", doi="10.1000/t", abstract="Brief."))
    assert (loaded.added, loaded.completed) == (0, 1)
    assert versions(app) == [[("On tydes", 2024)]]


def test_the_profile_is_completed_never_overwritten(app: Flask) -> None:
    fill(app, profile={"position": "Professor"})
    fill(app, profile={"position": "Dean", "biography": "New.", "research_topics": ["Salt"]})
    with app.app_context():
        profile = db.session.get_one(Profile, 1)
        assert (profile.position_title, profile.biography) == ("Professor", "New.")
        assert len(profile.topics) == 1


def test_another_persons_document_is_refused(app: Flask) -> None:
    fill(app, record())
    with pytest.raises(DocumentError, match=r"profile\.name: this site is Ada Roe's"):
        fill(app, record(title="Theirs"), profile={"name": "Bo Ek"})
    assert len(versions(app)) == 1


def test_replace_starts_over(app: Flask) -> None:
    fill(app, record(topics=["Tides"]), people=[{"name": "Kim Li"}])
    with app.app_context():
        before = changes.count()
        loading.load(profile_document(PREPRINT, profile={"name": "Bo Ek"}), replace=True)
        assert [p.name for p in db.session.scalars(select(Person))] == ["Bo Ek"]
        assert (rows(Topic), rows(Work), rows(Supervision), rows(Venue)) == (0, 1, 0, 1)
        assert changes.count() == before + 1


def test_a_failure_half_way_changes_nothing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(app, record())

    def fail() -> None:
        raise OSError("disk full")

    monkeypatch.setattr(changes, "commit", fail)
    with app.app_context(), pytest.raises(OSError, match="disk full"):
        loading.load(profile_document(record(title="News")), replace=True)
    assert versions(app) == [[("On tides", 2024)]]


@pytest.mark.parametrize(
    ("printed", "known", "found"),
    [
        (["Kim Li", "Ada Roe"], [], 1),
        (["Roe, Ada B.", "Kim Li"], [], 0),
        (["A. Roe", "Kim Li"], [], 0),
        (["Alan Roe", "A. Roe"], [], 1),
        (["A. Roe", "A. Roe"], [], None),
        (["Ada Roe", "A. Roe"], [], 0),
        (["Ada Li", "Kim Li"], ["Ada Li"], 0),
        (["Bo Roe"], [], None),
        (["Kim Li"], [], None),
    ],
)
def test_the_owner_is_recognised(
    app: Flask, printed: list[str], known: list[str], found: int | None
) -> None:
    fill(app, record(authors=printed), profile={"other_names": known})
    with app.app_context():
        marked = select(Authorship.position).where(Authorship.person_id.is_not(None))
        assert db.session.scalar(marked) == found


def test_slugs_are_readable_and_unique_and_survive_a_second_load(app: Flask) -> None:
    fill(
        app,
        record(title="\\textbf{Salt} & sea", authors=["A"]),
        record(title="Salt & sea", authors=["B"]),
        record(title="潮の研究", authors=["C"]),
        record(title="$\\alpha$-tides", authors=["D"]),
    )
    with app.app_context():
        slugs = list(db.session.scalars(select(Work.slug).order_by(Work.id)))
    assert slugs == ["salt-sea", "salt-sea-2", "chao-no-yan-jiu", "a-tides"]


def test_topics_stand_in_the_documents_order_then_by_use(app: Flask) -> None:
    fill(
        app,
        record(title="1", topics=["Rare", "Often"]),
        record(title="2", topics=["Often", "First"]),
        topics=["First"],
    )
    with app.app_context():
        names = db.session.scalars(select(Topic.name).order_by(Topic.position))
        assert list(names) == ["First", "Often", "Rare"]


def test_works_of_a_named_group_join_and_keep_its_address(app: Flask) -> None:
    fill(app, record(work="tides"), record(title="Else", work="tides"), record(work="apart"))
    with app.app_context():
        works = list(db.session.scalars(select(Work).order_by(Work.id)))
        assert [(w.slug, len(w.publications)) for w in works] == [("tides", 2), ("apart", 1)]
