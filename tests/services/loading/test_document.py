"""Loading a profile document: certain matches become versions of one work."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.models import Authorship, Publication, Topic, Venue, Work
from tests.support.database import rows, versions
from tests.support.factories import PREPRINT, fill, record


@pytest.mark.parametrize(
    ("second", "works", "publications"),
    [
        (record(title="Other words", doi="https://doi.org/10.1000/T"), 1, 1),
        (record(title="Other words", arxiv_id="arXiv:2301.00001v5"), 1, 1),
        (record(title="Other words", arxiv_id="arXiv:2301.00001v5", type="chapter"), 1, 2),
        (record(title="ON \\emph{Tides}!", authors=["Roe, A.", "Someone Else"]), 1, 1),
        (record(title="ON \\emph{Tides}!", authors=["Roe, A."], year=2023), 1, 2),
        (record(title="On tides", authors=["Someone Else"]), 2, 2),
        (record(title="On tides", authors=[]), 2, 2),
        (record(title="On the tides"), 2, 2),
        (record(title="On tides++"), 2, 2),
        (record(title="Other words", doi="10.1000/u"), 2, 2),
    ],
)
def test_only_certain_matches_join_into_one_work(
    app: Flask, second: dict[str, object], works: int, publications: int
) -> None:
    fill(app, record(doi="10.1000/t", arxiv_id="2301.00001"), second)
    assert len(versions(app)) == works
    with app.app_context():
        assert rows(Publication) == publications


def test_records_join_through_a_third_record(app: Flask) -> None:
    numbered, titled = record(title="A", doi="10.1000/a"), record(title="B")
    loaded = fill(app, numbered, titled, record(title="B", doi="10.1000/a"))
    assert (loaded.records, loaded.works, loaded.added) == (3, 1, 2)
    assert versions(app) == [[("A", 2024), ("B", 2024)]]


def test_venue_names_are_matched_ignoring_case(app: Flask) -> None:
    fill(
        app,
        record(title="Learning C++", venue="Nature"),
        record(title="Learning C#", venue="NATURE"),
    )
    assert versions(app) == [[("Learning C++", 2024)], [("Learning C#", 2024)]]
    with app.app_context():
        assert db.session.scalars(select(Venue.name)).all() == ["Nature"]


def test_the_journal_is_shown_before_the_preprint(app: Flask) -> None:
    fill(app, PREPRINT, record(year=2024))
    assert versions(app) == [[("On tides", 2024), ("On tides", 2023)]]
    with app.app_context():
        assert db.session.scalars(select(Work.listed_on)).all() == [20240000]


def test_a_second_record_keeps_a_repeated_doi_only_in_its_source(app: Flask) -> None:
    fill(app, record(doi="10.1000/t"), record(title="T2", doi="10.1000/T", authors=["Bo Ek"]))
    with app.app_context():
        first, second = db.session.scalars(select(Publication).order_by(Publication.id))
        assert (first.doi, second.doi) == ("10.1000/t", None)
        assert "10.1000/T" in (second.source or "")


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
        (["Kim Li", 'A. R{\\"o}e'], ["A. Röe"], 1),
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


def test_slugs_are_readable_and_unique(app: Flask) -> None:
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


def test_topics_follow_the_documents_order_then_order_by_frequency(app: Flask) -> None:
    fill(
        app,
        record(title="1", topics=["Rare", "Often"]),
        record(title="2", topics=["Often", "First"]),
        topics=["First"],
    )
    with app.app_context():
        names = db.session.scalars(select(Topic.name).order_by(Topic.position))
        assert list(names) == ["First", "Often", "Rare"]


def test_a_work_named_in_the_document_gets_that_slug(app: Flask) -> None:
    fill(app, record(title="Salt"), record(title="Sea", work="salt"))
    with app.app_context():
        works = db.session.scalars(select(Work).order_by(Work.id))
        assert [work.slug for work in works] == ["salt-2", "salt"]
    loaded = fill(app, record(title="Sea", work="salt", abstract="Brief."))
    assert (loaded.added, loaded.completed) == (0, 1)


def test_records_naming_one_work_become_versions_unless_identical(app: Flask) -> None:
    twins = record(work="tides"), record(work="tides", note="Reprinted."), record(work="tides")
    assert fill(app, *twins).added == 2
    assert versions(app) == [[("On tides", 2024), ("On tides", 2024)]]
    assert not fill(app, *twins).wrote


def test_a_named_work_is_found_by_its_former_slug(app: Flask) -> None:
    fill(app, record(work="tides"), works=[{"work": "tides", "former": ["seas"]}])
    fill(app, record(title="On seas", work="seas"))
    assert versions(app) == [[("On tides", 2024), ("On seas", 2024)]]


def test_records_naming_one_work_join_under_its_slug(app: Flask) -> None:
    fill(app, record(work="tides"), record(title="Else", work="tides"), record(work="apart"))
    with app.app_context():
        works = list(db.session.scalars(select(Work).order_by(Work.id)))
        assert [(w.slug, len(w.publications)) for w in works] == [("tides", 2), ("apart", 1)]
