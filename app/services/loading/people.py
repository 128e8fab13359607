"""Load the students and collaborators of a profile document."""

from calendar import monthrange
from datetime import date
from typing import Any

from sqlalchemy import select

from app.bibliography import urls
from app.bibliography.document.reader import SupervisionPart
from app.bibliography.names import names
from app.database import db
from app.models import Person, Supervision, SupervisionSupervisor, SupervisorRole
from app.models.translation import SUPERVISION_FIELDS, SupervisionTranslation
from app.services.editing import people
from app.services.loading.languages import Languages, MissingTexts

FIELDS = ("level", "institution", "started_on", "ended_on", "project", "next_position")


def load_people(parts: tuple[SupervisionPart, ...], owner_id: int, languages: Languages) -> None:
    """Add people that the site lacks, and complete the others without overwriting anything."""
    translations = MissingTexts(SupervisionTranslation)
    present = list(db.session.scalars(select(Supervision)))
    taken = set(db.session.scalars(select(Person.slug)))
    for described in parts:
        facts = _facts(described, languages)
        found = next((s for s in present if _agrees(s, described, facts)), None)
        if found:
            present.remove(found)
        else:
            found = Supervision(student=_student(described, taken), supervisors=[])
            db.session.add(found)
        _fill(found, described, facts, owner_id)
        for field in SUPERVISION_FIELDS:
            translations.add(found, field, languages.others(getattr(described, field)))
    translations.write()


def _facts(described: SupervisionPart, languages: Languages) -> dict[str, Any]:
    dates = {
        "started_on": _date(described.started_on, last=False),
        "ended_on": _date(described.ended_on, last=True),
    }
    texts = {field: languages.text(getattr(described, field)) for field in SUPERVISION_FIELDS}
    return {field: (dates | texts)[field] for field in FIELDS}


def _agrees(supervision: Supervision, described: SupervisionPart, facts: dict[str, Any]) -> bool:
    """Return whether this is the same person, and no fact contradicts the site.

    If the name is not published, level, institution and start must be equal.
    """
    student = supervision.student
    if (student is None) != (described.name is None):
        return False
    if student is None or described.name is None:
        return all(getattr(supervision, field) == facts[field] for field in FIELDS[:3])
    if names.fold(" ".join(names.parse(described.name))) != names.fold(_full_name(student)):
        return False
    return all(getattr(supervision, f) in {None, facts[f]} or facts[f] is None for f in FIELDS[:3])


def _full_name(student: Person) -> str:
    return f"{student.given_name} {student.family_name}"


def _student(described: SupervisionPart, taken: set[str]) -> Person | None:
    if not described.name:
        return None
    return people.new_person(described.name, names.parse(described.name), taken)


def _fill(
    supervision: Supervision, described: SupervisionPart, facts: dict[str, Any], owner_id: int
) -> None:
    for field, value in facts.items():
        if value is not None and getattr(supervision, field) is None:
            setattr(supervision, field, value)
    if supervision.student and described.url and not supervision.student.url:
        supervision.student.url = urls.encoded(described.url)
    if described.supervisors and not supervision.supervisors:
        rows = [{"name": one.name, "role": one.role} for one in described.supervisors]
        people.write_supervisors(supervision, rows)
    elif described.role and not supervision.supervisors:
        role = SupervisorRole(described.role)
        supervision.supervisors = [SupervisionSupervisor(position=0, person_id=owner_id, role=role)]


def _date(text: str | None, *, last: bool) -> date | None:
    """Return a date; a missing day or month becomes the last one if `last`, else the first."""
    if not text:
        return None
    year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
    month = month or (12 if last else 1)
    longest = monthrange(year, month)[1]
    return date(year, month, min(day or (longest if last else 1), longest))
