"""The cards of students and collaborators."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import aliased

from app.database import db
from app.models import Person, Supervision, SupervisionSupervisor
from app.services.catalog import owner
from app.services.catalog.translations import tables
from app.services.catalog.translations.shown import translations
from app.translations.shown import inserted
from app.translations.text import gettext as _
from app.translations.text import join_words, translated

Supervisor = aliased(Person)
# A row per supervisor, and one for a supervision without any. Built once, as that takes longer
# than to run it.
SUPERVISIONS: Select[*tuple[Any, ...]] = (
    select(
        Supervision.id,
        Supervision.student_id,
        Supervision.level,
        Supervision.institution,
        Supervision.started_on,
        Supervision.ended_on,
        Supervision.project,
        Supervision.next_position,
        Person.name,
        Person.url,
        SupervisionSupervisor.role,
        func.coalesce(SupervisionSupervisor.name, Supervisor.name).label("supervisor"),
        owner.is_owner(SupervisionSupervisor.person_id).label("is_owner"),
    )
    .outerjoin(Person, Person.id == Supervision.student_id)
    .outerjoin(SupervisionSupervisor, SupervisionSupervisor.supervision_id == Supervision.id)
    .outerjoin(Supervisor, Supervisor.id == SupervisionSupervisor.person_id)
    .order_by(
        Supervision.ended_on.desc().nulls_last(), Supervision.id, SupervisionSupervisor.position
    )
)


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
    for supervisee in _read(SUPERVISIONS):
        (people.alumni if supervisee.is_alumnus else people.current).append(supervisee)
    return people


def person_card(supervision_id: int) -> PersonCard | None:
    """Return the card of one supervision, or None."""
    return next(iter(_read(SUPERVISIONS.where(Supervision.id == supervision_id))), None)


def supervisions_of(person_id: int) -> list[PersonCard]:
    """Return the cards of a person's own supervisions, as a student or collaborator."""
    return _read(SUPERVISIONS.where(Supervision.student_id == person_id))


def today() -> date:
    """Return today's date in UTC."""
    return datetime.now(UTC).date()


def has_started(started_on: date | None) -> bool:
    """Return whether a supervision with this first day, or with none, has started."""
    return started_on is None or started_on <= today()


def has_left(ended_on: date | None) -> bool:
    """Return whether a person with this last day is an alumnus, from that day on."""
    return ended_on is not None and ended_on <= today()


def _read(supervisions: Select[*tuple[Any, ...]]) -> list[PersonCard]:
    rows = db.session.execute(supervisions)
    return [_supervisee(list(of_one)) for _, of_one in groupby(rows, key=attrgetter("id"))]


def _supervisee(rows: Sequence[Row[*tuple[Any, ...]]]) -> PersonCard:
    supervision, texts = rows[0], shown_texts(rows[0])
    ended = has_left(supervision.ended_on)
    can_end = not ended and has_started(supervision.started_on)
    supervised = _supervised(rows)
    facts = [
        texts["level"] or (_("Student") if supervised and not supervision.name else None),
        texts["institution"],
        supervised,
        texts["project"],
        _years(supervision.started_on, supervision.ended_on, ended),
        inserted(_("Now %(position)s"), position=texts["next_position"])
        if texts["next_position"]
        else None,
    ]
    lines = [fact for fact in facts if fact]
    if supervision.name:
        return PersonCard(supervision.id, supervision.name, supervision.url, lines, ended, can_end)
    heading = lines.pop(0) if lines else _("Student")
    lines.append(_("Name not published"))
    return PersonCard(supervision.id, heading, None, lines, ended, can_end)


def shown_texts(supervision: Row[*tuple[Any, ...]]) -> dict[str, str]:
    """Return the texts of a supervision in the reader's language."""
    table, shown = tables.SUPERVISION, translations()
    return {
        name: shown.text(table, supervision.id, name, getattr(supervision, name))
        for name in table.fields
    }


def _supervised(rows: Sequence[Any]) -> str | None:
    """Return the owner's role, and the other supervisors."""
    own = next((translated(row.role.label) for row in rows if row.is_owner), None)
    others = [row.supervisor for row in rows if row.supervisor and not row.is_owner]
    if not others:
        return own
    names = join_words(others)
    if own:
        return _("%(role)s, with %(names)s", role=own, names=names)
    return _("Supervised by %(names)s", names=names)


def _years(start: date | None, end: date | None, ended: bool) -> str | None:
    if start and end:
        return f"{start.year}–{end.year}" if start.year != end.year else str(start.year)
    if ended and end:
        return _("Until %(year)s", year=end.year)
    return _("Since %(year)s", year=start.year) if start else None
