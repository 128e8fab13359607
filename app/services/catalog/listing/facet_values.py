"""The ids of each work's group, topics and co-authors in one row, and co-authors' works."""

from collections import defaultdict
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, func, select, update

from app.database import bulk, db
from app.models import Coauthor, Work, WorkFacets, work_coauthor, work_topic
from app.services.catalog.listing.groups import IDS, Query
from app.services.catalog.search import DRAFTS

GROUPS: Query = select(Work.id, Work.facet_group_id).where(Work.id.in_(IDS))
TOPICS: Query = (
    select(work_topic.c.work_id, work_topic.c.topic_id)
    .where(work_topic.c.work_id.in_(IDS))
    .order_by(work_topic.c.topic_id)
)
COAUTHORS: Query = (
    select(work_coauthor.c.work_id, work_coauthor.c.coauthor_id)
    .where(work_coauthor.c.work_id.in_(IDS))
    .order_by(work_coauthor.c.coauthor_id)
)
STORED: Query = select(
    WorkFacets.work_id, WorkFacets.group_id, WorkFacets.topics, WorkFacets.coauthors
).where(WorkFacets.work_id.in_(IDS))
# Drafts are few: to look up the state of every other work would take far longer.
IS_PUBLISHED = work_coauthor.c.work_id.not_in(DRAFTS)
PUBLISHED = (
    select(func.count())
    .select_from(work_coauthor)
    .where(work_coauthor.c.coauthor_id == Coauthor.id, IS_PUBLISHED)
    .scalar_subquery()
)
COUNT = (
    update(Coauthor)
    .where(Coauthor.id.in_(bindparam("touched", expanding=True)))
    .values(works=PUBLISHED)
    .execution_options(synchronize_session=False)
)


class FacetValues(NamedTuple):
    group_id: int
    topics: str | None
    coauthors: str | None


def refresh(ids: list[int]) -> None:
    """Store the values of works, and count the works of their former and present co-authors."""
    stored, wanted = _stored_values(ids), _wanted_values(ids)
    changed = {id_ for id_ in ids if stored.get(id_) != wanted.get(id_)}
    if former := sorted(changed & stored.keys()):
        db.session.execute(delete(WorkFacets).where(WorkFacets.work_id.in_(former)))
    rows = [(id_, *wanted[id_]) for id_ in sorted(changed & wanted.keys())]
    bulk.insert_values(WorkFacets.metadata.tables[WorkFacets.__tablename__], rows)
    # All of them, since a work may have been published or hidden.
    texts = {values.coauthors for values in (*stored.values(), *wanted.values())}
    touched = sorted({int(id_) for text in texts if text for id_ in text.split(",")})
    for some in bulk.batches(touched):
        db.session.execute(COUNT, {"touched": some})


def outdated(ids: list[int]) -> set[int]:
    """Return those of these works whose values are not stored as they are now."""
    stored, wanted = _stored_values(ids), _wanted_values(ids)
    return {id_ for id_ in ids if stored.get(id_) != wanted.get(id_)}


def clear() -> None:
    """Delete the values of all works."""
    db.session.execute(delete(WorkFacets))


def _stored_values(ids: list[int]) -> dict[int, FacetValues]:
    return {id_: FacetValues(*values) for id_, *values in _rows(STORED, ids)}


def _wanted_values(ids: list[int]) -> dict[int, FacetValues]:
    topics, coauthors = _texts(TOPICS, ids), _texts(COAUTHORS, ids)
    return {
        id_: FacetValues(group_id, topics.get(id_), coauthors.get(id_))
        for id_, group_id in _rows(GROUPS, ids)
        if group_id is not None
    }


def _texts(query: Query, ids: list[int]) -> dict[int, str]:
    found: dict[int, list[str]] = defaultdict(list)
    for work_id, id_ in _rows(query, ids):
        found[work_id].append(str(id_))
    return {work_id: ",".join(values) for work_id, values in found.items()}


def _rows(query: Query, ids: list[int]) -> Any:
    return db.session.connection().execute(query, {"ids": ids})
