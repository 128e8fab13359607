"""What is deleted permanently along with a record in the trash."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

from sqlalchemy import select

from app.database import db
from app.database.bulk import batches
from app.models import (
    Action,
    Noun,
    Person,
    Publication,
    Revision,
    RevisionItem,
    SectionEntry,
    Supervision,
    Work,
)
from app.services.history.snapshots import RecordRef, State

# The actions that move versions from one work to another.
MOVING = (Action.JOIN, Action.SPLIT, Action.UNDO, Action.RESTORE)


@dataclass
class Scope:
    """The records and versions to erase, and the changes of works that had these versions."""

    records: set[RecordRef]
    versions: set[int] = field(default_factory=set)
    related: list[RevisionItem] = field(default_factory=list)
    # The snapshots of the works.
    states: list[State] = field(default_factory=list)

    @cached_property
    def students(self) -> dict[int, set[int]]:
        """The students that each supervision has or had."""
        found: dict[int, set[int]] = defaultdict(set)
        item = RevisionItem
        rows = select(item.record_id, item.before, item.after).where(item.noun == Noun.SUPERVISION)
        for id_, *states in db.session.execute(rows):
            found[id_] |= {s["student_id"] for s in states if s.get("student_id")}
        return found

    def ids(self, noun: Noun) -> set[int]:
        """Return the ids of the records of a kind."""
        return {id_ for kind, id_ in self.records if kind is noun}


def scope_of(refs: Iterable[RecordRef]) -> Scope:
    """Return what to erase: these records, and what was joined to them or is in them."""
    scope = Scope(set(refs))
    _add_entries(scope)
    _add_people(scope)
    _add_works(scope)
    return scope


def _add_entries(scope: Scope) -> None:
    """Add the deleted entries of sections, which only their section can bring back."""
    sections = scope.ids(Noun.SECTION)
    if not sections:
        return
    gone = RevisionItem.noun == Noun.ENTRY, RevisionItem.is_gone, ~RevisionItem.is_erased
    rows = db.session.execute(select(RevisionItem.record_id, RevisionItem.before).where(*gone))
    theirs = {id_ for id_, before in rows if before["section_id"] in sections}
    scope.records |= {(Noun.ENTRY, id_) for id_ in theirs - _existing(SectionEntry, theirs)}


def versions_in(state: State) -> set[int]:
    """Return the ids of the versions that a snapshot of a work, or of a part of it, mentions."""
    named = {int(name.partition(".")[0]) for name in state if "." in name}
    return named.union(state.get("publications", ()))


def _add_works(scope: Scope) -> None:
    works = scope.ids(Noun.WORK)
    if not works:
        return
    items = _items_of_related(works)
    holders = _holders(items)
    alive = _existing(Publication, holders)
    held: dict[int, set[int]] = defaultdict(set)
    for item in items:
        held[item.record_id] |= _mentioned(item)
    gone_works = held.keys() - _existing(Work, held)
    # A work that was joined to an erased one has nothing left of its own.
    while joined := {
        id_
        for id_ in gone_works - works
        if any(holders[v] in works for v in held[id_])
        and not any(holders[v] == id_ for v in held[id_])
    }:
        works |= joined
    scope.records |= {(Noun.WORK, id_) for id_ in works}
    scope.versions = {v for v, holder in holders.items() if holder in works and v not in alive}
    scope.states = [
        dict(state)
        for item in items
        if item.record_id in works
        for state in (item.before, item.after)
    ]
    scope.related = [item for item in items if item.record_id not in works]


def _items_of_related(ids: set[int]) -> list[RevisionItem]:
    """Return the changes of works, and of those that had some of their versions, oldest first."""
    found: dict[int, list[RevisionItem]] = {}
    fresh = set(ids)
    while fresh:
        for item in _items(fresh):
            found.setdefault(item.record_id, []).append(item)
        known = {v for items in found.values() for item in items for v in _mentioned(item)}
        fresh = {
            item.record_id for item in _moved_with(fresh) if not known.isdisjoint(_mentioned(item))
        } - found.keys()
    every = (item for items in found.values() for item in items)
    return sorted(every, key=lambda item: item.revision_id)


def _items(ids: set[int]) -> Iterator[RevisionItem]:
    for some in batches(sorted(ids)):
        here = RevisionItem.noun == Noun.WORK, RevisionItem.record_id.in_(some)
        yield from db.session.scalars(select(RevisionItem).where(*here))


def _moved_with(ids: set[int]) -> Iterator[RevisionItem]:
    item = RevisionItem
    for some in batches(sorted(ids)):
        moving = select(item.revision_id).join(Revision, Revision.id == item.revision_id)
        moving = moving.where(item.noun == Noun.WORK, item.record_id.in_(some))
        moving = moving.where(Revision.action.in_(MOVING))
        here = item.noun == Noun.WORK, item.revision_id.in_(moving)
        yield from db.session.scalars(select(item).where(*here))


def _mentioned(item: RevisionItem) -> set[int]:
    return versions_in(item.before) | versions_in(item.after)


def _holders(items: list[RevisionItem]) -> dict[int, int]:
    """Return the work that had each version last."""
    holders: dict[int, int] = {}
    for _, of_one in groupby(items, key=lambda item: item.revision_id):
        changed = list(of_one)
        # A version moves to the work that has it after the revision.
        for states in ("before", "after"):
            for item in changed:
                for version in versions_in(getattr(item, states)):
                    holders[version] = item.record_id
    return holders


def _existing(noun: Any, ids: Iterable[int]) -> set[int]:
    found: set[int] = set()
    for some in batches(sorted(ids)):
        found.update(db.session.scalars(select(noun.id).where(noun.id.in_(some))))
    return found


def _add_people(scope: Scope) -> None:
    """Add the deleted supervisions of people, and the students of supervisions."""
    people, supervisions = scope.ids(Noun.PERSON), scope.ids(Noun.SUPERVISION)
    if not people and not supervisions:
        return
    students = scope.students
    gone = students.keys() - _existing(Supervision, students)
    supervisions |= {id_ for id_ in gone if students[id_] & people}
    named = {id_ for one in supervisions for id_ in students.get(one, ())}
    # Someone who has another supervision, if only in the trash, stays.
    elsewhere = {id_ for one, ids in students.items() if one not in supervisions for id_ in ids}
    people |= named - elsewhere - _existing(Person, named)
    scope.records |= {(Noun.SUPERVISION, id_) for id_ in supervisions}
    scope.records |= {(Noun.PERSON, id_) for id_ in people}
