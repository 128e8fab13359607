"""What a state names and is gone comes back with it: topics, venues and people."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import exists, or_, select

from app.database import db
from app.database.bulk import batches
from app.models import (
    Authorship,
    Noun,
    Profile,
    ProfileTopic,
    Publication,
    RevisionItem,
    Supervision,
    SupervisionSupervisor,
    work_topic,
)
from app.services.history import snapshots
from app.services.history.collisions import CannotRestoreError
from app.services.history.snapshots import RecordRef, State


def with_dependencies(
    wanted: Mapping[RecordRef, State], *, exactly: bool = True
) -> dict[RecordRef, State]:
    """Return the states with those of the records that they name and that are gone.

    Not `exactly`: of what works name, a record of the same name stands in for one that is gone.
    Raises CannotRestoreError where history does not know one.
    """
    named = {key for key, state in wanted.items() for key in _named(key[0], state)}
    there = snapshots.current_states(named)
    back = _last_states([k for k in named if not there[k] and not wanted.get(k)])
    if exactly or any(noun is not Noun.WORK for noun, _ in wanted):
        return {**wanted, **back}
    swaps = _stand_ins(back)
    works = {key: _swapped(state, swaps) for key, state in wanted.items()}
    return {**works, **{key: state for key, state in back.items() if key not in swaps}}


def _stand_ins(gone: Mapping[RecordRef, State]) -> dict[RecordRef, int]:
    """Return for those that are gone the id of who has their name now."""
    found: dict[RecordRef, int] = {}
    for (noun, id_), state in gone.items():
        model = snapshots.MODELS[noun]
        same = select(model.id).where(model.name == state["name"]).order_by(model.id)
        if (stand_in := db.session.scalar(same.limit(1))) is not None:
            found[noun, id_] = stand_in
    return found


def _swapped(state: State, swaps: Mapping[RecordRef, int]) -> State:
    """Return a work's state with other topics, venues and people in it."""
    if not state:
        return state
    topics = [swaps.get((Noun.TOPIC, id_), id_) for id_ in state["topics"]]
    swapped = state | {"topics": list(dict.fromkeys(topics))}
    for version in state["publications"]:
        venue = state[f"{version}.venue_id"]
        swapped[f"{version}.venue_id"] = swaps.get((Noun.VENUE, venue), venue)
        swapped[f"{version}.authors"] = [
            [name, swaps.get((Noun.PERSON, person), person), *marks]
            for name, person, *marks in state[f"{version}.authors"]
        ]
    return swapped


def _named(noun: Noun, state: State) -> set[RecordRef]:
    if not state:
        return set()
    found: set[tuple[Noun, int | None]] = set()
    if noun in {Noun.WORK, Noun.PROFILE}:
        found |= {(Noun.TOPIC, id_) for id_ in state["topics"]}
    if noun is Noun.PROFILE:
        found.add((Noun.PERSON, state["person_id"]))
    if noun is Noun.SUPERVISION:
        found.add((Noun.PERSON, state["student_id"]))
        found |= {(Noun.PERSON, person_id) for person_id, *_ in state["supervisors"]}
    if noun is Noun.WORK:
        for version in state["publications"]:
            found.add((Noun.VENUE, state[f"{version}.venue_id"]))
            found |= {(Noun.PERSON, person_id) for _, person_id, *_ in state[f"{version}.authors"]}
    return {(kind, id_) for kind, id_ in found if id_ is not None}


def _last_states(keys: list[RecordRef]) -> dict[RecordRef, State]:
    found: dict[RecordRef, State] = {}
    for some in batches(sorted({id_ for _, id_ in keys})):
        gone = select(RevisionItem).where(RevisionItem.record_id.in_(some), RevisionItem.is_gone)
        # Named for the index: it begins with them.
        gone = gone.where(RevisionItem.noun.in_({noun for noun, _ in keys}))
        for item in db.session.scalars(gone.order_by(RevisionItem.revision_id)):
            if (item.noun, item.record_id) in keys:
                found[item.noun, item.record_id] = item.before
    if unknown := [noun.value for noun, id_ in keys if (noun, id_) not in found]:
        raise CannotRestoreError(f"A {unknown[0]} that it names is gone for good.")
    return found


COLUMNS: dict[Noun, tuple[Any, ...]] = {
    Noun.TOPIC: (work_topic.c.topic_id, ProfileTopic.topic_id),
    Noun.VENUE: (Publication.venue_id,),
    Noun.PERSON: (
        Authorship.person_id,
        Profile.person_id,
        Supervision.student_id,
        SupervisionSupervisor.person_id,
    ),
}


def is_referenced(noun: Noun, id_: int) -> bool:
    """Tell whether anything on the site refers to a record."""
    referring = [exists().where(column == id_) for column in COLUMNS.get(noun, ())]
    return bool(referring and db.session.scalar(select(or_(*referring))))
