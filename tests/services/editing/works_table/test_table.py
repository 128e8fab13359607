"""The works table: filters, sort orders, pages and counts."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

import pytest
from flask import Flask

from app.database import db
from app.models import Topic, Work, WorkState
from app.services import cache
from app.services.catalog import works
from app.services.catalog.facets.choices import Facets
from app.services.catalog.selection import PublicFilter, Sort
from app.services.editing.works_table import filters
from app.services.editing.works_table import table as works_table
from app.services.editing.works_table.filters import WorksFilter
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


def parse(keys: dict[str, str]) -> WorksFilter:
    return filters.parse_filter({key: value.split(",") for key, value in keys.items()}, 10)


def titles(app: Flask, **keys: str) -> list[str]:
    with app.app_context():
        return [row.title_text for row in works_table.table_page(parse(keys), 50).rows]


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
        ({"topic": "tides,wood"}, ["Árbol"]),
        ({"year": "1999-2023"}, ["Of arXiv", "Árbol"]),
        ({"from": "2000", "to": "2023"}, ["Of arXiv"]),
        ({"type": "article"}, ["Of arXiv"]),
        ({"type": "article,article-journal", "missing": "topics"}, ["Linked", "Bare"]),
        ({"author": "kim-li", "state": "draft"}, ["Bare"]),
        ({"status": "published", "state": "draft"}, ["Bare"]),
        ({"status": "in-press"}, []),
        ({"has": "code"}, ["Linked"]),
        ({"has": "code,pdf"}, ["Whole", "Linked", "Of arXiv"]),
        ({"author": "nobody"}, []),
    ],
)
def test_works_are_filtered_and_sorted(site: Flask, keys: dict[str, str], found: list[str]) -> None:
    assert titles(site, **keys) == found
    with site.app_context():
        assert len(works_table.matching(parse(keys))) == len(found)
        assert works_table.table_page(parse(keys), 50).found == len(found)


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
        table = works_table.table_page(parse({"topic": "topic-0", "page": "9"}), 5)
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


def test_field_choices_come_from_existing_works(site: Flask) -> None:
    with site.app_context():
        table = works_table.table_page(WorksFilter(), 50)
        assert set(table.topics) == {topic.name for topic in db.session.query(Topic)}
        assert table.venues == ["arXiv", "Journal of Tides"]


# The public list of an editor has drafts, too.
@pytest.mark.slow
@pytest.mark.parametrize(
    "chosen",
    [
        PublicFilter(),
        PublicFilter(topics=("tides",)),
        PublicFilter(topics=("tides", "wood")),
        PublicFilter(years=((1999, 2023),)),
        PublicFilter(types=("article",), q="ice"),
        PublicFilter(types=("article", "article-journal"), authors=("kim-li",)),
        PublicFilter(has=("code",), statuses=("published",)),
        PublicFilter(q="bare"),
        PublicFilter(topics=("no-such-topic",)),
    ],
)
@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_the_table_has_the_works_and_counts_of_the_public_list(
    site: Flask, chosen: PublicFilter, sort: Sort
) -> None:
    chosen = replace(chosen, drafts=True, sort=sort)
    with site.app_context():
        public = works.work_list(cache.change_count(), chosen)
        table = works_table.table_page(parse_query(chosen.query), 50)
        assert [row.id for row in table.rows] == [card.id for card in public.entries]
        assert table.works == 5
        assert counts(table.facets) == counts(public.facets)


def test_counts_respect_the_state_and_what_is_missing(site: Flask) -> None:
    with site.app_context():
        table = works_table.table_page(parse({"missing": "doi", "state": "published"}), 50)
        assert table.found == 3
        found = counts(table.facets)
    assert {choice: number for choice, number in found.items() if number} == {
        ("topic", "tides"): 2,
        ("topic", "wood"): 1,
        ("year", "1999"): 1,
        ("year", "2023"): 1,
        ("year", "2024"): 1,
        ("type", "article-journal"): 2,
        ("type", "article"): 1,
        ("has", "pdf"): 1,
        ("has", "code"): 1,
    }


def test_pills_lead_to_the_table_without_them(site: Flask) -> None:
    query = "topic=tides&year=1999-2023&author=nobody&q=ice&state=draft&missing=doi&sort=title"
    with site.app_context():
        table = works_table.table_page(parse_query(query), 50)
        found = [(pill.label, pill.leads_to.query) for pill in table.pills]
    parts = query.split("&")
    labels = ["Tides", "1999–2023", "nobody", "“ice”", "Draft", "Missing: DOI"]
    assert found == [
        (label, "&".join(part for part in parts if part != parts[number]))
        for number, label in enumerate(labels)
    ]


def counts(facets: Facets) -> dict[tuple[str, str], int]:
    """Return the numbers of all choices by key and value."""
    lists = (choice for facet in facets.lists for choice in facet.choices)
    return {(one.key, one.value): one.works for one in (*facets.topics, *facets.years, *lists)}


def parse_query(query: str) -> WorksFilter:
    return filters.parse_filter(parse_qs(query), 10)
