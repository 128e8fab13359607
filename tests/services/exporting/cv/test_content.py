"""What the CV says, whatever the format."""

from typing import Any

import pytest
from flask import Flask

from app.services.exporting.cv import content, wording
from app.services.exporting.cv.content import Cv
from app.services.exporting.cv.options import CvOptions, parse_options
from app.services.exporting.cv.rich_text import to_text
from tests.support.database import statements
from tests.support.factories import fill, many, record

SITE = "https://roe.example.org/"
STUDENT = {"name": "Kim Li", "level": "PhD", "role": "principal", "started_on": "2023"}


def read(app: Flask, options: CvOptions | None = None) -> Cv:
    with app.app_context():
        found = content.curriculum(options or CvOptions(), SITE)
        assert found
        return found


def asked(**keys: str) -> CvOptions:
    return parse_options({key: [value] for key, value in keys.items()})


def test_the_head_names_the_owner_and_how_to_reach_her(app: Flask) -> None:
    profile = {"email": "ada@example.org", "orcid": "0000-0002-1825-0097"}
    about = {"affiliation": "University of the Cape", "memberships": ["Member, Tides"]}
    fill(app, profile={**profile, **about})
    cv = read(app)
    assert cv.name == "Ada Roe"
    assert list(map(to_text, cv.lines)) == ["Professor, University of the Cape", "Member, Tides"]
    assert [(one.label, one.url) for one in cv.contacts] == [
        ("ada@example.org", "mailto:ada@example.org"),
        ("orcid.org/0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"),
        ("roe.example.org", SITE),
    ]


def test_without_a_profile_there_is_none(app: Flask) -> None:
    with app.app_context():
        assert content.curriculum(CvOptions(), SITE) is None


def test_only_parts_with_content_are_there(app: Flask) -> None:
    fill(app)
    assert read(app).parts == []
    fill(app, record(), people=[STUDENT], profile={"biography": "I *study*."})
    keys = [part.key for part in read(app).parts]
    assert keys == ["biography", "supervision", "publications"]
    chosen = read(app, asked(sections="publications,biography,none"))
    assert [part.key for part in chosen.parts] == ["publications", "biography"]
    with app.app_context():
        assert content.without_usual_sections(chosen.options) == chosen.options
        usual = asked(sections=",".join(keys), style="ieee")
        assert content.without_usual_sections(usual).query == "style=ieee"


ENTRIES = [
    {"what": "Prize", "where": "Cape", "started_on": "2019-05"},
    {"what": "Medal", "started_on": "2009", "work": "on-tides"},
]
SECTIONS: list[dict[str, Any]] = [
    {"kind": "education", "entries": [{"what": "PhD", "started_on": "2005", "ended_on": "2009"}]},
    {"kind": "awards", "entries": ENTRIES},
    {"kind": "grants", "entries": [{"what": "Grant", "started_on": "2001", "ended_on": "2009"}]},
    {"kind": "news", "entries": [{"what": "Moved", "placement": "page"}]},
]


def whats(cv: Cv) -> dict[str, list[str]]:
    """Return what the entries of each section say."""
    return {part.key: [entry.what for entry in part.entries] for part in cv.parts if part.entries}


def test_sections_are_parts_in_the_owners_order(app: Flask) -> None:
    fill(app, record(work="on-tides"), sections=SECTIONS, profile={"biography": "I study."})
    whole = read(app)
    assert [part.key for part in whole.parts] == [
        "biography",
        "education",
        "awards",
        "grants",
        "publications",
    ]
    assert whats(whole) == {"education": ["PhD"], "awards": ["Prize", "Medal"], "grants": ["Grant"]}
    lines = [to_text(wording.entry_runs(entry)) for entry in whole.parts[2].entries]
    assert lines == ["Prize, Cape", "Medal (On tides)"]
    with app.app_context():
        assert list(content.part_titles(with_empty=True).values())[1:5] == [
            "Education",
            "Awards",
            "Grants",
            "News",
        ]


def test_a_grant_has_entries_of_its_years_but_the_whole_career(app: Flask) -> None:
    fill(app, record(work="on-tides"), sections=SECTIONS)
    assert whats(read(app, asked(years="2015-2020"))) == {"education": ["PhD"], "awards": ["Prize"]}
    assert whats(read(app, asked(years="2009"))) == {
        "education": ["PhD"],
        "awards": ["Medal"],
        "grants": ["Grant"],
    }
    assert whats(read(app, asked(years="all"))) == whats(read(app))


def test_talks_are_listed_once(app: Flask) -> None:
    talk = record(title="Salt speaks", type="speech", year=2020)
    fill(app, record(), talk, sections=[{"kind": "talks", "lists_talks": True}])

    def labels(cv: Cv) -> list[str]:
        return [group.label for part in cv.parts for group in part.groups]

    assert whats(read(app)) == {"talks": ["Salt speaks"]}
    assert labels(read(app)) == ["Journal articles"]
    assert labels(read(app, asked(sections="publications"))) == ["Journal articles", "Talks"]


def legend(cv: Cv) -> str:
    (part,) = [part for part in cv.parts if part.key == "publications"]
    return to_text(wording.legend(cv, part))


def marked(cv: Cv) -> dict[str, set[str]]:
    (part,) = [part for part in cv.parts if part.key == "publications"]
    runs = [run for group in part.groups for one in group.references for run in one.runs]
    return {tag: {run.text for run in runs if tag in run.tags} for tag in ("b", "u")}


def test_students_are_marked_for_a_grant_only(app: Flask) -> None:
    fill(app, record(), record(title="Salt", authors=["Mo Day"], year=2001), people=[STUDENT])
    whole, grant = read(app), read(app, asked(years="all"))
    assert marked(whole) == {"b": {"Roe, A."}, "u": set()}
    assert legend(whole) == ""
    assert marked(grant) == {"b": {"Roe, A."}, "u": {"Li, K."}}
    assert legend(grant) == "Bold: Ada Roe. Underlined: students supervised."
    old = read(app, asked(years="2000-2002"))
    assert legend(old) == "2000–2002. Bold: Ada Roe."


@pytest.mark.parametrize(
    ("year", "is_marked"),
    [(2020, False), (2021, True), (2023, True), (2024, False), (None, False)],
)
def test_students_are_marked_in_the_years_of_supervision(
    app: Flask, year: int | None, is_marked: bool
) -> None:
    former = {**STUDENT, "started_on": "2021-09-01", "ended_on": "2023-06-30"}
    fill(app, record(year=year, status="in-press"), people=[former])
    assert marked(read(app, asked(years="all")))["u"] == ({"Li, K."} if is_marked else set())


def test_the_statements_do_not_grow(app: Flask) -> None:
    counts: list[int] = []
    for size in (3, 60):
        fill(
            app,
            *many(size),
            people=[STUDENT, *({"name": f"P {n}", "level": "MSc"} for n in range(size))],
        )
        with statements(app) as sent:
            read(app, asked(years="all"))
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 12


def test_a_document_has_the_choices_and_a_load_takes_them(app: Flask) -> None:
    layout: dict[str, Any] = {
        "style": "ieee",
        "paper": "letter",
        "parts": [{"part": "publications"}, {"part": "biography", "shown": False}],
    }
    fill(app, record(), profile={"cv": layout, "biography": "I study tides."})
    cv = read(app)
    assert (cv.style.label, cv.paper.label) == ("IEEE", "Letter")
    assert [part.key for part in cv.parts] == ["publications"]
