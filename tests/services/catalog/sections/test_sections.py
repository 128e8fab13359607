"""What is read of sections for the page and for the CV."""

from typing import Any

import pytest
from flask import Flask

from app.services.catalog import sections as catalog
from app.services.catalog.sections import DatedSection, Place
from tests.support.database import statements
from tests.support.factories import fill, record
from tests.support.sections import AWARDS, NEWS, POSITIONS, SECTIONS, TALKS

TALK = record(type="speech", title="A talk on $x$", venue="Tide Days", year=2023, month=5)
POSTER = record(type="speech", title="A poster", genre="Poster", venue=None, year=None)


def read(app: Flask, place: Place = Place.PAGE, **options: bool) -> dict[str, list[str]]:
    with app.app_context():
        return summary(catalog.sections(place, **options))


def summary(found: list[DatedSection]) -> dict[str, list[str]]:
    return {
        one.title: [f"{entry.when} {entry.what}".strip() for entry in one.entries] for one in found
    }


def test_entries_are_listed_newest_first(app: Flask) -> None:
    fill(app, record(), sections=SECTIONS)
    assert read(app) == {
        "Awards": ["2024 Best Paper Award", "2021 Cape Medal"],
        "Positions": ["2024 – Professor", "2021 – 2024 Lecturer"],
        "News": ["30 Sep 2024 A buoy is back"],
    }


def test_entries_of_the_same_date_stay_in_order(app: Flask) -> None:
    entries = [{"what": what, "started_on": "2024"} for what in "cab"]
    fill(app, sections=[{"kind": "awards", "entries": entries}])
    assert read(app) == {"Awards": ["2024 c", "2024 a", "2024 b"]}


def test_entries_are_shown_on_the_page_in_the_cv_or_in_both(app: Flask) -> None:
    entries = [{"what": where, "placement": where} for where in ("both", "page", "cv")]
    fill(app, sections=[{"name": "Hobbies", "entries": entries}, {"kind": "news"}])
    assert read(app) == {"Hobbies": ["both", "page"]}
    assert read(app, Place.CV) == {"Hobbies": ["both", "cv"]}
    assert read(app, with_empty=True) == {"Hobbies": ["both", "page"], "News": []}
    with app.app_context():
        assert summary(catalog.every_section()) == {"Hobbies": ["both", "page", "cv"], "News": []}


def test_an_entry_links_to_its_work_unless_it_is_a_draft(app: Flask) -> None:
    works = [{"work": "hidden", "state": "draft"}]
    entries = [{"what": "One", "work": "on-tides"}, {"what": "Two", "work": "hidden"}]
    hidden = record(title="Hidden", work="hidden")
    fill(app, record(), hidden, works=works, sections=[{"name": "Prizes", "entries": entries}])
    with app.app_context():
        (visible,) = catalog.sections(Place.PAGE)
        (owners,) = catalog.sections(Place.PAGE, drafts=True)
    assert [one.work and one.work.slug for one in visible.entries] == ["on-tides", None]
    assert [one.work and one.work.is_draft for one in owners.entries] == [False, True]


@pytest.mark.parametrize(
    ("talks", "listed"),
    [
        (TALKS, ["May 2023 A talk on x", "A poster"]),
        ({"kind": "talks"}, None),
        (
            {**TALKS, "entries": [{"what": "Keynote", "started_on": "2020", "work": "a-poster"}]},
            ["May 2023 A talk on x", "2020 Keynote"],
        ),
    ],
)
def test_talks_are_listed_from_the_works(
    app: Flask, talks: dict[str, Any], listed: list[str] | None
) -> None:
    hidden = record(type="speech", title="Not yet", work="not-yet")
    works = [{"work": "not-yet", "state": "draft"}]
    fill(app, TALK, {**POSTER, "work": "a-poster"}, hidden, works=works, sections=[talks])
    assert read(app).get("Talks") == listed
    if listed:
        assert "2024 Not yet" in read(app, drafts=True)["Talks"]


def test_a_talk_that_became_a_paper_is_still_listed(app: Flask) -> None:
    fill(
        app, record(work="tides"), record(work="tides", type="speech", year=2022), sections=[TALKS]
    )
    assert read(app) == {"Talks": ["2022 On tides"]}


@pytest.mark.parametrize("number", [0, 200])
def test_sections_take_one_statement(app: Flask, number: int) -> None:
    entries = [{"what": f"Entry {n}", "started_on": str(1800 + n)} for n in range(number)]
    fill(app, TALK, sections=[AWARDS | {"entries": entries}, POSITIONS, NEWS, TALKS])
    with app.app_context(), statements(app) as sent:
        catalog.sections(Place.PAGE)
    assert len([one for one in sent if "FROM section" in one]) == 1
