"""Recording: whatever is done within becomes one revision, or leaves nothing behind."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, insert, or_, select

from app.database import db
from app.database.bulk import batches
from app.models import Action, Noun, Revision, RevisionItem
from app.services import cache, form_state
from app.services.actor import Actor
from app.services.history import names, snapshots
from app.services.history.snapshots import RecordRef, State

__all__ = ["DoneAlreadyError", "Recording", "latest_revision", "recording"]


# No database counts further than 2**63.
LONGEST_ID = 19


class DoneAlreadyError(Exception):
    """This very form was sent before, and acted: `revision` says what it did."""

    def __init__(self, revision: Revision) -> None:
        super().__init__(revision.title)
        self.revision = revision


@dataclass
class Recording:
    """What is being done: watch a record before changing it, and those that are made."""

    action: Action
    title: str
    undo_of: int | None = None
    revision: Revision | None = None
    before: dict[RecordRef, State] = field(default_factory=dict)
    partly: set[RecordRef] = field(default_factory=set)
    everything: bool = False

    def watch(self, noun: Noun, *ids: int, whole: bool = True) -> None:
        """Remember records as they are now; not `whole`: works of which no version changes."""
        db.session.flush()
        known = self.before.keys() - self.partly if whole else self.before.keys()
        fresh = [id_ for id_ in ids if (noun, id_) not in known]
        states = snapshots.take_snapshots(noun, fresh, whole=whole) if fresh else {}
        for id_ in fresh:
            # What was watched first is older than what is there now.
            self.before[noun, id_] = states.get(id_, {}) | self.before.get((noun, id_), {})
            (self.partly.discard if whole else self.partly.add)((noun, id_))

    def watch_everything(self) -> None:
        """Remember all that the site holds; all that it then holds is compared."""
        self.everything = True
        for noun in Noun:
            self.watch(noun, *snapshots.every_id(noun))

    def made(self, noun: Noun, *ids: int) -> None:
        """Tell of records that were made just now."""
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
    """Commit what is done within as one revision; on an exception, nothing of it is left.

    Where nothing watched has changed, no revision is made. Raises DoneAlreadyError for a form
    that was sent before (`form_key`).
    """
    _refuse_again(form_key)
    record = Recording(action, title, undo_of)
    try:
        yield record
        db.session.flush()
        record.revision = write_revision(record, actor, form_key)
        if record.revision is None:
            db.session.rollback()
            return
        cache.commit()
    except BaseException:
        db.session.rollback()
        raise


def latest_revision(*records: RecordRef) -> int:
    """Return the last revision of these records together, 0 before any."""
    newest = select(func.max(RevisionItem.revision_id)).where(_of(records))
    return db.session.scalar(newest) or 0


def by_others(actor: Actor, since: str, *records: RecordRef) -> bool:
    """Tell whether somebody else changed these records since a version of them."""
    if not (since.isascii() and since.isdigit() and len(since) < LONGEST_ID):
        return True
    later = select(Revision.id).join(RevisionItem).where(_of(records), Revision.id > int(since))
    others = later.where(Revision.who != actor.name).limit(1)
    return db.session.scalar(others) is not None


def _of(records: Iterable[RecordRef]) -> ColumnElement[bool]:
    of = (and_(RevisionItem.noun == noun, RevisionItem.record_id == id_) for noun, id_ in records)
    return or_(false(), *of)


def _refuse_again(form_key: str | None) -> None:
    if done := form_state.already_made(Revision, form_key):
        raise DoneAlreadyError(done)


# What a revision is about comes before what it brought along.
FIRST = (Noun.WORK, Noun.SUPERVISION, Noun.PROFILE, Noun.PERSON, Noun.TOPIC, Noun.VENUE)
AT_ONCE = 1_000


def write_revision(record: Recording, actor: Actor, form_key: str | None) -> Revision | None:
    """Write what differs, some records at a time: an import makes thousands."""
    revision, position = None, 0
    for some in batches(sorted(_keys(record), key=_rank), AT_ONCE):
        items = _items(record, some)
        if items and revision is None:
            revision = _revision(record, actor, form_key)
        rows = [
            {"revision_id": revision.id, "position": n, **item}
            for n, item in enumerate(items, position)
            if revision
        ]
        if rows:
            db.session.execute(insert(RevisionItem), rows)
        position += len(rows)
    return revision


def _revision(record: Recording, actor: Actor, form_key: str | None) -> Revision:
    revision = Revision(
        who=actor.name,
        account_id=actor.account_id,
        action=record.action,
        title=record.title,
        undo_of=record.undo_of,
        form_key=form_key or None,
    )
    db.session.add(revision)
    db.session.flush()
    return revision


def _keys(record: Recording) -> set[RecordRef]:
    if not record.everything:
        return set(record.before)
    return set(record.before) | {(noun, id_) for noun in Noun for id_ in snapshots.every_id(noun)}


def _items(record: Recording, keys: Sequence[RecordRef]) -> list[dict[str, Any]]:
    after = _states_now(record, keys)
    differing: dict[RecordRef, list[str]] = {}
    for key in keys:
        was, now = record.before.get(key, {}), after.get(key, {})
        if was and not now and key in record.partly:
            raise ValueError(f"{key} is gone: it has to be watched whole")
        if fields := [name for name in was.keys() | now.keys() if _differs(was, now, name)]:
            differing[key] = sorted(fields)
    named = names.record_labels({key: after.get(key) or record.before[key] for key in differing})
    return [
        {"label": named[key], "noun": key[0], "record_id": key[1]}
        | _item(fields, record.before.get(key, {}), after.get(key, {}))
        for key, fields in differing.items()
    ]


def _rank(key: RecordRef) -> tuple[int, int]:
    return FIRST.index(key[0]), key[1]


def _item(fields: list[str], was: State, now: State) -> dict[str, Any]:
    return {
        "is_made": not was,
        "is_gone": not now,
        "before": {name: was[name] for name in fields if name in was},
        "after": {name: now[name] for name in fields if name in now},
    }


def _differs(was: State, now: State, name: str) -> bool:
    return (name in was, was.get(name)) != (name in now, now.get(name))


def _states_now(record: Recording, keys: Sequence[RecordRef]) -> dict[RecordRef, State]:
    found: dict[RecordRef, State] = {}
    for noun in Noun:
        ids = [id_ for kind, id_ in keys if kind is noun]
        for whole in (True, False):
            some = [id_ for id_ in ids if ((noun, id_) not in record.partly) == whole]
            states = snapshots.take_snapshots(noun, some, whole=whole) if some else {}
            found.update({(noun, id_): state for id_, state in states.items()})
    return found
