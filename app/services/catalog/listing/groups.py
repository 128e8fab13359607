"""The group that a work is filtered by: its year, type and status, and the kinds of its links."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Select, bindparam, delete, literal, select, update

from app.bibliography.record import LinkKind, PublicationType, Status
from app.database import db
from app.database.bulk import insert
from app.models import FacetGroup, Publication, PublicationFile, PublicationLink, Work
from app.models.listing import link_bit
from app.models.work import listed_year

Query = Select[*tuple[Any, ...]]
IDS: BindParameter[int] = bindparam("ids", expanding=True)
# Built once: to build them takes longer than to run them for one work.
VERSIONS: Query = (
    select(
        Work.id,
        Work.listed_on,
        Publication.type,
        Publication.status,
        Publication.arxiv_id,
    )
    .join(Publication, Publication.work_id == Work.id)
    .where(Work.id.in_(IDS))
    .order_by(Work.id, Publication.position)
)
TYPED: Query = (
    select(Publication.work_id, PublicationLink.kind)
    .join(PublicationLink, PublicationLink.publication_id == Publication.id)
    .where(Publication.work_id.in_(IDS))
)
FILES: Query = (
    select(Publication.work_id, literal(LinkKind.PDF, PublicationLink.kind.type))
    .join(PublicationFile, PublicationFile.publication_id == Publication.id)
    .where(Publication.work_id.in_(IDS))
)
LINKS = TYPED.union(FILES)
FIELDS = FacetGroup.year, FacetGroup.type, FacetGroup.status, FacetGroup.links
GROUPS: Query = select(FacetGroup.id, *FIELDS).where(
    FacetGroup.year.in_(bindparam("years", expanding=True))
)
STORED: Query = (
    select(Work.id, Work.facet_group_id, *FIELDS)
    .outerjoin(FacetGroup, FacetGroup.id == Work.facet_group_id)
    .where(Work.id.in_(IDS))
)
WORK: Any = Work.__table__
# What is derived is no change of the work itself.
MOVE = (
    update(WORK)
    .where(WORK.c.id == bindparam("of"))
    .values(facet_group_id=bindparam("group"), updated_at=WORK.c.updated_at)
)


class GroupValues(NamedTuple):
    """The values that the works of a group have in common."""

    year: int
    type: PublicationType
    status: Status
    links: int


def refresh(ids: list[int]) -> None:
    """Put works into their groups; make those that are missing."""
    stored, wanted = _stored_groups(ids), _wanted_groups(ids)
    moved = {id_: group for id_, group in wanted.items() if stored[id_] != group}
    if moved:
        groups = _ids_of(set(moved.values()))
        rows = [{"of": id_, "group": groups[group]} for id_, group in moved.items()]
        db.session.connection().execute(MOVE, rows)


def outdated(ids: list[int]) -> set[int]:
    """Return those of these works that are in another group than their own."""
    stored = _stored_groups(ids)
    return {id_ for id_, group in _wanted_groups(ids).items() if stored[id_] != group}


def clear() -> None:
    """Delete all groups, so that none remains that has no work."""
    nowhere = update(WORK).values(facet_group_id=None, updated_at=WORK.c.updated_at)
    db.session.execute(nowhere)
    db.session.execute(delete(FacetGroup))


def _wanted_groups(ids: list[int]) -> dict[int, GroupValues]:
    values = {"ids": ids}
    links = dict.fromkeys(ids, 0)
    for work_id, kind in db.session.execute(LINKS, values):
        links[work_id] |= link_bit(kind)
    shown: dict[int, Any] = {}
    for row in db.session.execute(VERSIONS, values):
        shown.setdefault(row.id, row)
        # Every card with an arXiv number shows arXiv's PDF, or another one.
        links[row.id] |= link_bit(LinkKind.PDF) if row.arxiv_id else 0
    return {
        id_: GroupValues(listed_year(row.listed_on), row.type, row.status, links[id_])
        for id_, row in shown.items()
    }


def _stored_groups(ids: list[int]) -> dict[int, GroupValues | None]:
    found = db.session.execute(STORED, {"ids": ids})
    return {id_: GroupValues(*group) if known else None for id_, known, *group in found}


def _ids_of(wanted: set[GroupValues]) -> dict[GroupValues, int]:
    known = _known(wanted)
    if missing := wanted - known.keys():
        insert(FacetGroup, (group._asdict() for group in sorted(missing)))
        known = _known(wanted)
    return known


def _known(wanted: Iterable[GroupValues]) -> dict[GroupValues, int]:
    years = sorted({group.year for group in wanted})
    found = db.session.execute(GROUPS, {"years": years})
    return {GroupValues(*group): id_ for id_, *group in found}
