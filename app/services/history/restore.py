"""Restore snapshots: write records and their dependent rows as they were."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, update
from sqlalchemy.exc import IntegrityError

from app.database import bulk, db
from app.models import (
    Noun,
    Person,
    PersonName,
    Profile,
    ProfileTopic,
    Section,
    SectionEntry,
    Supervision,
    SupervisionSupervisor,
    Topic,
    TopicSlug,
    Venue,
    now,
)
from app.services.catalog import biography
from app.services.catalog import owner as catalog_owner
from app.services.catalog.translations import tables, texts
from app.services.history import collisions, dependencies, restore_works
from app.services.history import snapshot_queries as queries
from app.services.history.collisions import CannotRestoreError
from app.services.history.snapshots import RecordRef, State
from app.translations.text import gettext as _

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
            _("It conflicts with the current content of the site. Undo later changes first.")
        ) from error


def _apply(wanted: Mapping[RecordRef, State], present: Mapping[RecordRef, State]) -> None:
    former_owner = catalog_owner.owner_id()
    collisions.check_unique_values(wanted)
    restore_works.clear_works(_works(wanted), _works(present))
    collisions.release_unique_values(wanted, present)
    # One topic's former slug, or a name in another language, may be another one's now.
    restore_works.delete_rows(
        TopicSlug.__table__, TopicSlug.topic_id, _changing(Noun.TOPIC, wanted, present)
    )
    for noun, table in tables.BY_NOUN.items():
        texts.delete_texts(table, _changing(noun, wanted, present))
    _restore(ORDER, wanted, present)
    owner = wanted[PROFILE].get("person_id") if PROFILE in wanted else former_owner
    rewritten = restore_works.fill_works(_works(wanted), _works(present), owner)
    _restore(AFTER_WORKS, wanted, present)
    for noun in reversed(ORDER + AFTER_WORKS):
        for (kind, id_), state in wanted.items():
            if kind is noun and not state and present[kind, id_]:
                _remove(noun, id_, present[kind, id_])
    venues = [id_ for (noun, id_), state in wanted.items() if noun is Noun.VENUE and state]
    owners = [id_ for id_ in {former_owner, owner} if id_] if former_owner != owner else []
    if venues or owners:
        restore_works.render_again(venues, owners, rewritten, owner)
    db.session.expire_all()


def _changing(
    noun: Noun, wanted: Mapping[RecordRef, State], present: Mapping[RecordRef, State]
) -> list[int]:
    return [id_ for (kind, id_), s in wanted.items() if kind is noun and s != present[kind, id_]]


def _restore(
    nouns: Iterable[Noun], wanted: Mapping[RecordRef, State], present: Mapping[RecordRef, State]
) -> None:
    for noun in nouns:
        for (kind, id_), state in wanted.items():
            if kind is noun and state and state != present[kind, id_]:
                _write(noun, id_, state, bool(present[kind, id_]))


def _works(states: Mapping[RecordRef, State]) -> dict[int, State]:
    return {id_: state for (noun, id_), state in states.items() if noun is Noun.WORK}


def _remove(noun: Noun, id_: int, present: State) -> None:
    if dependencies.is_referenced(noun, id_):
        _write(noun, id_, present, True)
    else:
        model = queries.MODELS[noun]
        db.session.execute(delete(model).where(model.id == id_))


def _write(noun: Noun, id_: int, state: State, is_there: bool) -> None:
    RESTORE[noun](id_, state, is_there)
    if noun in tables.BY_NOUN:
        texts.insert_texts(tables.BY_NOUN[noun], {id_: state})


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
    _put(Section, id_, is_there, {field: state[field] for field in queries.SECTION})


def _entry(id_: int, state: State, is_there: bool) -> None:
    values = {field: state[field] for field in queries.ENTRY}
    _put(SectionEntry, id_, is_there, {**values, "note_html": biography.to_html(state["note"])})


RESTORE: dict[Noun, Callable[[int, State, bool], None]] = {
    Noun.TOPIC: _topic,
    Noun.VENUE: _venue,
    Noun.PERSON: _person,
    Noun.PROFILE: _profile,
    Noun.SUPERVISION: _supervision,
    Noun.SECTION: _section,
    Noun.ENTRY: _entry,
}
