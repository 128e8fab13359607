"""Saving students and collaborators from their form; every change can be undone."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.models import Authorship, Person, Revision, Supervision, SupervisionSupervisor
from app.services.actor import TERMINAL
from app.services.catalog import people as catalog_people
from app.services.editing import people as editing_people
from app.services.history import undo
from tests.support.database import content, rows
from tests.support.factories import fill, record

Change = Callable[[], int | None]
TODAY = datetime.now(UTC).date()
PEOPLE = [
    {
        "name": "Kim Li",
        "level": "PhD",
        "role": "principal",
        "started_on": "2020",
        "url": "https://k.example",
    },
    {"level": "MSc", "institution": "Cape", "role": "co"},
]


@pytest.fixture
def site(app: Flask) -> Flask:
    fill(app, record(), people=PEOPLE, profile={"other_names": ["A. Roe"]})
    with app.app_context():
        db.session.add(Person(slug="jan-bos", name="Jan Bos", given_name="Jan", family_name="Bos"))
        db.session.commit()
    return app


def save(id_: int = 1, **changes: Any) -> int | None:
    values = editing_people.values(id_) | changes
    return editing_people.save(id_, values, TERMINAL, None)


def add(**values: Any) -> int | None:
    return editing_people.add(editing_people.new_values() | values, TERMINAL, None)


def title(revision_id: int | None) -> str:
    return db.session.get_one(Revision, revision_id).title


def linked(id_: int) -> list[tuple[int | None, str | None, str]]:
    of = SupervisionSupervisor
    query = select(of.person_id, of.name, of.role).where(of.supervision_id == id_)
    return [(*row,) for row in db.session.execute(query.order_by(of.position))]


CHANGES: dict[str, Change] = {
    "rename": lambda: save(name="Kim Q. Li", url=""),
    "every field": lambda: save(
        level="Postdoc",
        institution="Cape",
        project="Salt",
        next_position="at Harbour Ltd",
        started_on="2019-02-03",
        ended_on="2021-12-31",
    ),
    "no longer named": lambda: save(is_unnamed=True, name="", url=""),
    "named": lambda: save(2, is_unnamed=False, name="Bo Ek", url="https://bo.example"),
    "supervisors": lambda: save(
        supervisors=[
            {"name": "Jan Bos", "role": "co"},
            {"name": "Xi Wu", "role": "principal"},
            {"name": "Ada Roe", "role": "co"},
        ]
    ),
    "no supervisors": lambda: save(supervisors=[]),
    "added": lambda: add(name="Bo Ek", level="PhD"),
    "added without a name": lambda: add(is_unnamed=True, level="PhD"),
    "deleted": lambda: editing_people.delete(1, TERMINAL),
    "deleted without a name": lambda: editing_people.delete(2, TERMINAL),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", CHANGES)
def test_each_change_is_one_revision_and_can_be_undone(site: Flask, name: str) -> None:
    with site.app_context():
        before, revisions = content(), rows(Revision)
        revision_id = CHANGES[name]()
        assert rows(Revision) == revisions + 1
        assert content() != before
        undo.undo(db.session.get_one(Revision, revision_id), TERMINAL)
        assert content() == before


@pytest.mark.parametrize("id_", [1, 2])
def test_saving_an_unchanged_person_changes_nothing(site: Flask, id_: int) -> None:
    with site.app_context():
        before = content()
        assert save(id_) is None
        assert content() == before


def test_supervisors_are_recognised_by_name(site: Flask) -> None:
    names = ["A. Roe", "Jan Bos", "jan bos"]
    with site.app_context():
        save(2, supervisors=[{"name": name, "role": "co"} for name in names])
        jan = db.session.scalar(select(Person.id).where(Person.name == "Jan Bos"))
        assert linked(2) == [(1, None, "co"), (jan, None, "co"), (None, "jan bos", "co")]
        shown = [row["name"] for row in editing_people.values(2)["supervisors"]]
        assert shown == ["Ada Roe", "Jan Bos", "jan bos"]


def test_a_supervisor_with_an_ambiguous_name_stays_linked(site: Flask) -> None:
    with site.app_context():
        other = Person(slug="jan-bos-2", name="Jan Bos", given_name="Jan", family_name="Bos")
        db.session.add(other)
        db.session.flush()
        db.session.get_one(Supervision, 2).supervisors = [
            SupervisionSupervisor(position=0, person_id=other.id, role="co")
        ]
        db.session.commit()
        save(2, level="PhD")
        assert linked(2) == [(other.id, None, "co")]


@pytest.mark.parametrize("change", [CHANGES["no longer named"], CHANGES["deleted"]])
def test_a_student_is_deleted_with_their_last_supervision(site: Flask, change: Change) -> None:
    with site.app_context():
        change()
        assert "Kim Li" not in db.session.scalars(select(Person.name)).all()


@pytest.mark.parametrize("change", [CHANGES["no longer named"], CHANGES["deleted"]])
@pytest.mark.parametrize("tie", ["authorship", "other supervision", "supervisor"])
def test_a_student_who_is_linked_elsewhere_is_not_deleted(
    site: Flask, change: Change, tie: str
) -> None:
    with site.app_context():
        kim = db.session.get_one(Supervision, 1).student_id
        if tie == "authorship":
            db.session.scalars(select(Authorship)).all()[1].person_id = kim
        elif tie == "supervisor":
            db.session.add(
                SupervisionSupervisor(supervision_id=2, position=1, person_id=kim, role="co")
            )
        else:
            db.session.get_one(Supervision, 2).student_id = kim
        db.session.commit()
        before = content()
        revision_id = change()
        assert "Kim Li" in db.session.scalars(select(Person.name)).all()
        undo.undo(db.session.get_one(Revision, revision_id), TERMINAL)
        assert content() == before


def test_a_student_with_two_supervisions_is_renamed_in_both(site: Flask) -> None:
    with site.app_context():
        db.session.get_one(Supervision, 2).student_id = db.session.get_one(
            Supervision, 1
        ).student_id
        db.session.commit()
        save(1, name="Kim Q. Li")
        assert [p.heading for p in catalog_people.people_cards().current] == [
            "Kim Q. Li",
            "Kim Q. Li",
        ]
        kim = db.session.get_one(Supervision, 2).student
        assert kim
        assert (kim.given_name, kim.family_name, kim.slug) == ("Kim Q.", "Li", "kim-li")


@pytest.mark.parametrize(
    ("days", "is_alumnus", "words"),
    [
        (-1, True, "Moved Kim Li to Alumni"),
        (0, True, "Moved Kim Li to Alumni"),
        (1, False, "Edited Kim Li"),
    ],
)
def test_an_end_date_moves_a_person_to_the_alumni(
    site: Flask, days: int, is_alumnus: bool, words: str
) -> None:
    with site.app_context():
        revision_id = save(ended_on=(TODAY + timedelta(days)).isoformat())
        assert title(revision_id) == words
        assert [p.heading for p in catalog_people.people_cards().alumni] == ["Kim Li"] * is_alumnus
        back = save(ended_on="")
        assert ("out of Alumni" in title(back)) is is_alumnus


def test_no_revision_title_names_an_unpublished_person(site: Flask) -> None:
    with site.app_context():
        titles = [
            save(1, is_unnamed=True, name=""),
            save(2, level="", project="Salt"),
            add(name="Bo Ek", ended_on="2001-01-01"),
            editing_people.delete(2, TERMINAL),
        ]
        assert [title(one) for one in titles] == [
            "Edited an unnamed person (PhD)",
            "Edited an unnamed person",
            "Added Bo Ek to Alumni",
            "Deleted an unnamed person",
        ]
