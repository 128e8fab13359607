"""Merging names makes a person whose names can be separated again; History undoes both."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.models import DismissedNames, Person, Revision
from app.services.actor import TERMINAL
from app.services.editing import people
from app.services.editing.author_names import decisions, pairs
from app.services.editing.author_names.decisions import NotTwoNamesError
from app.services.history import undo
from app.services.personal import erasure, subject
from tests.support.database import content, rows
from tests.support.factories import fill, record
from tests.support.listing import assert_derived_afresh, derived_stored


@pytest.fixture
def site(app: Flask) -> Flask:
    """A site on which Kim Li publishes under three names."""
    names = ("Kim Li", "K. Li", "Kim B. Li")
    fill(app, *(record(title=name, authors=["Ada Roe", name, "Bo Ek"]) for name in names))
    return app


def coauthors() -> list[str]:
    found = derived_stored().values()
    return sorted({slug for derived in found for slug in derived.coauthors} - {"bo-ek"})


def person() -> Person:
    return db.session.scalars(select(Person).where(Person.slug == "kim-li")).one()


def test_merged_names_are_one_co_author(site: Flask) -> None:
    with site.app_context():
        before = content()
        first = decisions.merge("kim-li", "k-li", TERMINAL, None)
        assert coauthors() == ["kim-b-li", "kim-li"]
        second = decisions.merge("kim-b-li", "kim-li", TERMINAL, None)
        assert coauthors() == ["kim-li"]
        assert sorted(one.name for one in person().names) == ["K. Li", "Kim B. Li"]
        assert_derived_afresh()
        assert pairs.name_pairs() == []
        titles = [db.session.get_one(Revision, id_ or 0).title for id_ in (first, second)]
        assert titles == [
            "Merged the names Kim Li and K. Li",
            "Merged the names Kim Li and Kim B. Li",
        ]
        for id_ in (second, first):
            undo.undo(db.session.get_one(Revision, id_ or 0), TERMINAL)
            assert_derived_afresh()
        assert content() == before
        assert coauthors() == ["k-li", "kim-b-li", "kim-li"]


def test_separated_names_are_two_co_authors(site: Flask) -> None:
    with site.app_context():
        before = content()
        decisions.merge("kim-li", "k-li", TERMINAL, None)
        assert [one.name for one in decisions.merged_people()] == ["Kim Li"]
        decisions.separate(person().id, "K. Li", TERMINAL, None)
        assert content() == before
        assert coauthors() == ["k-li", "kim-b-li", "kim-li"]
        assert decisions.merged_people() == []
        assert_derived_afresh()


def test_a_student_keeps_the_record_when_names_are_separated(site: Flask) -> None:
    with site.app_context():
        people.add(people.new_values() | {"name": "Kim Li", "url": ""}, TERMINAL, None)
        decisions.merge("k-li", "kim-li", TERMINAL, None)
        assert [one.name for one in person().names] == ["K. Li"]
        decisions.separate(person().id, "K. Li", TERMINAL, None)
        assert person().names == []


def test_what_is_no_name_of_a_person_is_not_separated(site: Flask) -> None:
    with site.app_context():
        decisions.merge("kim-li", "k-li", TERMINAL, None)
        known = rows(Revision)
        assert decisions.separate(person().id, "Bo Ek", TERMINAL, None) is None
        assert decisions.separate(99, "K. Li", TERMINAL, None) is None
        assert rows(Revision) == known


@pytest.mark.parametrize("other", ["kim-li", "nobody", "", "ada-roe"])
def test_two_names_on_the_site_are_needed(site: Flask, other: str) -> None:
    with site.app_context():
        with pytest.raises(NotTwoNamesError):
            decisions.merge("kim-li", other, TERMINAL, None)
        with pytest.raises(NotTwoNamesError):
            decisions.keep_apart("kim-li", other, TERMINAL)


def test_different_people_are_not_proposed_again(site: Flask) -> None:
    with site.app_context():
        assert pairs.names_page(1).found == 3
        decisions.keep_apart("kim-li", "k-li", TERMINAL)
        decisions.keep_apart("k-li", "kim-li", TERMINAL)
        assert pairs.names_page(1).found == 2
        assert {pair.slugs for pair in pairs.names_page(1).pairs} == {
            ("k-li", "kim-b-li"),
            ("kim-b-li", "kim-li"),
        }
        decisions.suggest_again("kim-li", "k-li")
        assert pairs.names_page(1).found == 3


def test_an_erased_person_leaves_no_names_apart(site: Flask) -> None:
    with site.app_context():
        decisions.keep_apart("kim-li", "k-li", TERMINAL)
        decisions.keep_apart("kim-b-li", "k-li", TERMINAL)
        people.add(people.new_values() | {"name": "Kim Li", "url": ""}, TERMINAL, None)
        erasure.erase_person(subject.find_subject("kim-li"), TERMINAL)
        found = db.session.execute(select(DismissedNames.one, DismissedNames.other)).all()
        assert [tuple(one) for one in found] == [("k-li", "kim-b-li")]


def test_a_person_without_works_gets_the_works_of_a_name(app: Flask) -> None:
    fill(app, record(authors=["Ada Roe", "K. Li"]), people=[{"name": "Kim Li", "level": "PhD"}])
    with app.app_context():
        before = content()
        done = decisions.merge("kim-li", "k-li", TERMINAL, None)
        assert [one.name for one in person().names] == ["K. Li"]
        assert_derived_afresh()
        assert coauthors() == ["kim-li"]
        assert pairs.name_pairs() == []
        undo.undo(db.session.get_one(Revision, done or 0), TERMINAL)
        assert content() == before
        with pytest.raises(NotTwoNamesError):
            decisions.merge("ada-roe", "k-li", TERMINAL, None)
