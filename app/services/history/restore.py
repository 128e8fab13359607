"""Snapshots brought back: records become what they were, with everything that hung on them."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, update
from sqlalchemy.exc import IntegrityError

from app.database import db
from app.models import (
    Noun,
    Person,
    PersonName,
    Profile,
    ProfileTopic,
    Supervision,
    SupervisionSupervisor,
    Topic,
    Venue,
    now,
)
from app.services.catalog import owner as catalog_owner
from app.services.history import collisions, references, snapshots, work_restoring
from app.services.history.collisions import CannotRestoreError
from app.services.history.snapshots import Record, State

PROFILE = (Noun.PROFILE, 1)
# What others point to comes back first and goes last.
ORDER = (Noun.TOPIC, Noun.VENUE, Noun.PERSON, Noun.PROFILE, Noun.SUPERVISION)


def apply(wanted: Mapping[Record, State], present: Mapping[Record, State]) -> None:
    """Give records these states; {} takes one away. Raises CannotRestoreError: then roll back.

    A topic, person or venue that others have come to use stays where it was to go.
    """
    try:
        _apply(wanted, present)
    except IntegrityError as error:
        raise CannotRestoreError(
            "It no longer fits what is on the site now. Take back later changes first."
        ) from error


def _apply(wanted: Mapping[Record, State], present: Mapping[Record, State]) -> None:
    former_owner = catalog_owner.owner_id()
    collisions.check(wanted)
    work_restoring.clear(_works(wanted), _works(present))
    collisions.step_aside(wanted, present)
    for noun in ORDER:
        for (kind, id_), state in wanted.items():
            if kind is noun and state and state != present[kind, id_]:
                RESTORE[noun](id_, state, bool(present[kind, id_]))
    owner = wanted[PROFILE].get("person_id") if PROFILE in wanted else former_owner
    anew = work_restoring.fill(_works(wanted), _works(present), owner)
    for noun in reversed(ORDER):
        for (kind, id_), state in wanted.items():
            if kind is noun and not state and present[kind, id_]:
                _remove(noun, id_, present[kind, id_])
    venues = [id_ for (noun, id_), state in wanted.items() if noun is Noun.VENUE and state]
    owners = [id_ for id_ in {former_owner, owner} if id_] if former_owner != owner else []
    if venues or owners:
        work_restoring.render_again(venues, owners, anew, owner)
    db.session.expire_all()


def _works(states: Mapping[Record, State]) -> dict[int, State]:
    return {id_: state for (noun, id_), state in states.items() if noun is Noun.WORK}


def _remove(noun: Noun, id_: int, present: State) -> None:
    if references.exist(noun, id_):
        RESTORE[noun](id_, present, True)
    else:
        model = snapshots.MODELS[noun]
        db.session.execute(delete(model).where(model.id == id_))


def _put(model: Any, id_: int, is_there: bool, values: dict[str, Any]) -> None:
    if is_there:
        db.session.execute(update(model).where(model.id == id_).values(**values))
    else:
        db.session.execute(insert(model).values(id=id_, **values))


def _topic(id_: int, state: State, is_there: bool) -> None:
    _put(Topic, id_, is_there, state)


def _venue(id_: int, state: State, is_there: bool) -> None:
    _put(Venue, id_, is_there, state)


def _person(id_: int, state: State, is_there: bool) -> None:
    _put(Person, id_, is_there, {field: state[field] for field in snapshots.PERSON})
    db.session.execute(delete(PersonName).where(PersonName.person_id == id_))
    collisions.insert(PersonName, ({"person_id": id_, "name": name} for name in state["names"]))


def _profile(id_: int, state: State, is_there: bool) -> None:
    fields = (*snapshots.PROFILE, *snapshots.PROFILE_LISTS)
    values = {field: state[field] for field in fields}
    version = Profile.version + 1 if is_there else 1
    _put(Profile, id_, is_there, {**values, "version": version, "updated_at": now()})
    db.session.execute(delete(ProfileTopic))
    topics = enumerate(state["topics"])
    collisions.insert(
        ProfileTopic, ({"profile_id": id_, "topic_id": t, "position": n} for n, t in topics)
    )


def _supervision(id_: int, state: State, is_there: bool) -> None:
    values = {field: state[field] for field in snapshots.SUPERVISION}
    for field in snapshots.SUPERVISION_DATES:
        values[field] = date.fromisoformat(state[field]) if state[field] else None
    _put(Supervision, id_, is_there, values)
    of = SupervisionSupervisor
    db.session.execute(delete(of).where(of.supervision_id == id_))
    collisions.insert(
        of,
        (
            {"supervision_id": id_, "position": n, "person_id": person, "name": name, "role": role}
            for n, (person, name, role) in enumerate(state["supervisors"])
        ),
    )


RESTORE: dict[Noun, Callable[[int, State, bool], None]] = {
    Noun.TOPIC: _topic,
    Noun.VENUE: _venue,
    Noun.PERSON: _person,
    Noun.PROFILE: _profile,
    Noun.SUPERVISION: _supervision,
}
