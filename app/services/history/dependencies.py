"""Deleted topics, venues, people and sections that a restored record needs come back with it."""

from collections.abc import Collection, Mapping
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
    SectionEntry,
    Supervision,
    SupervisionSupervisor,
    Work,
    work_topic,
)
from app.services.history import labels, snapshots
from app.services.history.collisions import CannotRestoreError
from app.services.history.snapshot_queries import MODELS
from app.services.history.snapshots import RecordRef, State
from app.translations.text import gettext as _
from app.translations.text import translated


def with_dependencies(
    wanted: Mapping[RecordRef, State], *, exactly: bool = True
) -> dict[RecordRef, State]:
    """Return the states, and those of the deleted records that they refer to.

    Unless `exactly`, a work uses an existing record of the same name instead of a deleted one, and
    does without one that was deleted permanently; else that raises CannotRestoreError.
    """
    wanted = _without_missing_works(wanted)
    references = {key for key, state in wanted.items() for key in _references(key[0], state)}
    present = snapshots.current_states(references)
    missing = [key for key in references if not present[key] and not wanted.get(key)]
    deleted = _last_states(missing)
    if lost := [key for key in missing if key not in deleted]:
        if exactly:
            raise CannotRestoreError(translated(labels.LOST[lost[0][0]]))
        wanted = {key: without_references(key[0], state, lost) for key, state in wanted.items()}
    if exactly or any(noun is not Noun.WORK for noun, _ in wanted):
        return {**wanted, **deleted}
    replacements = _replacements(deleted)
    works = {key: _replaced(state, replacements) for key, state in wanted.items()}
    return {**works, **{key: state for key, state in deleted.items() if key not in replacements}}


def _without_missing_works(wanted: Mapping[RecordRef, State]) -> dict[RecordRef, State]:
    """Return the states; entries of sections no longer belong to works that don't exist."""
    entries = {key: state for key, state in wanted.items() if key[0] is Noun.ENTRY and state}
    named = {state["work_id"] for state in entries.values()} - {None}
    existing = {id_ for (noun, id_), state in wanted.items() if noun is Noun.WORK and state}
    for some in batches(sorted(named - existing)):
        existing.update(db.session.scalars(select(Work.id).where(Work.id.in_(some))))
    existing -= {id_ for (noun, id_), state in wanted.items() if noun is Noun.WORK and not state}
    return {
        **wanted,
        **{
            key: state | {"work_id": None}
            for key, state in entries.items()
            if state["work_id"] not in existing
        },
    }


def _replacements(gone: Mapping[RecordRef, State]) -> dict[RecordRef, int]:
    """Return the ids of existing records that have the name of a deleted one."""
    found: dict[RecordRef, int] = {}
    for (noun, id_), state in gone.items():
        model = MODELS[noun]
        same = select(model.id).where(model.name == state["name"]).order_by(model.id)
        if (replacement := db.session.scalar(same.limit(1))) is not None:
            found[noun, id_] = replacement
    return found


def _replaced(state: State, replacements: Mapping[RecordRef, int]) -> State:
    """Return a work's state with its deleted topics, venues and people replaced."""
    if not state:
        return state
    topics = [replacements.get((Noun.TOPIC, id_), id_) for id_ in state["topics"]]
    replaced = state | {"topics": list(dict.fromkeys(topics))}
    for version in state["publications"]:
        venue = state[f"{version}.venue_id"]
        replaced[f"{version}.venue_id"] = replacements.get((Noun.VENUE, venue), venue)
        replaced[f"{version}.authors"] = [
            [name, replacements.get((Noun.PERSON, person), person), *marks]
            for name, person, *marks in state[f"{version}.authors"]
        ]
    return replaced


def without_references(noun: Noun, state: State, lost: Collection[RecordRef]) -> State:
    """Return a state without its references to some records. Raises CannotRestoreError."""
    if not _references(noun, state).intersection(lost):
        return state
    if noun is Noun.PROFILE and (Noun.PERSON, state["person_id"]) in lost:
        raise CannotRestoreError(_("The person it is about was permanently deleted."))
    kept = dict(state)
    if "topics" in kept:
        kept["topics"] = [id_ for id_ in kept["topics"] if (Noun.TOPIC, id_) not in lost]
    if noun is Noun.SUPERVISION:
        if (Noun.PERSON, kept["student_id"]) in lost:
            kept["student_id"] = None
        kept["supervisors"] = [s for s in kept["supervisors"] if (Noun.PERSON, s[0]) not in lost]
    if noun is Noun.ENTRY:
        raise CannotRestoreError(_("The section that it was in was permanently deleted."))
    for version in kept.get("publications", ()):
        if (Noun.VENUE, kept[f"{version}.venue_id"]) in lost:
            kept[f"{version}.venue_id"] = None
        kept[f"{version}.authors"] = [
            [name, None if (Noun.PERSON, person) in lost else person, *marks]
            for name, person, *marks in kept[f"{version}.authors"]
        ]
    return kept


def _references(noun: Noun, state: State) -> set[RecordRef]:
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
    if noun is Noun.ENTRY:
        found.add((Noun.SECTION, state["section_id"]))
    if noun is Noun.WORK:
        for version in state["publications"]:
            found.add((Noun.VENUE, state[f"{version}.venue_id"]))
            found |= {(Noun.PERSON, person_id) for _, person_id, *_ in state[f"{version}.authors"]}
    return {(kind, id_) for kind, id_ in found if id_ is not None}


def _last_states(refs: list[RecordRef]) -> dict[RecordRef, State]:
    found: dict[RecordRef, State] = {}
    for some in batches(sorted({id_ for _noun, id_ in refs})):
        gone = select(RevisionItem).where(RevisionItem.record_id.in_(some), RevisionItem.is_gone)
        # The index begins with the noun, so the query must name it.
        gone = gone.where(RevisionItem.noun.in_({noun for noun, _ in refs}))
        gone = gone.where(~RevisionItem.is_erased)
        for item in db.session.scalars(gone.order_by(RevisionItem.revision_id)):
            if (item.noun, item.record_id) in refs:
                found[item.noun, item.record_id] = item.before
    return found


REFERRING_COLUMNS: dict[Noun, tuple[Any, ...]] = {
    Noun.TOPIC: (work_topic.c.topic_id, ProfileTopic.topic_id),
    Noun.VENUE: (Publication.venue_id,),
    Noun.PERSON: (
        Authorship.person_id,
        Profile.person_id,
        Supervision.student_id,
        SupervisionSupervisor.person_id,
    ),
    Noun.SECTION: (SectionEntry.section_id,),
}


def is_referenced(noun: Noun, id_: int) -> bool:
    """Return whether anything on the site refers to a record."""
    referring = [exists().where(column == id_) for column in REFERRING_COLUMNS.get(noun, ())]
    return bool(referring and db.session.scalar(select(or_(*referring))))
