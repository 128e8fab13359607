"""Students by level, and the table that funders ask for."""

from datetime import date
from typing import Any

import pytest
from flask import Flask

from app.services.exporting.cv import supervision
from app.services.exporting.cv.rich_text import to_text
from app.services.exporting.cv.supervision import Supervisee, level_group
from tests.support.factories import fill

TODAY = date(2026, 11, 27)
PEOPLE: list[dict[str, Any]] = [
    {"name": "Chen Bo", "level": "MSc", "role": "co", "started_on": "2021", "ended_on": "2023-06"}
    | {"next_position": "Engineer, Tide Works"},
    {"name": "Kim Li", "level": "PhD", "role": "principal", "started_on": "2023"},
    {"level": "PhD", "role": "principal", "started_on": "2024"},
    {"name": "Ann Oak", "level": "PhD", "role": "co", "started_on": "2016", "ended_on": "2020"},
    {"name": "Io Sun", "level": "PhD", "role": "co", "started_on": "2027-09"},
    {"name": "Lee Fox", "level": "Visitor", "institution": "Harbour College"},
    {"name": "Max Day", "supervisors": [{"name": "Ida Elm", "role": "principal"}], "level": "PhD"},
    {"name": "Una Ray"},
]


def read(app: Flask, people: list[dict[str, Any]] = PEOPLE) -> list[Supervisee]:
    fill(app, people=people)
    with app.app_context():
        return supervision.supervisees(TODAY)


def test_those_whom_the_owner_supervises_are_listed_by_level(app: Flask) -> None:
    found = read(app)
    assert [(one.name, one.years, one.role, one.now) for one in found] == [
        ("Kim Li", "2023 –", "principal", ""),
        ("", "2024 –", "principal", ""),
        ("Io Sun", "2027 –", "co-supervisor", ""),
        ("Ann Oak", "2016 – 2020", "co-supervisor", ""),
        ("Chen Bo", "2021 – 2023", "co-supervisor", "Engineer, Tide Works"),
        ("Lee Fox", "", "", ""),
    ]
    groups = supervision.by_level(found)
    assert [(group.label, len(group.people)) for group in groups] == [
        ("Doctoral", 4),
        ("Master's", 1),
        ("Visitor", 1),
    ]


def test_the_summary_counts_by_level_and_state(app: Flask) -> None:
    assert to_text(supervision.summary(read(app))) == (
        "Doctoral 4 (2 under way, 1 finished, 1 to begin) · Master's 1 (1 finished)"
        " · Visitor 1 (1 under way)"
    )


def test_a_span_has_those_supervised_in_it(app: Flask) -> None:
    found = read(app)
    assert [one.name for one in found if one.is_in((2021, 2022))] == ["Chen Bo", "Lee Fox"]
    assert [one.name for one in found if one.is_in((2020, 2020))] == ["Ann Oak", "Lee Fox"]
    assert [one for one in found if one.is_in(None)] == found


def test_a_day_decides_who_has_left(app: Flask) -> None:
    people = [{"name": "Kim Li", "role": "co", "level": "PhD", "next_position": "Judge"}]
    (today,) = read(app, [people[0] | {"ended_on": "2026-11-27"}])
    assert (today.state, today.now) == ("finished", "Judge")
    fill(app, people=[{**people[0], "name": "Lee Fox", "ended_on": "2026-11-28"}])
    with app.app_context():
        (tomorrow,) = [x for x in supervision.supervisees(TODAY) if x.name == "Lee Fox"]
    assert (tomorrow.state, tomorrow.now, tomorrow.years) == ("under way", "", "until 2026")


@pytest.mark.parametrize(
    ("level", "group"),
    [
        ("PhD", "Doctoral"),
        ("Ph.D. student, part-time", "Doctoral"),
        ("Doctorat", "Doctoral"),
        ("Thèse", "Doctoral"),
        ("Postdoc", "Postdoctoral"),
        ("Post-doctoral fellow", "Postdoctoral"),
        ("MSc", "Master's"),
        ("M.Sc.", "Master's"),
        ("MASc", "Master's"),
        ("Maîtrise", "Master's"),
        ("Master's (research)", "Master's"),
        ("BSc", "Bachelor's"),
        ("Undergraduate research", "Bachelor's"),
        ("Intern", "Intern"),
        ("Mathematician", "Mathematician"),
        ("", "Other"),
    ],
)
def test_levels_have_groups(level: str, group: str) -> None:
    assert level_group(level) == group
