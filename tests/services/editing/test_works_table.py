"""The works table: filters, sort orders, pages and counts."""

from typing import Any

import pytest
from flask import Flask

from app.database import db
from app.models import Topic, Work, WorkState
from app.services.editing import works_filter, works_table
from app.services.editing.works_filter import WorksFilter
from tests.support.factories import PREPRINT, fill, many, record

PDF = {"kind": "pdf", "url": "https://files.example/tides.pdf"}
LACKING: list[dict[str, Any]] = [
    record(title="Whole", abstract="Salt.", doi="10.1000/whole", topics=["Tides"], links=[PDF]),
    record(title="Bare", venue=None, year=None, authors=["Kim Li"]),
    record(title="Árbol", year=1999, abstract="Trees.", topics=["Wood", "Tides"]),
    {**PREPRINT, "title": "Of arXiv", "abstract": "Ice.", "topics": ["Tides"]},
    record(title="Linked", links=[{"kind": "code", "url": "https://code.example/x"}]),
]
VERSIONS = [
    record(title="Of two", work="two"),
    {
        **PREPRINT,
        "title": "Of two, before",
        "work": "two",
        "doi": "10.1000/two",
        "abstract": "Fog.",
    },
]


@pytest.fixture
def site(app: Flask) -> Flask:
    fill(app, *LACKING)
    with app.app_context():
        for work in db.session.query(Work).where(Work.slug == "bare"):
            work.state = WorkState.DRAFT
        db.session.commit()
    return app


def titles(app: Flask, **keys: str) -> list[str]:
    with app.app_context():
        return [
            row.title_text
            for row in works_table.table_page(works_filter.parse_filter(keys), 50).rows
        ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ({}, ["Whole", "Linked", "Of arXiv", "Árbol", "Bare"]),
        ({"q": "arbol"}, ["Árbol"]),
        ({"q": "ROE tre"}, ["Árbol"]),
        ({"q": "bare"}, ["Bare"]),
        ({"q": "nowhere"}, []),
        ({"q": "%"}, []),
        ({"state": "draft"}, ["Bare"]),
        ({"state": "published"}, ["Whole", "Linked", "Of arXiv", "Árbol"]),
        ({"topic": "wood"}, ["Árbol"]),
        ({"topic": "tides", "year": "2023"}, ["Of arXiv"]),
        ({"topic": "no-such-topic"}, []),
        ({"year": "1999"}, ["Árbol"]),
        ({"year": "1998"}, []),
        ({"missing": "abstract"}, ["Linked", "Bare"]),
        ({"missing": "doi"}, ["Linked", "Of arXiv", "Árbol", "Bare"]),
        ({"missing": "venue"}, ["Bare"]),
        ({"missing": "year"}, ["Bare"]),
        ({"missing": "topics"}, ["Linked", "Bare"]),
        ({"missing": "links"}, ["Árbol", "Bare"]),
        ({"missing": "pdf"}, ["Linked", "Árbol", "Bare"]),
        ({"missing": "owner"}, ["Bare"]),
        ({"missing": "doi", "topic": "tides", "q": "ice"}, ["Of arXiv"]),
        ({"sort": "oldest"}, ["Árbol", "Of arXiv", "Whole", "Linked", "Bare"]),
        ({"sort": "title"}, ["Árbol", "Bare", "Linked", "Of arXiv", "Whole"]),
        ({"missing": "topics", "sort": "title"}, ["Bare", "Linked"]),
    ],
)
def test_works_are_filtered_and_sorted(site: Flask, keys: dict[str, str], found: list[str]) -> None:
    assert titles(site, **keys) == found
    with site.app_context():
        assert len(works_table.matching(works_filter.parse_filter(keys))) == len(found)


def test_the_most_recently_changed_work_comes_first(site: Flask) -> None:
    with site.app_context():
        db.session.query(Work).where(Work.slug == "arbol").one().featured_position = 1
        db.session.commit()
    assert titles(site, sort="changed")[0] == "Árbol"


@pytest.mark.parametrize("missing", ["abstract", "doi", "pdf"])
def test_a_field_is_not_missing_if_another_version_has_it(app: Flask, missing: str) -> None:
    fill(app, *VERSIONS)
    assert titles(app) == ["Of two"]
    assert titles(app, missing=missing) == []


def test_the_missing_owner_filter_works_without_a_profile(app: Flask) -> None:
    assert titles(app, missing="owner") == []
    with app.app_context():
        assert works_table.table_page(WorksFilter(), 50).pages == 1


def test_a_row_shows_the_fields_of_the_shown_version(app: Flask) -> None:
    fill(app, *VERSIONS)
    with app.app_context():
        (row,) = works_table.table_page(WorksFilter(), 50).rows
        assert (row.slug, row.year, row.venue, row.versions) == ("two", 2024, "Journal of Tides", 2)
        assert works_table.table_row("two") == row
        assert works_table.table_row("of-two") is None


def test_matches_are_counted_and_a_page_past_the_end_shows_the_last(app: Flask) -> None:
    fill(app, *many(23))
    with app.app_context():
        table = works_table.table_page(
            works_filter.parse_filter({"topic": "topic-0", "page": "9"}), 5
        )
        assert (table.found, table.works, table.drafts) == (8, 23, 0)
        assert (table.pages, table.filter.page, len(table.rows)) == (2, 2, 3)
        seen = [
            row.id
            for page in (1, 2, 3, 4, 5)
            for row in works_table.table_page(WorksFilter(page=page), 5).rows
        ]
        assert len(seen) == len(set(seen)) == 23


def test_rows_follow_the_requested_order_and_omit_missing_works(site: Flask) -> None:
    with site.app_context():
        assert [row.id for row in works_table.rows([4, 99, 2])] == [4, 2]


def test_filter_choices_come_from_existing_works(site: Flask) -> None:
    with site.app_context():
        found = works_table.filter_choices()
        assert found.years == [(2024, "2024"), (2023, "2023"), (1999, "1999")]
        assert {name for _, name in found.topics} == {t.name for t in db.session.query(Topic)}
        assert found.venues == ["Journal of Tides", "arXiv"]


@pytest.mark.parametrize(
    ("keys", "query"),
    [
        ({"page": "2", "sort": "title", "q": " a  b "}, "q=a+b&sort=title&page=2"),
        (
            {"year": "2020", "missing": "doi", "topic": "x", "state": "draft"},
            "state=draft&topic=x&year=2020&missing=doi",
        ),
        ({"state": "", "topic": "", "sort": "newest", "page": "1"}, ""),
        ({"state": "gone", "missing": "all", "sort": "-1", "year": "20a0", "page": "0"}, ""),
        ({"year": "99999", "page": "1e9", "q": "\0"}, ""),
        ({"page": "٣"}, ""),
    ],
)
def test_filter_addresses_are_normalised_and_malformed_values_ignored(
    keys: dict[str, str], query: str
) -> None:
    assert works_filter.parse_filter(keys).query == query
