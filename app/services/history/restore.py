"""Restore snapshots: write records and their dependent rows as they were."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload, selectinload

from app.database import bulk, db
from app.models import (
    Authorship,
    Noun,
    Person,
    PersonName,
    Profile,
    ProfileTopic,
    Publication,
    PublicationFile,
    PublicationLink,
    Section,
    SectionEntry,
    Supervision,
    SupervisionSupervisor,
    Topic,
    TopicSlug,
    Venue,
    Work,
    WorkSlug,
    now,
    work_topic,
)
from app.services.catalog import biography, stored_html, version_order
from app.services.catalog import owner as catalog_owner
from app.services.history import collisions, dependencies
from app.services.history import snapshot_queries as queries
from app.services.history.collisions import CannotRestoreError
from app.services.history.snapshot_queries import AUTHOR, FILE, LINK, PUBLICATION, WORK
from app.services.history.snapshots import RecordRef, State, numbered

PROFILE = (Noun.PROFILE, 1)
# Records that others refer to are created first and deleted last.
ORDER = (Noun.TOPIC, Noun.VENUE, Noun.PERSON, Noun.PROFILE, Noun.SUPERVISION, Noun.SECTION)
# These refer to works, too.
AFTER_WORKS = (Noun.ENTRY,)


def restore_states(wanted: Mapping[RecordRef, State], present: Mapping[RecordRef, State]) -> None:
    """Write these states; {} deletes the record. Raises CannotRestoreError: then roll back.

    A topic, person or venue is not deleted while others refer to it.
    """
    try:
        _apply(wanted, present)
    except IntegrityError as error:
        raise CannotRestoreError(
            "It conflicts with the current content of the site. Undo later changes first."
        ) from error


def _apply(wanted: Mapping[RecordRef, State], present: Mapping[RecordRef, State]) -> None:
    former_owner = catalog_owner.owner_id()
    collisions.check_unique_values(wanted)
    clear_works(_works(wanted), _works(present))
    collisions.release_unique_values(wanted, present)
    # One topic's former slug may be another one's now.
    changing = [
        id_ for (noun, id_), s in wanted.items() if noun is Noun.TOPIC and s != present[noun, id_]
    ]
    _delete(TopicSlug.__table__, TopicSlug.topic_id, changing)
    _restore(ORDER, wanted, present)
    owner = wanted[PROFILE].get("person_id") if PROFILE in wanted else former_owner
    rewritten = fill_works(_works(wanted), _works(present), owner)
    _restore(AFTER_WORKS, wanted, present)
    for noun in reversed(ORDER + AFTER_WORKS):
        for (kind, id_), state in wanted.items():
            if kind is noun and not state and present[kind, id_]:
                _remove(noun, id_, present[kind, id_])
    venues = [id_ for (noun, id_), state in wanted.items() if noun is Noun.VENUE and state]
    owners = [id_ for id_ in {former_owner, owner} if id_] if former_owner != owner else []
    if venues or owners:
        render_again(venues, owners, rewritten, owner)
    db.session.expire_all()


def _restore(
    nouns: Iterable[Noun], wanted: Mapping[RecordRef, State], present: Mapping[RecordRef, State]
) -> None:
    for noun in nouns:
        for (kind, id_), state in wanted.items():
            if kind is noun and state and state != present[kind, id_]:
                RESTORE[noun](id_, state, bool(present[kind, id_]))


def _works(states: Mapping[RecordRef, State]) -> dict[int, State]:
    return {id_: state for (noun, id_), state in states.items() if noun is Noun.WORK}


def _remove(noun: Noun, id_: int, present: State) -> None:
    if dependencies.is_referenced(noun, id_):
        RESTORE[noun](id_, present, True)
    else:
        model = queries.MODELS[noun]
        db.session.execute(delete(model).where(model.id == id_))


def _put(model: Any, id_: int, is_there: bool, values: dict[str, Any]) -> None:
    if is_there:
        db.session.execute(update(model).where(model.id == id_).values(**values))
    else:
        db.session.execute(insert(model).values(id=id_, **values))


def _topic(id_: int, state: State, is_there: bool) -> None:
    _put(Topic, id_, is_there, {field: state[field] for field in queries.TOPIC})
    bulk.insert(TopicSlug, ({"topic_id": id_, "slug": slug} for slug in state["former"]))


def _venue(id_: int, state: State, is_there: bool) -> None:
    _put(Venue, id_, is_there, state)


def _person(id_: int, state: State, is_there: bool) -> None:
    _put(Person, id_, is_there, {field: state[field] for field in queries.PERSON})
    db.session.execute(delete(PersonName).where(PersonName.person_id == id_))
    bulk.insert(PersonName, ({"person_id": id_, "name": name} for name in state["names"]))


def _profile(id_: int, state: State, is_there: bool) -> None:
    known = {**queries.PROFILE_CHOICES, **state}
    values = {field: known[field] for field in queries.PROFILE_FIELDS}
    values["biography_html"] = biography.to_html(state["biography"])
    version = Profile.version + 1 if is_there else 1
    _put(Profile, id_, is_there, {**values, "version": version, "updated_at": now()})
    db.session.execute(delete(ProfileTopic))
    topics = enumerate(state["topics"])
    bulk.insert(
        ProfileTopic, ({"profile_id": id_, "topic_id": t, "position": n} for n, t in topics)
    )


def _supervision(id_: int, state: State, is_there: bool) -> None:
    values = {field: state[field] for field in queries.SUPERVISION}
    for field in queries.SUPERVISION_DATES:
        values[field] = date.fromisoformat(state[field]) if state[field] else None
    _put(Supervision, id_, is_there, values)
    supervisor = SupervisionSupervisor
    db.session.execute(delete(supervisor).where(supervisor.supervision_id == id_))
    bulk.insert(
        supervisor,
        (
            {"supervision_id": id_, "position": n, "person_id": person, "name": name, "role": role}
            for n, (person, name, role) in enumerate(state["supervisors"])
        ),
    )


def _section(id_: int, state: State, is_there: bool) -> None:
    _put(Section, id_, is_there, state)


def _entry(id_: int, state: State, is_there: bool) -> None:
    _put(SectionEntry, id_, is_there, {**state, "note_html": biography.to_html(state["note"])})


RESTORE: dict[Noun, Callable[[int, State, bool], None]] = {
    Noun.TOPIC: _topic,
    Noun.VENUE: _venue,
    Noun.PERSON: _person,
    Noun.PROFILE: _profile,
    Noun.SUPERVISION: _supervision,
    Noun.SECTION: _section,
    Noun.ENTRY: _entry,
}

Works = Mapping[int, State]


def clear_works(works: Works, present: Works) -> None:
    """Delete the works without a state, and the rows of the others that will be rewritten."""
    changed = [id_ for id_, state in works.items() if state and _differs(state, present[id_])]
    _delete(Work.__table__, Work.id, [id_ for id_, state in works.items() if not state])
    kept = [id_ for id_, state in works.items() if state]
    _delete(WorkSlug.__table__, WorkSlug.work_id, kept)
    _delete(work_topic, work_topic.c.work_id, kept)
    _delete(Publication.__table__, Publication.work_id, changed)
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


def _delete(table: Any, column: Any, ids: list[int]) -> None:
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
            **fields,
        )


def _version_row(version: Any) -> State:
    related = ("venue", "authorships", "links", "files")
    return {field: value for field, value in vars(version).items() if field not in related}
