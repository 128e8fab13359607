"""Which names of co-authors are proposed as one person's, and with what evidence."""

import pytest
from flask import Flask

from app.services.actor import TERMINAL
from app.services.editing import people
from app.services.editing.author_names import decisions, pairs
from tests.support.factories import fill, record

Found = list[tuple[str, str, tuple[str, ...]]]


def found(app: Flask, *lists: list[str]) -> Found:
    records = (
        record(title=f"Study {number}", authors=["Ada Roe", *authors])
        for number, authors in enumerate(lists)
    )
    fill(app, *records)
    with app.app_context():
        return [(pair.one.name, pair.other.name, pair.common) for pair in pairs.name_pairs()]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kim Li", "K. Li"),
        ("Kim Bo Li", "Kim Li"),
        ("Kim B. Li", "K. B. Li"),
        ("Kim B. Li", "Li KB"),
        ("Zoë Müller", "Z. Mueller"),
        ("Jean-Luc Roy", "J.-L. Roy"),
    ],
)
def test_compatible_names_of_one_family_are_proposed(app: Flask, one: str, other: str) -> None:
    assert found(app, [one], [other]) == [(one, other, ())]


@pytest.mark.parametrize(
    "names",
    [
        (["Kim Li"], ["Tom Li"]),
        (["Kim B. Li"], ["Kim C. Li"]),
        (["Kim Li"], ["Kim Lim"]),
        (["Ada Li"], ["Adam Li"]),
        (["Li"], ["Kim Li"]),
        (["{The Tide Team}"], ["{The Salt Team}"]),
        # In one list of authors, they are two people.
        (["Kim Li", "K. Li"], []),
    ],
)
def test_other_names_are_not(app: Flask, names: tuple[list[str], ...]) -> None:
    assert found(app, *names) == []


def test_pairs_with_most_co_authors_in_common_come_first(app: Flask) -> None:
    lists = (["Bo Ek"], ["B. Ek"], ["Kim Li", "Tom Wu", "Uma Paz"], ["K. Li", "Tom Wu", "Uma Paz"])
    assert found(app, *lists) == [
        ("Kim Li", "K. Li", ("Tom Wu", "Uma Paz")),
        ("Bo Ek", "B. Ek", ()),
    ]


def test_the_name_with_more_works_names_the_person_unless_it_is_initials(app: Flask) -> None:
    assert found(app, ["Kim Bo Li"], ["Kim Li"], ["Kim Li"]) == [("Kim Li", "Kim Bo Li", ())]


def test_two_people_of_the_site_are_two_people(app: Flask) -> None:
    fill(app, record(authors=["Ada Roe", "K. Li"]), people=[{"name": "Kim Li"}])
    with app.app_context():
        people.add(people.new_values() | {"name": "K. Li", "url": ""}, TERMINAL, None)
        assert pairs.name_pairs() == []


def test_pages_are_numbered_within_what_there_is(app: Flask) -> None:
    letters = "abcdefghijklmnopqrstuvw"
    found(app, *([f"Kim L{letter}"] for letter in letters), *([f"K. L{x}"] for x in letters))
    with app.app_context():
        shown = pairs.names_page(99)
    assert (shown.page, shown.pages, shown.found, len(shown.pairs)) == (2, 2, 23, 3)


def test_people_of_the_site_whom_no_work_names_are_proposed(app: Flask) -> None:
    people_listed = [{"name": "Kim Li", "level": "PhD"}, {"name": "Tom Wu"}]
    fill(app, record(authors=["Ada Roe", "K. Li"]), people=people_listed)
    with app.app_context():
        (pair,) = pairs.name_pairs()
    assert (pair.one.name, pair.one.works, pair.other.name) == ("Kim Li", 0, "K. Li")
    assert pair.one.person_id


def test_pairs_of_people_are_those_among_all(app: Flask) -> None:
    lists = (["Kim Li", "B. Ek"], ["K. Li"], ["Li KB", "T. Wu"], ["Tom Wu"], ["Z. Mueller"])
    known = [{"name": name} for name in ("Kim Li", "Bo Ek", "Zoë Müller", "No One")]
    fill(
        app,
        *(record(title=f"{n}", authors=["Ada Roe", *names]) for n, names in enumerate(lists)),
        people=known,
    )
    with app.app_context():
        every = {pair.slugs: pair._replace(common=()) for pair in pairs.name_pairs()}
        of_people = {pair.slugs: pair for pair in pairs.pairs_of_people(-1)}
        expected = {slugs: pair for slugs, pair in every.items() if pair.one.person_id}
        assert of_people == expected
        assert len(expected) == 4 < len(every)
        one = next(iter(of_people.values()))
        assert pairs.names_page(1, one.other.slug).pairs[0].slugs == one.slugs
        decisions.keep_apart(*one.slugs, TERMINAL)
        assert one not in pairs.pairs_of_people(-1)
