"""The student of a supervision: made, renamed, and gone when nothing names her any more."""

from typing import Any

from sqlalchemy import select

from app.bibliography.names import names
from app.database import db
from app.models import Noun, Person, Supervision
from app.services.catalog import slugs
from app.services.history import dependencies
from app.services.history.recording import Recording


def write(supervision: Supervision, given: dict[str, Any], record: Recording) -> None:
    """Give a supervision its student, or none where the name is not to be published."""
    student = supervision.student
    if given["is_unnamed"]:
        supervision.student = None
        drop(student)
        return
    student = supervision.student = student or _new(given["name"], record)
    if given["name"] != student.name:
        student.name = given["name"]
        student.given_name, student.family_name = names.part(given["name"])
    student.url = given["url"] or None


def drop(student: Person | None) -> None:
    """Delete a watched person, unless something else still names her."""
    db.session.flush()
    if student and not dependencies.exist(Noun.PERSON, student.id):
        db.session.delete(student)


def person(printed: str, parted: names.Name, taken: set[str]) -> Person:
    """Return a new person, her address made from her name as it is printed."""
    name = printed if "," not in printed else " ".join(filter(None, parted))
    slug = slugs.make(name, taken, "person")
    taken.add(slug)
    made = Person(slug=slug, name=name, family_name=parted.family, given_name=parted.given)
    db.session.add(made)
    return made


def _new(name: str, record: Recording) -> Person:
    taken = set(db.session.scalars(select(Person.slug)))
    student = person(name, names.part(name), taken)
    db.session.flush()
    record.made(Noun.PERSON, student.id)
    return student
