"""What a state names and is gone comes back with it: topics, venues and people."""

from collections.abc import Mapping

from sqlalchemy import select

from app.database import db
from app.models import Noun, RevisionItem
from app.services import snapshots
from app.services.claims import CannotRestoreError, batches
from app.services.snapshots import Record, State


def complete(wanted: Mapping[Record, State]) -> dict[Record, State]:
    """Return the states with those of the records that they name and that are gone.

    Raises CannotRestoreError where history does not know one.
    """
    named = {key for key, state in wanted.items() for key in _named(key[0], state)}
    there = snapshots.at(named)
    return {**wanted, **_last_states([k for k in named if not there[k] and not wanted.get(k)])}


def _named(noun: Noun, state: State) -> set[Record]:
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


def _last_states(keys: list[Record]) -> dict[Record, State]:
    found: dict[Record, State] = {}
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
