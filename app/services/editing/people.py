"""Students and collaborators as their form shows them, and written from it."""

from datetime import date
from typing import Any

from sqlalchemy import select

from app.database import db
from app.models import Action, Noun, RevisionItem, Supervision, SupervisorRole
from app.services.catalog import people, profile
from app.services.editing import students, supervisors
from app.services.editors import Editor
from app.services.history import recording
from app.services.history.recording import Recording
from app.services.history.snapshots import Record

Values = dict[str, Any]
TEXTS = ("level", "institution", "project", "next_position")
DATES = ("started_on", "ended_on")


def records(supervision_id: int) -> list[Record]:
    """Return the records behind one card: the supervision, and its student."""
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
        "supervisors": supervisors.shown(supervision),
    }


def new_values() -> Values:
    """Return the values of a form that is still empty: the owner supervises."""
    owner = profile.owner_name()
    return {
        **dict.fromkeys(("name", "url", *TEXTS, *DATES), ""),
        "is_unnamed": False,
        "supervisors": [{"name": owner, "role": SupervisorRole.PRINCIPAL.value}] if owner else [],
    }


def made_by(revision_id: int | None) -> int | None:
    """Return the id of the supervision that a revision added, None if it is gone again."""
    item = RevisionItem
    query = select(Supervision.id).join(item, item.record_id == Supervision.id)
    return db.session.scalar(
        query.where(item.revision_id == revision_id, item.noun == Noun.SUPERVISION)
    )


def add(given: Values, editor: Editor, form_key: str | None) -> int | None:
    """Add a student or collaborator; return the revision's id."""
    with recording.recording(editor, Action.ADD, "Added", form_key=form_key) as record:
        supervision = Supervision(supervisors=[])
        db.session.add(supervision)
        _fill(supervision, given, record)
        record.made(Noun.SUPERVISION, supervision.id)
        where = " to the alumni" if people.has_left(supervision.ended_on) else ""
        record.title = f"Added {_called(supervision)}{where}"
    return record.revision.id if record.revision else None


def save(supervision_id: int, given: Values, editor: Editor, form_key: str | None) -> int | None:
    """Write one's form; return the revision's id, None where nothing differs."""
    with recording.recording(editor, Action.SAVE, "Edited", form_key=form_key) as record:
        supervision = _watched(supervision_id, record)
        had_left = people.has_left(supervision.ended_on)
        _fill(supervision, given, record)
        record.title = f"Edited {_called(supervision)}{_moved(had_left, supervision)}"
    return record.revision.id if record.revision else None


def delete(supervision_id: int, editor: Editor, form_key: str | None = None) -> int | None:
    """Delete a supervision, and its student where nothing else names her."""
    with recording.recording(editor, Action.DELETE, "Deleted", form_key=form_key) as record:
        supervision = _watched(supervision_id, record)
        record.title = f"Deleted {_called(supervision)}"
        student = supervision.student
        db.session.delete(supervision)
        students.drop(student)
    return record.revision.id if record.revision else None


def _watched(supervision_id: int, record: Recording) -> Supervision:
    for noun, id_ in records(supervision_id):
        record.watch(noun, id_)
    return db.session.get_one(Supervision, supervision_id)


def _called(supervision: Supervision) -> str:
    if supervision.student:
        return supervision.student.name
    return f"an unnamed person ({supervision.level})" if supervision.level else "an unnamed person"


def _moved(had_left: bool, supervision: Supervision) -> str:
    has_left = people.has_left(supervision.ended_on)
    if had_left == has_left:
        return ""
    return ", who is now among the alumni" if has_left else ", who is no longer among the alumni"


def _fill(supervision: Supervision, given: Values, record: Recording) -> None:
    for field in TEXTS:
        setattr(supervision, field, given[field] or None)
    for field in DATES:
        setattr(supervision, field, date.fromisoformat(given[field]) if given[field] else None)
    students.write(supervision, given, record)
    supervisors.write(supervision, given["supervisors"])
    db.session.flush()
