"""Recording changes: all writes inside the context become one revision, or are rolled back."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_, select

from app.database import bulk, db, only_read_from_now
from app.models import Action, Noun, Revision, RevisionItem, SectionEntry
from app.services import cache, form_state
from app.services.actor import Actor
from app.services.catalog.listing import refresh
from app.services.declined.store import NewDecline
from app.services.history import names, snapshots, toggles
from app.services.history.declines import RevisionDeclines
from app.services.history.listing import listing_changes
from app.services.history.snapshots import RecordRef, State

# The largest number that PostgreSQL keeps in a column of ids.
LARGEST_ID = 2**31 - 1


class DoneAlreadyError(Exception):
    """This form was already submitted; `revision` is what it did."""

    def __init__(self, revision: Revision) -> None:
        super().__init__(revision.title)
        self.revision = revision


@dataclass
class Recording:
    """The changes so far; callers watch records before changing them and report new ones."""

    action: Action
    title: str
    undo_of: int | None = None
    # The id of the revision, or None if nothing changed.
    revision_id: int | None = None
    before: dict[RecordRef, State] = field(default_factory=dict)
    partial: set[RecordRef] = field(default_factory=set)
    everything: bool = False
    # What is declined with it, and the ids of declined entries that are taken back.
    declines: list[NewDecline] = field(default_factory=list)
    taken_back: set[int] = field(default_factory=set)
    # The ids of imports removed from the list.
    removed_imports: set[int] = field(default_factory=set)
    # The items of the revision, works aside.
    items: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_deletion(self) -> bool:
        """Whether records are deleted one by one, not the whole sample for a new site."""
        return self.action is Action.DELETE and not self.everything

    def watch(self, noun: Noun, *ids: int, whole: bool = True) -> None:
        """Store the current state of records; not `whole`: works without their versions."""
        db.session.flush()
        known = self.before.keys() - self.partial if whole else self.before.keys()
        fresh = [id_ for id_ in ids if (noun, id_) not in known]
        states = snapshots.take_snapshots(noun, fresh, whole=whole) if fresh else {}
        for id_ in fresh:
            # A state watched earlier is older than the current one.
            self.before[noun, id_] = states.get(id_, {}) | self.before.get((noun, id_), {})
            (self.partial.discard if whole else self.partial.add)((noun, id_))

    def watch_leaving(self, work_ids: Iterable[int]) -> None:
        """Store the state of works that leave, and of the entries that belong to them."""
        leaving = sorted(work_ids)
        self.watch(Noun.WORK, *leaving)
        for some in bulk.batches(leaving):
            theirs = select(SectionEntry.id).where(SectionEntry.work_id.in_(some))
            self.watch(Noun.ENTRY, *db.session.scalars(theirs))

    def watch_everything(self) -> None:
        """Store the current state of every record, to compare it with every record at the end."""
        self.everything = True
        for noun in Noun:
            self.watch(noun, *snapshots.every_id(noun))

    def made(self, noun: Noun, *ids: int) -> None:
        """Report newly created records."""
        for id_ in ids:
            self.before.setdefault((noun, id_), {})


@contextmanager
def recording(
    actor: Actor,
    action: Action,
    title: str,
    *,
    form_key: str | None = None,
    undo_of: int | None = None,
) -> Iterator[Recording]:
    """Commit the changes made inside as one revision; roll back on an exception.

    No revision is made if nothing watched has changed. Raises DoneAlreadyError if a form with
    this `form_key` was already submitted.
    """
    check_not_submitted(form_key)
    current = Recording(action, title, undo_of)
    try:
        yield current
        db.session.flush()
        current.revision_id = write_revision(current, actor, form_key)
        if current.revision_id is None:
            db.session.rollback()
            return
        _refresh_listing(current)
        cache.commit()
        # What follows in the request only shows the outcome.
        only_read_from_now()
    except BaseException:
        db.session.rollback()
        raise


def latest_revision(*refs: RecordRef) -> int:
    """Return the id of the latest revision of any of these records, or 0."""
    newest = select(func.max(RevisionItem.revision_id)).where(refers_to(refs))
    return db.session.scalar(newest) or 0


def changed_by_others(actor: Actor, since: str, *refs: RecordRef) -> bool:
    """Return whether someone else changed these records since a revision (`since` is its id)."""
    if not is_id(since):
        return True
    later = select(Revision.id).join(RevisionItem).where(refers_to(refs), Revision.id > int(since))
    others = later.where(Revision.who != actor.name).limit(1)
    return db.session.scalar(others) is not None


def is_id(text: str) -> bool:
    """Return whether a text can be a database id."""
    return text.isascii() and text.isdigit() and len(text) <= 10 and int(text) <= LARGEST_ID


def refers_to(refs: Iterable[RecordRef]) -> ColumnElement[bool]:
    """Return the condition that an item of a revision is of one of these records."""
    conditions = (
        and_(RevisionItem.noun == noun, RevisionItem.record_id == id_) for noun, id_ in refs
    )
    return or_(false(), *conditions)


def check_not_submitted(form_key: str | None) -> None:
    """Raise DoneAlreadyError if a form with this key was already submitted."""
    if done := form_state.already_made(Revision, form_key):
        raise DoneAlreadyError(done)


# A revision lists its main records before those that it created along the way.
NOUN_ORDER = (
    Noun.WORK,
    Noun.SUPERVISION,
    Noun.SECTION,
    Noun.ENTRY,
    Noun.PROFILE,
    Noun.PERSON,
    Noun.TOPIC,
    Noun.VENUE,
)
BATCH_SIZE = 1_000


def write_revision(recording: Recording, actor: Actor, form_key: str | None) -> int | None:
    """Write the changed fields in batches, since an import creates thousands of records."""
    revision_id, position = None, 0
    declines = RevisionDeclines(
        recording.declines, recording.taken_back, is_deletion=recording.is_deletion
    )
    for some in bulk.batches(sorted(_keys(recording), key=rank), BATCH_SIZE):
        items = _items(recording, some)
        if items and revision_id is None:
            revision_id = _insert_revision(recording, actor, form_key)
        rows = [
            {"revision_id": revision_id, "position": n, **item}
            for n, item in enumerate(items, position)
        ]
        bulk.insert(RevisionItem, rows)
        recording.items += [row for row in rows if row["noun"] is not Noun.WORK]
        declines.follow(rows)
        position += len(rows)
    if revision_id is None and _changes_more_than_records(recording):
        revision_id = _insert_revision(recording, actor, form_key)
    if revision_id is not None:
        toggles.follow_undo(recording.undo_of, revision_id)
        toggles.remove_imports(recording.removed_imports, revision_id)
        declines.write(actor.name, revision_id)
    return revision_id


def _refresh_listing(recording: Recording) -> None:
    if recording.everything:
        refresh.refresh_all()
    else:
        refresh.refresh_changed(listing_changes(recording.before, recording.items))


def _changes_more_than_records(recording: Recording) -> bool:
    own = recording.declines or recording.taken_back or recording.removed_imports
    return bool(own) or toggles.can_be_undone(recording.undo_of)


def _insert_revision(recording: Recording, actor: Actor, form_key: str | None) -> int:
    revision = Revision(
        who=actor.name,
        account_id=actor.account_id,
        action=recording.action,
        title=recording.title,
        undo_of=recording.undo_of,
        form_key=form_key or None,
    )
    db.session.add(revision)
    db.session.flush()
    return revision.id


def _keys(recording: Recording) -> set[RecordRef]:
    if not recording.everything:
        return set(recording.before)
    return set(recording.before) | {
        (noun, id_) for noun in Noun for id_ in snapshots.every_id(noun)
    }


def _items(recording: Recording, keys: Sequence[RecordRef]) -> list[dict[str, Any]]:
    after = _states_now(recording, keys)
    differing: dict[RecordRef, list[str]] = {}
    for key in keys:
        was, now = recording.before.get(key, {}), after.get(key, {})
        if was and not now and key in recording.partial:
            raise ValueError(f"{key} was deleted: it has to be watched whole")
        if fields := [name for name in was.keys() | now.keys() if field_differs(was, now, name)]:
            differing[key] = sorted(fields)
    labels = names.record_labels(
        {key: after.get(key) or recording.before[key] for key in differing}
    )
    return [
        {"label": labels[key], "noun": key[0], "record_id": key[1]}
        | _item(fields, recording.before.get(key, {}), after.get(key, {}))
        for key, fields in differing.items()
    ]


def rank(key: RecordRef) -> tuple[int, int]:
    """Return the place of a record in the list of a revision."""
    return NOUN_ORDER.index(key[0]), key[1]


def _item(fields: list[str], was: State, now: State) -> dict[str, Any]:
    return {
        "is_made": not was,
        "is_gone": not now,
        "before": {name: was[name] for name in fields if name in was},
        "after": {name: now[name] for name in fields if name in now},
    }


def field_differs(was: State, now: State, name: str) -> bool:
    """Return whether two states of a record differ in a field."""
    return (name in was, was.get(name)) != (name in now, now.get(name))


def _states_now(recording: Recording, keys: Sequence[RecordRef]) -> dict[RecordRef, State]:
    found: dict[RecordRef, State] = {}
    for noun in Noun:
        ids = [id_ for kind, id_ in keys if kind is noun]
        for whole in (True, False):
            some = [id_ for id_ in ids if ((noun, id_) not in recording.partial) == whole]
            states = snapshots.take_snapshots(noun, some, whole=whole) if some else {}
            found.update({(noun, id_): state for id_, state in states.items()})
    return found
