"""Exporting the list as records with stable citation keys."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, true

from app.bibliography.record import Author, Record, VenueKind
from app.database import db
from app.models import Publication, Work, WorkState
from app.services import cache
from app.services.catalog import records
from app.services.catalog.selection import PublicFilter
from app.services.exporting import works as exporting_works
from tests.support.database import statements
from tests.support.factories import PREPRINT, fill, many, record

WHOLE: dict[str, Any] = {
    "title": "On \\emph{Tides}",
    "type": "paper-conference",
    "authors": ["Ada Roe", {"name": "Kim Li", "corresponding": True, "equal": True}],
    "venue": "Workshop on Tides",
    "venue_short": "WoT",
    "venue_kind": "workshop",
    "year": 2024,
    "month": 3,
    "day": 5,
    "volume": "4",
    "issue": "2",
    "pages": "1--9",
    "publisher": "The Cape",
    "doi": "10.1000/t",
    "arxiv_id": "2301.00001",
    "isbn": "978-0",
    "citation_key": "roe24",
    "language": "fr",
    "abstract": "Salt \\& $x$.",
    "note": "With errata.",
    "topics": ["Tides", "Salt"],
    "work": "tides",
    "source": "@article{roe24}",
    "links": [
        {"url": "https://a.example/1", "kind": "pdf"},
        {"url": "https://a.example/2", "label": "Talk", "kind": "video"},
    ],
}


def keys(
    selection: PublicFilter = PublicFilter(),  # noqa: B008
    *,
    all_versions: bool = False,
) -> list[str | None]:
    found = exporting_works.export_records(selection, all_versions=all_versions)
    return [one.citation_key for one in found]


def test_the_records_of_a_loaded_work_are_those_that_are_exported(app: Flask) -> None:
    fill(app, WHOLE, {**PREPRINT, "work": "tides"}, topics=["Tides", "Salt"])
    with app.app_context():
        exported = [one.record for one in records.exported_records(true())]
        work = db.session.scalars(select(Work)).one()
        assert [records.record_of(one, work) for one in work.publications] == exported
        assert len(exported) == 2


def test_an_exported_record_equals_the_loaded_one(app: Flask) -> None:
    fill(app, WHOLE, topics=["Tides", "Salt"])
    with app.app_context():
        (one,) = exporting_works.export_records(PublicFilter())
    assert one.authors == ("Ada Roe", Author("Kim Li", corresponding=True, equal=True))
    assert one.venue_kind is VenueKind.WORKSHOP
    assert [link.label for link in one.links] == [None, "Talk"]
    assert one.topics == ("Tides", "Salt")
    plain = set(WHOLE) - {"authors", "links", "venue_kind", "topics"}
    assert {field: getattr(one, field) for field in plain} == {f: WHOLE[f] for f in plain}


def test_the_default_venue_kind_is_omitted(app: Flask) -> None:
    fill(app, record())
    with app.app_context():
        assert [one.venue_kind for one in exporting_works.export_records(PublicFilter())] == [None]


def test_the_shown_or_all_versions_are_exported_in_list_order(app: Flask) -> None:
    fill(app, PREPRINT, record(), record(title="Salt", year=2025), record(title="Old", year=None))
    with app.app_context():
        shown = [(one.title, one.year) for one in exporting_works.export_records(PublicFilter())]
        every = [
            (one.title, one.year)
            for one in exporting_works.export_records(PublicFilter(), all_versions=True)
        ]
        oldest = [one.title for one in exporting_works.export_records(PublicFilter(sort="oldest"))]
    assert shown == [("Salt", 2025), ("On tides", 2024), ("Old", None)]
    assert every == [("Salt", 2025), ("On tides", 2024), ("On tides", 2023), ("Old", None)]
    assert oldest == ["On tides", "Salt", "Old"]


def test_records_are_filtered_by_topics_and_search_words(app: Flask) -> None:
    fill(app, record(title="One", topics=["Tides", "Salt"]), record(title="Two", topics=["Tides"]))
    with app.app_context():
        assert [
            r.title for r in exporting_works.export_records(PublicFilter(topics=("salt", "tides")))
        ] == ["One"]
        assert [r.title for r in exporting_works.export_records(PublicFilter(q="two"))] == ["Two"]


def test_a_citation_key_is_the_same_in_every_export(app: Flask) -> None:
    fill(
        app,
        record(title="Tides of spring", topics=["Spring"]),
        record(title="Tides of autumn", topics=["Autumn"], authors=["Bo Roe"]),
        record(title="Salt", citation_key="mine"),
    )
    with app.app_context():
        assert sorted(map(str, keys())) == ["mine", "roe2024tides", "roe2024tidesb"]
        assert keys(PublicFilter(topics=("autumn",))) == ["roe2024tidesb"]
        ((_, alone),) = exporting_works.work_records("tides-of-autumn", drafts=False)
        assert alone.citation_key == "roe2024tidesb"


def test_a_generated_citation_key_changes_with_the_year(app: Flask) -> None:
    fill(app, record())
    with app.app_context():
        assert keys() == ["roe2024tides"]
        db.session.scalars(select(Publication)).one().year = 2020
        cache.commit()
        assert keys() == ["roe2020tides"]


def test_drafts_are_exported_only_on_request(app: Flask) -> None:
    fill(app, record())
    with app.app_context():
        db.session.scalars(select(Work)).one().state = WorkState.DRAFT
        cache.commit()
        assert keys() == []
        assert exporting_works.work_records("on-tides", drafts=False) == []
        assert len(exporting_works.work_records("on-tides", drafts=True)) == 1
        assert keys(PublicFilter(drafts=True)) == ["roe2024tides"]


@pytest.mark.slow
@pytest.mark.parametrize("works", [3, 300])
def test_an_export_needs_few_queries_for_any_number_of_works(app: Flask, works: int) -> None:
    fill(app, *many(works))
    with statements(app) as sent, app.app_context():
        assert len(exporting_works.export_records(PublicFilter(), all_versions=True)) == works
    assert len([one for one in sent if one.startswith("SELECT")]) <= 8


def test_no_works_give_an_empty_list(app: Flask) -> None:
    with app.app_context():
        assert exporting_works.export_records(PublicFilter()) == []
        assert exporting_works.work_records("none", drafts=True) == []


def test_a_work_is_exported_with_all_versions_the_shown_one_first(app: Flask) -> None:
    fill(app, PREPRINT, record())
    with app.app_context():
        found: list[Record] = [
            one for _, one in exporting_works.work_records("on-tides", drafts=False)
        ]
    assert [one.year for one in found] == [2024, 2023]
