"""A person is found by id, slug or name, also if deleted or without a record."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.models import Person
from app.services.actor import TERMINAL
from app.services.editing import people
from app.services.personal.subject import Subject, SubjectError, find_subject
from tests.support.factories import fill, record

PEOPLE = [
    {"name": "Uma Wren", "level": "PhD"},
    {"name": "Tom Wu", "level": "PhD"},
    {"name": "Tom Wu", "level": "MSc"},
]


@pytest.fixture
def uma(app: Flask) -> Any:
    fill(app, record(title="Open sea", authors=["Ada Roe", "Ines Paz"]), people=PEOPLE)
    with app.app_context():
        people.save(1, {**people.values(1), "name": "Uma Wrenley"}, TERMINAL, None)
        yield db.session.scalars(select(Person.id).where(Person.name == "Uma Wrenley")).one()


NAMES = {"Uma Wren", "Uma Wrenley"}


@pytest.mark.parametrize(
    "wanted", ["uma-wren", "Uma Wrenley", "uma  WRENLEY", "Uma Wren", " Úma Wren "]
)
def test_a_person_is_found_under_every_name(uma: int, wanted: str) -> None:
    found = find_subject(wanted)
    assert (found.ids, found.names) == (frozenset({uma}), frozenset(NAMES))
    assert find_subject(str(uma)) == found


def test_a_deleted_person_is_found(uma: int) -> None:
    people.delete(1, TERMINAL, None)
    assert db.session.get(Person, uma) is None
    assert find_subject("Uma Wren").ids == frozenset({uma})


def test_several_people_of_one_name_are_told_apart_by_id(uma: int) -> None:
    with pytest.raises(SubjectError) as raised:
        find_subject("tom wu")
    ids = db.session.scalars(select(Person.id).where(Person.name == "Tom Wu")).all()
    listed = ", ".join(f"{id_} (Tom Wu)" for id_ in ids)
    assert str(raised.value) == f"Several people are called so. Use one of these ids: {listed}."
    assert find_subject(str(ids[1])).ids == frozenset({ids[1]})


def test_an_author_without_a_record_is_found_by_name(uma: int) -> None:
    assert find_subject("INES PAZ") == Subject(frozenset(), frozenset({"INES PAZ"}))


@pytest.mark.parametrize("wanted", ["Nobody Here", "", "  ", "999", "-"])
def test_nobody_is_an_error(uma: int, wanted: str) -> None:
    with pytest.raises(SubjectError, match="Nobody on this site"):
        find_subject(wanted)
