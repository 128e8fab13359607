"""Works brought back from snapshots: their address, topics and versions, rendered anew."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.database import db
from app.models import Authorship, Publication, Work, WorkSlug, now, work_topic
from app.services.catalog import stored_html, version_order
from app.services.history import collisions, restored_versions
from app.services.history.snapshots import State
from app.services.history.work_snapshots import WORK

Works = Mapping[int, State]


def clear(works: Works, present: Works) -> None:
    """Take away works that go, and what of the others is to be written anew."""
    anew = [id_ for id_, state in works.items() if state and _differs(state, present[id_])]
    _delete(Work.__table__, Work.id, [id_ for id_, state in works.items() if not state])
    staying = [id_ for id_, state in works.items() if state]
    _delete(WorkSlug.__table__, WorkSlug.work_id, staying)
    _delete(work_topic, work_topic.c.work_id, staying)
    _delete(Publication.__table__, Publication.work_id, anew)
    db.session.expunge_all()


def fill(works: Works, present: Works, owner_id: int | None) -> set[int]:
    """Write the works that stay or come back; return those of which the versions are new."""
    staying = {id_: state for id_, state in works.items() if state}
    old = [_row(id_, state) for id_, state in staying.items() if present[id_]]
    collisions.write(Work, old, version=Work.version + 1, updated_at=now())
    new = [_row(id_, state) for id_, state in staying.items() if not present[id_]]
    collisions.insert(Work, ({"id": row.pop("of"), **row} for row in new))
    of_work = list(staying.items())
    collisions.insert(
        work_topic, ({"work_id": w, "topic_id": t} for w, s in of_work for t in s["topics"])
    )
    collisions.insert(
        WorkSlug, ({"work_id": w, "slug": slug} for w, s in of_work for slug in s["former"])
    )
    anew = {work_id for work_id, state in of_work if _differs(state, present[work_id])}
    restored_versions.write({work_id: staying[work_id] for work_id in anew}, owner_id)
    return anew


def render_again(
    venues: list[int], people: list[int], done: set[int], owner_id: int | None
) -> None:
    """Render what shows these venues or people, but for works that are `done`."""
    by = select(Authorship.publication_id).where(Authorship.person_id.in_(people))
    which = or_(Publication.venue_id.in_(venues), Publication.id.in_(by))
    found = db.session.execute(select(Publication.id, Publication.work_id).where(which))
    load = selectinload(Publication.authorships), joinedload(Publication.venue)
    for some in collisions.batches([id_ for id_, work_id in found if work_id not in done]):
        query = select(Publication).where(Publication.id.in_(some)).options(*load)
        for publication in db.session.scalars(query):
            stored_html.render(publication, owner_id)
    db.session.flush()


def _versions(state: State) -> State:
    return {key: value for key, value in state.items() if key == "publications" or "." in key}


def _differs(state: State, present: State) -> bool:
    return _versions(state) != _versions(present)


def _row(work_id: int, state: State) -> State:
    first = f"{state['publications'][0]}."
    date = (state[f"{first}{part}"] for part in ("year", "month", "day"))
    return {
        "of": work_id,
        **{field: state[field] for field in WORK},
        "created_at": datetime.fromisoformat(state["created_at"]),
        "listed_on": version_order.listed_on(*date),
    }


def _delete(table: Any, column: Any, ids: list[int]) -> None:
    for some in collisions.batches(ids):
        db.session.execute(delete(table).where(column.in_(some)))
