"""The cards of students and collaborators."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Executable, func, select, true
from sqlalchemy.orm import aliased

from app.database import db
from app.models import Person, Supervision, SupervisionSupervisor
from app.services.catalog import owner


@dataclass
class PersonCard:
    """A heading and the lines below it; `id` is the supervision's."""

    id: int
    heading: str
    url: str | None
    lines: list[str]
    is_alumnus: bool
    can_move_to_alumni: bool


@dataclass
class People:
    current: list[PersonCard] = field(default_factory=list)
    alumni: list[PersonCard] = field(default_factory=list)


def people_cards() -> People:
    """Return current students and collaborators, and alumni, the latest to leave first."""
    people = People()
    for supervisee in _read(true()):
        (people.alumni if supervisee.is_alumnus else people.current).append(supervisee)
    return people


def person_card(supervision_id: int) -> PersonCard | None:
    """Return the card of one supervision, or None."""
    return next(iter(_read(Supervision.id == supervision_id)), None)


def today() -> date:
    """Return today's date in UTC."""
    return datetime.now(UTC).date()


def has_started(started_on: date | None) -> bool:
    """Return whether a supervision with this first day, or with none, has started."""
    return started_on is None or started_on <= today()


def has_left(ended_on: date | None) -> bool:
    """Return whether a person with this last day is an alumnus, from that day on."""
    return ended_on is not None and ended_on <= today()


def _read(condition: ColumnElement[bool]) -> list[PersonCard]:
    rows = db.session.execute(_supervisions(condition))
    supervisions = groupby(rows, key=attrgetter("Supervision"))
    return [_supervisee(supervision, list(of_one)) for supervision, of_one in supervisions]


def _supervisions(condition: ColumnElement[bool]) -> Executable:
    """Select a row per supervisor, and one for a supervision without any."""
    supervisor, of = aliased(Person), SupervisionSupervisor
    return (
        select(
            Supervision,
            Person.name,
            Person.url,
            of.role,
            func.coalesce(of.name, supervisor.name).label("supervisor"),
            owner.is_owner(of.person_id).label("is_owner"),
        )
        .outerjoin(Person, Person.id == Supervision.student_id)
        .outerjoin(of, of.supervision_id == Supervision.id)
        .outerjoin(supervisor, supervisor.id == of.person_id)
        .where(condition)
        .order_by(Supervision.ended_on.desc().nulls_last(), Supervision.id, of.position)
    )


def _supervisee(supervision: Supervision, rows: Sequence[Any]) -> PersonCard:
    name, ended = rows[0].name, has_left(supervision.ended_on)
    can_end = not ended and has_started(supervision.started_on)
    supervised = _supervised(rows)
    facts = [
        supervision.level or ("Student" if supervised and not name else None),
        supervision.institution,
        supervised,
        supervision.project,
        _years(supervision, ended),
        f"Now {supervision.next_position}" if supervision.next_position else None,
    ]
    lines = [fact for fact in facts if fact]
    if name:
        return PersonCard(supervision.id, name, rows[0].url, lines, ended, can_end)
    heading = lines.pop(0) if lines else "Student"
    lines.append("Name not published")
    return PersonCard(supervision.id, heading, None, lines, ended, can_end)


def _supervised(rows: Sequence[Any]) -> str | None:
    """Return the owner's role, and the other supervisors."""
    own = next((row.role.label for row in rows if row.is_owner), None)
    *others, last = [r.supervisor for r in rows if r.supervisor and not r.is_owner] or [None]
    if last is None:
        return own
    words = f"{', '.join(others)} and {last}" if others else last
    return f"{own}, with {words}" if own else f"Supervised by {words}"


def _years(supervision: Supervision, ended: bool) -> str | None:
    start, end = supervision.started_on, supervision.ended_on
    if start and end:
        return f"{start.year}–{end.year}" if start.year != end.year else str(start.year)
    if ended and end:
        return f"Until {end.year}"
    return f"Since {start.year}" if start else None
