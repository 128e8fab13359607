"""Works as flat JSON, read in bulk: a few statements however many works."""

from collections import defaultdict
from typing import Any

from sqlalchemy import select

from app.database import db
from app.models import Authorship, Publication, PublicationLink, Work, WorkSlug, work_topic
from app.models.publication import FIELDS
from app.services.history.version_rows import AUTHOR, LINK

WORK = ("slug", "state", "featured_position", "is_arranged", "created_at")
# What visitors read is made anew from these when a snapshot comes back.
PUBLICATION = tuple(
    column.key for column in Publication.__table__.columns if column.key in (*FIELDS, "venue_id")
)
# SQLite takes 32,766 values in one statement (PostgreSQL 65,535).
AT_ONCE = 10_000


def take(ids: list[int], *, whole: bool) -> dict[int, dict[str, Any]]:
    """Return snapshots of works; not `whole`: the work's own fields, topics and former slugs."""
    found: dict[int, dict[str, Any]] = {}
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        states = _works(some)
        if whole:
            _add_publications(states, some)
        found.update(states)
    return found


def _works(ids: list[int]) -> dict[int, dict[str, Any]]:
    columns = [getattr(Work, field) for field in WORK]
    states: dict[int, dict[str, Any]] = {}
    for row in db.session.execute(select(Work.id, *columns).where(Work.id.in_(ids))):
        state = dict(zip(WORK, row[1:], strict=True))
        state["created_at"] = state["created_at"].isoformat()
        states[row[0]] = {**state, "topics": [], "former": []}
    topics = select(work_topic.c.work_id, work_topic.c.topic_id)
    topics = topics.where(work_topic.c.work_id.in_(ids)).order_by(work_topic.c.topic_id)
    for work_id, topic_id in db.session.execute(topics):
        states[work_id]["topics"].append(topic_id)
    slugs = select(WorkSlug.work_id, WorkSlug.slug).where(WorkSlug.work_id.in_(ids))
    for work_id, slug in db.session.execute(slugs.order_by(WorkSlug.slug)):
        states[work_id]["former"].append(slug)
    return states


def _add_publications(states: dict[int, dict[str, Any]], ids: list[int]) -> None:
    for state in states.values():
        state["publications"] = []
    columns = [getattr(Publication, field) for field in PUBLICATION]
    within = Publication.work_id.in_(ids)
    authors, links = _authors(within), _links(within)
    query = select(Publication.work_id, Publication.id, *columns).where(within)
    for work_id, id_, *values in db.session.execute(query.order_by(Publication.position)):
        state = states[work_id]
        state["publications"].append(id_)
        for field, value in zip(PUBLICATION, values, strict=True):
            state[f"{id_}.{field}"] = value
        state[f"{id_}.authors"] = authors[id_]
        state[f"{id_}.links"] = links[id_]


def _authors(within: Any) -> dict[int, list[list[Any]]]:
    """Return the values of authors in order, by publication."""
    of = Authorship
    query = (
        select(of.publication_id, *(getattr(of, field) for field in AUTHOR))
        .join(Publication, Publication.id == of.publication_id)
        .where(within)
        .order_by(of.publication_id, of.position)
    )
    return _grouped(query)


def _links(within: Any) -> dict[int, list[list[Any]]]:
    of = PublicationLink
    query = (
        select(of.publication_id, *(getattr(of, field) for field in LINK))
        .join(Publication, Publication.id == of.publication_id)
        .where(within)
        .order_by(of.publication_id, of.position)
    )
    return _grouped(query)


def _grouped(query: Any) -> dict[int, list[list[Any]]]:
    grouped: dict[int, list[list[Any]]] = defaultdict(list)
    for publication_id, *values in db.session.execute(query):
        grouped[publication_id].append(values)
    return grouped
