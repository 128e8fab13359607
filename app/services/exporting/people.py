"""Students and collaborators as a profile document has them."""

from collections import defaultdict
from typing import Any

from msgspec import structs
from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.bibliography.document.reader import SupervisionPart, Supervisor
from app.database import db
from app.models import Person, Supervision, SupervisionSupervisor
from app.models.translation import SUPERVISION_FIELDS, SupervisionTranslation
from app.services.catalog.owner import Owner
from app.services.exporting.translated import DocumentTexts, translations


def supervision_parts(owner: Owner, texts: DocumentTexts) -> tuple[SupervisionPart, ...]:
    """Return students and collaborators with their supervisors."""
    supervisors, others = _supervisors(), translations(SupervisionTranslation)
    rows = db.session.execute(
        select(Supervision, Person.name, Person.url)
        .outerjoin(Person, Person.id == Supervision.student_id)
        .order_by(Supervision.id)
    )
    return tuple(
        structs.replace(
            _supervisee(*row, supervisors[row[0].id], owner),
            **{
                field: texts.given(getattr(row[0], field), others[row[0].id, field])
                for field in SUPERVISION_FIELDS
            },
        )
        for row in rows
    )


def _supervisors() -> dict[int, list[Any]]:
    known, of = aliased(Person), SupervisionSupervisor
    found: dict[int, list[Any]] = defaultdict(list)
    for row in db.session.execute(
        select(of.supervision_id, of.person_id, of.name, known.name.label("known"), of.role)
        .outerjoin(known, known.id == of.person_id)
        .order_by(of.supervision_id, of.position)
    ):
        found[row.supervision_id].append(row)
    return found


def _supervisee(
    one: Supervision, name: str | None, url: str | None, supervisors: list[Any], owner: Owner
) -> SupervisionPart:
    is_owner_alone = [row.person_id for row in supervisors] == [owner.id]
    listed = () if is_owner_alone else supervisors
    return SupervisionPart(
        name=name,
        url=url,
        role=supervisors[0].role.value if is_owner_alone else None,
        supervisors=tuple(Supervisor(row.known or row.name, row.role.value) for row in listed),
        started_on=one.started_on.isoformat() if one.started_on else None,
        ended_on=one.ended_on.isoformat() if one.ended_on else None,
    )
