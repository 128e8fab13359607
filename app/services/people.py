"""Students and collaborators as visitors read them."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from sqlalchemy import Row, Select, select

from app.database import db
from app.models import Person, Profile, Supervision, SupervisionSupervisor, SupervisorRole


@dataclass
class Supervisee:
    """One card: a heading, and the lines below it."""

    heading: str
    url: str | None
    lines: list[str]
    is_alumnus: bool


@dataclass
class People:
    current: list[Supervisee] = field(default_factory=list)
    alumni: list[Supervisee] = field(default_factory=list)


def listed() -> People:
    """Return current students and collaborators, and alumni, the latest to leave first."""
    today = datetime.now(UTC).date()
    people = People()
    for row in db.session.execute(_supervisions()):
        supervisee = _supervisee(row, today)
        (people.alumni if supervisee.is_alumnus else people.current).append(supervisee)
    return people


def _supervisions() -> Select[Supervision, Person, SupervisorRole]:
    return (
        select(Supervision, Person, SupervisionSupervisor.role)
        .outerjoin(Person, Person.id == Supervision.student_id)
        .outerjoin(Profile, Profile.id == 1)
        .outerjoin(
            SupervisionSupervisor,
            (SupervisionSupervisor.supervision_id == Supervision.id)
            & (SupervisionSupervisor.person_id == Profile.person_id),
        )
        .order_by(Supervision.ended_on.desc(), Supervision.id)
    )


def _supervisee(
    row: Row[Supervision, Person | None, SupervisorRole | None], today: date
) -> Supervisee:
    supervision, person, role = row
    ended = supervision.ended_on is not None and supervision.ended_on <= today
    facts = [
        supervision.level or (None if person or not role else "Student"),
        supervision.institution,
        role.label if role else None,
        supervision.project,
        _years(supervision, ended),
        f"Now {supervision.next_position}" if supervision.next_position else None,
    ]
    lines = [fact for fact in facts if fact]
    if person:
        return Supervisee(person.name, person.url, lines, ended)
    heading = lines.pop(0) if lines else "Student"
    return Supervisee(heading, None, [*lines, "Name not published"], ended)


def _years(supervision: Supervision, ended: bool) -> str | None:
    start, end = supervision.started_on, supervision.ended_on
    if start and end:
        return f"{start.year}–{end.year}" if start.year != end.year else str(start.year)
    if ended and end:
        return f"Until {end.year}"
    return f"Since {start.year}" if start else None
