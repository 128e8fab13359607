"""Restore the works of snapshots: their rows are written anew, with those of their versions."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.database import bulk, db
from app.models import (
    Authorship,
    Publication,
    PublicationFile,
    PublicationLink,
    Venue,
    Work,
    WorkSlug,
    now,
    work_topic,
)
from app.services.catalog import stored_html, version_order
from app.services.catalog.translations import tables, texts
from app.services.history.snapshot_queries import AUTHOR, FILE, LINK, PUBLICATION, WORK
from app.services.history.snapshots import State, numbered

Works = Mapping[int, State]


def clear_works(works: Works, present: Works) -> None:
    """Delete the works without a state, and the rows of the others that will be rewritten."""
    changed = [id_ for id_, state in works.items() if state and _differs(state, present[id_])]
    delete_rows(Work.__table__, Work.id, [id_ for id_, state in works.items() if not state])
    kept = [id_ for id_, state in works.items() if state]
    delete_rows(WorkSlug.__table__, WorkSlug.work_id, kept)
    delete_rows(work_topic, work_topic.c.work_id, kept)
    delete_rows(Publication.__table__, Publication.work_id, changed)
    db.session.expunge_all()


def fill_works(works: Works, present: Works, owner_id: int | None) -> set[int]:
    """Write the works that have a state; return the ids of those whose versions were rewritten."""
    kept = {id_: state for id_, state in works.items() if state}
    old = [_work_row(id_, state) for id_, state in kept.items() if present[id_]]
    bulk.write(Work, old, version=Work.version + 1, updated_at=now())
    new = [_work_row(id_, state) for id_, state in kept.items() if not present[id_]]
    bulk.insert(Work, ({"id": row.pop("of"), **row} for row in new))
    kept_items = list(kept.items())
    bulk.insert(
        work_topic, ({"work_id": w, "topic_id": t} for w, s in kept_items for t in s["topics"])
    )
    bulk.insert(
        WorkSlug, ({"work_id": w, "slug": slug} for w, s in kept_items for slug in s["former"])
    )
    rewritten = {work_id for work_id, state in kept_items if _differs(state, present[work_id])}
    write_versions({work_id: kept[work_id] for work_id in rewritten}, owner_id)
    return rewritten


def render_again(
    venues: list[int], people: list[int], done: set[int], owner_id: int | None
) -> None:
    """Render the versions that show these venues or people, except those of works in `done`."""
    signed = select(Authorship.publication_id).where(Authorship.person_id.in_(people))
    affected = or_(Publication.venue_id.in_(venues), Publication.id.in_(signed))
    found = db.session.execute(select(Publication.id, Publication.work_id).where(affected))
    load = selectinload(Publication.authorships), joinedload(Publication.venue)
    for some in bulk.batches([id_ for id_, work_id in found if work_id not in done]):
        query = select(Publication).where(Publication.id.in_(some)).options(*load)
        for publication in db.session.scalars(query):
            stored_html.render(publication, owner_id)
    db.session.flush()


def _versions(state: State) -> State:
    return {key: value for key, value in state.items() if key == "publications" or "." in key}


def _differs(state: State, present: State) -> bool:
    return _versions(state) != _versions(present)


def _work_row(work_id: int, state: State) -> State:
    first = f"{state['publications'][0]}."
    date = (state[f"{first}{part}"] for part in ("year", "month", "day", "status"))
    return {
        "of": work_id,
        **{field: state[field] for field in WORK},
        "created_at": datetime.fromisoformat(state["created_at"]),
        "listed_on": version_order.listed_on(*date),
    }


def delete_rows(table: Any, column: Any, ids: list[int]) -> None:
    """Delete the rows of a table that belong to these records."""
    for some in bulk.batches(ids):
        db.session.execute(delete(table).where(column.in_(some)))


VERSION_BATCH_SIZE = 500


def write_versions(works: Mapping[int, State], owner_id: int | None) -> None:
    """Write all versions of these works, in their order."""
    venues = {venue.id: venue for venue in db.session.scalars(select(Venue))}
    for some in bulk.batches(sorted(works), VERSION_BATCH_SIZE):
        versions = [
            version for id_ in some for version in _restored_versions(id_, works[id_], venues)
        ]
        for version in versions:
            stored_html.render(version, owner_id)
        bulk.insert(Publication, (_version_row(version) for version in versions))
        bulk.insert(Authorship, (vars(row) for version in versions for row in version.authorships))
        bulk.insert(PublicationLink, (row for version in versions for row in version.links))
        bulk.insert(PublicationFile, (row for version in versions for row in version.files))
        texts.insert_texts(
            tables.PUBLICATION, {version.id: version.translations for version in versions}
        )


def _restored_versions(work_id: int, state: State, venues: Mapping[int, Venue]) -> Iterator[Any]:
    for position, id_ in enumerate(state["publications"]):
        fields = {field: state[f"{id_}.{field}"] for field in PUBLICATION}
        authors = state[f"{id_}.authors"]
        yield SimpleNamespace(
            id=id_,
            work_id=work_id,
            position=position,
            venue=venues[fields["venue_id"]] if fields["venue_id"] else None,
            authorships=[SimpleNamespace(**row) for row in numbered(id_, AUTHOR, authors)],
            links=list(numbered(id_, LINK, state[f"{id_}.links"])),
            files=list(numbered(id_, FILE, state.get(f"{id_}.files", ()))),
            translations=_fields_of_version(id_, state),
            **fields,
        )


def _fields_of_version(id_: int, state: State) -> State:
    start = f"{id_}."
    return {name.removeprefix(start): state[name] for name in state if name.startswith(start)}


def _version_row(version: Any) -> State:
    related = ("venue", "authorships", "links", "files", "translations")
    return {field: value for field, value in vars(version).items() if field not in related}
