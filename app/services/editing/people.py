"""Students and collaborators: read for their form, and saved from it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import select

from app.bibliography.messages import message
from app.bibliography.names import names
from app.database import db
from app.models import (
    Action,
    Noun,
    Person,
    Supervision,
    SupervisionSupervisor,
    SupervisorRole,
)
from app.services.actor import Actor
from app.services.catalog import owner as catalog_owner
from app.services.catalog import people, slugs
from app.services.catalog.translations import tables, texts
from app.services.history import dependencies, timeline
from app.services.history import recording as history_recording
from app.services.history.recording import Recording
from app.services.history.snapshots import RecordRef
from app.translations.collation import sorted_texts

Values = dict[str, Any]
TEXTS = ("level", "institution", "project", "next_position")
DATES = ("started_on", "ended_on")


def records(supervision_id: int) -> list[RecordRef]:
    """Return the records of one card: the supervision and its student."""
    query = select(Supervision.student_id).where(Supervision.id == supervision_id)
    student = db.session.scalar(query)
    return [(Noun.SUPERVISION, supervision_id), *([(Noun.PERSON, student)] if student else [])]


def values(supervision_id: int) -> Values:
    """Return the values of a supervision's form."""
    supervision = db.session.get_one(Supervision, supervision_id)
    student = supervision.student
    days = {field: getattr(supervision, field) for field in DATES}
    return {
        "name": student.name if student else "",
        "is_unnamed": student is None,
        "url": (student.url or "") if student else "",
        **{field: getattr(supervision, field) or "" for field in TEXTS},
        **{field: day.isoformat() if day else "" for field, day in days.items()},
        "supervisors": supervisor_rows(supervision),
        **texts.form_texts(tables.SUPERVISION, supervision.id),
    }


def new_values() -> Values:
    """Return the values of an empty form, with the owner as the supervisor."""
    owner = catalog_owner.owner_name()
    return {
        **dict.fromkeys(("name", "url", *TEXTS, *DATES), ""),
        **texts.form_texts(tables.SUPERVISION, None),
        "is_unnamed": False,
        "supervisors": [{"name": owner, "role": SupervisorRole.PRINCIPAL.value}] if owner else [],
    }


def made_by(revision_id: int | None) -> int | None:
    """Return the id of the supervision that a revision added, or None if it was deleted."""
    return timeline.added_record(revision_id, Noun.SUPERVISION, Supervision)


def add(given: Values, actor: Actor, form_key: str | None) -> int | None:
    """Add a student or collaborator; return the revision's id."""
    with history_recording.recording(actor, Action.ADD, "Added", form_key=form_key) as recording:
        supervision = Supervision(supervisors=[])
        db.session.add(supervision)
        _fill(supervision, given, recording)
        recording.made(Noun.SUPERVISION, supervision.id)
        name = _display_name(supervision)
        recording.title = (
            message("Added %(name)s to Alumni", name=name)
            if people.has_left(supervision.ended_on)
            else message("Added %(name)s", name=name)
        )
    return recording.revision_id


def save(supervision_id: int, given: Values, actor: Actor, form_key: str | None) -> int | None:
    """Save a supervision's form; return the revision's id, or None if nothing differs."""
    with history_recording.recording(actor, Action.SAVE, "Edited", form_key=form_key) as recording:
        supervision = _watched(supervision_id, recording)
        had_left = people.has_left(supervision.ended_on)
        _fill(supervision, given, recording)
        recording.title = _edit_title(supervision, had_left)
    return recording.revision_id


def move_to_alumni(supervision_id: int, actor: Actor, form_key: str | None) -> int | None:
    """Set today as a supervision's last day; return the revision's id.

    Return None if the person has left already or has not started yet.
    """
    with history_recording.recording(actor, Action.SAVE, "Moved", form_key=form_key) as recording:
        recording.watch(Noun.SUPERVISION, supervision_id)
        supervision = db.session.get_one(Supervision, supervision_id)
        is_current = not people.has_left(supervision.ended_on)
        if is_current and people.has_started(supervision.started_on):
            supervision.ended_on = people.today()
        recording.title = message("Moved %(name)s to Alumni", name=_display_name(supervision))
    return recording.revision_id


def delete(supervision_id: int, actor: Actor, form_key: str | None = None) -> int | None:
    """Delete a supervision, and its student if nothing else refers to them."""
    with history_recording.recording(
        actor, Action.DELETE, "Deleted", form_key=form_key
    ) as recording:
        supervision = _watched(supervision_id, recording)
        recording.title = message("Deleted %(name)s", name=_display_name(supervision))
        student = supervision.student
        db.session.delete(supervision)
        delete_unused(student)
    return recording.revision_id


def _watched(supervision_id: int, recording: Recording) -> Supervision:
    for noun, id_ in records(supervision_id):
        recording.watch(noun, id_)
    return db.session.get_one(Supervision, supervision_id)


def _display_name(supervision: Supervision) -> str:
    if supervision.student:
        return supervision.student.name
    if supervision.level:
        return message("an unnamed person (%(level)s)", level=supervision.level)
    return message("an unnamed person")


def _edit_title(supervision: Supervision, had_left: bool) -> str:
    name, has_left = _display_name(supervision), people.has_left(supervision.ended_on)
    if had_left == has_left:
        return message("Edited %(name)s", name=name)
    if has_left:
        return message("Moved %(name)s to Alumni", name=name)
    return message("Moved %(name)s out of Alumni", name=name)


def _fill(supervision: Supervision, given: Values, recording: Recording) -> None:
    for field in TEXTS:
        setattr(supervision, field, given[field] or None)
    for field in DATES:
        setattr(supervision, field, date.fromisoformat(given[field]) if given[field] else None)
    write_student(supervision, given, recording)
    write_supervisors(supervision, given["supervisors"])
    db.session.flush()
    texts.write_texts(tables.SUPERVISION, supervision.id, given)


def write_student(supervision: Supervision, given: dict[str, Any], recording: Recording) -> None:
    """Save the student of a supervision, or remove it if the name is not published."""
    student = supervision.student
    if given["is_unnamed"]:
        supervision.student = None
        delete_unused(student)
        return
    student = supervision.student = student or _new(given["name"], recording)
    if given["name"] != student.name:
        student.name = given["name"]
        student.given_name, student.family_name = names.parse(given["name"])
    student.url = given["url"] or None


def delete_unused(student: Person | None) -> None:
    """Delete a watched person, unless something else refers to them."""
    db.session.flush()
    if student and not dependencies.is_referenced(Noun.PERSON, student.id):
        db.session.delete(student)


def new_person(printed: str, parts: names.Name, taken: set[str]) -> Person:
    """Return a new person with a slug made from the printed name."""
    name = printed if "," not in printed else " ".join(filter(None, parts))
    slug = slugs.make_slug(name, taken, "person")
    taken.add(slug)
    made = Person(slug=slug, name=name, family_name=parts.family, given_name=parts.given)
    db.session.add(made)
    return made


def _new(name: str, recording: Recording) -> Person:
    taken = set(db.session.scalars(select(Person.slug)))
    student = new_person(name, names.parse(name), taken)
    db.session.flush()
    recording.made(Noun.PERSON, student.id)
    return student


Row = dict[str, Any]
# A known person's id or else a name, and the role.
Supervisor = tuple[int | None, str | None, SupervisorRole]


def supervisor_rows(supervision: Supervision) -> list[Row]:
    """Return the form's rows of name and role, in order."""
    return [
        {"name": _name(supervisor), "role": supervisor.role.value}
        for supervisor in supervision.supervisors
    ]


def known_names() -> list[str]:
    """Return the names of all people and supervisors on the site."""
    supervisor_names = select(SupervisionSupervisor.name).where(
        SupervisionSupervisor.name.is_not(None)
    )
    found = {*db.session.scalars(select(Person.name)), *db.session.scalars(supervisor_names)}
    return sorted_texts(name for name in found if name)


def write_supervisors(supervision: Supervision, rows: list[Row]) -> None:
    """Save the supervisors of a supervision, linking names that the site knows."""
    present = [(s.person_id, s.name, s.role) for s in supervision.supervisors]
    ids = _ids(row["name"] for row in rows) | {
        _name(supervisor): supervisor.person_id for supervisor in supervision.supervisors
    }
    wanted = [_supervisor(row, ids) for row in rows]
    if wanted == present:
        return
    # Positions are unique, so the old rows are deleted first.
    supervision.supervisors = []
    db.session.flush()
    supervision.supervisors = [
        SupervisionSupervisor(position=position, person_id=person_id, name=name, role=role)
        for position, (person_id, name, role) in enumerate(wanted)
    ]


def _name(supervisor: SupervisionSupervisor) -> str:
    if supervisor.person_id is None:
        return supervisor.name or ""
    return db.session.get_one(Person, supervisor.person_id).name


def _supervisor(row: Row, ids: dict[str, int | None]) -> Supervisor:
    person_id = ids.get(row["name"])
    return person_id, None if person_id else row["name"], SupervisorRole(row["role"])


def _ids(wanted: Iterable[str]) -> dict[str, int | None]:
    """Return the ids of known people by name; the owner is found under any name variant."""
    given = set(wanted)
    query = select(Person.name, Person.id).where(Person.name.in_(given))
    known: dict[str, int | None] = dict(db.session.execute(query.order_by(Person.id.desc())).all())
    if owner := catalog_owner.owner():
        known |= {name: owner.id for name in given if names.fold(name) in owner.variants}
    return known
