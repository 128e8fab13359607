"""Who supervises somebody: shown by name, and recognised by it."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from app.bibliography.names import names
from app.database import db
from app.models import Person, Supervision, SupervisionSupervisor, SupervisorRole
from app.services.catalog import owner as catalog_owner

Row = dict[str, Any]
# A known person's id, or else a name; and how.
Supervisor = tuple[int | None, str | None, SupervisorRole]


def shown(supervision: Supervision) -> list[Row]:
    """Return the rows of the form: name and role, in order."""
    return [
        {"name": _name(supervisor), "role": supervisor.role.value}
        for supervisor in supervision.supervisors
    ]


def known_names() -> list[str]:
    """Return the names of all whom the site knows, or has heard of as supervisors."""
    heard_of = select(SupervisionSupervisor.name).where(SupervisionSupervisor.name.is_not(None))
    found = {*db.session.scalars(select(Person.name)), *db.session.scalars(heard_of)}
    return sorted(name for name in found if name)


def write(supervision: Supervision, rows: list[Row]) -> None:
    """Give a supervision these supervisors; whom the site knows by name is linked."""
    present = [(s.person_id, s.name, s.role) for s in supervision.supervisors]
    ids = _ids(row["name"] for row in rows) | {
        _name(supervisor): supervisor.person_id for supervisor in supervision.supervisors
    }
    wanted = [_supervisor(row, ids) for row in rows]
    if wanted == present:
        return
    # Positions are unique: the old order goes before the new one comes.
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
    """Return the ids of known people by name: the owner under any of hers, others as written."""
    given = set(wanted)
    query = select(Person.name, Person.id).where(Person.name.in_(given))
    known: dict[str, int | None] = dict(db.session.execute(query.order_by(Person.id.desc())).all())
    if owner := catalog_owner.owner():
        known |= {name: owner.id for name in given if names.fold(name) in owner.variants}
    return known
