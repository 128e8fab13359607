"""Recording: whatever is done within becomes one revision, or leaves nothing behind."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import and_, false, func, or_, select

from app.database import db
from app.models import Action, Noun, Revision, RevisionItem
from app.services import changes, labels, snapshots
from app.services.editors import Editor
from app.services.snapshots import Record, State

# What a revision is about comes before what it brought along.
FIRST = (Noun.WORK, Noun.SUPERVISION, Noun.PROFILE, Noun.PERSON, Noun.TOPIC, Noun.VENUE)


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
    before: dict[Record, State] = field(default_factory=dict)
    partly: set[Record] = field(default_factory=set)
    everything: bool = False

    def watch(self, noun: Noun, *ids: int, whole: bool = True) -> None:
        """Remember records as they are now; not `whole`: works of which no version changes."""
        db.session.flush()
        known = self.before.keys() - self.partly if whole else self.before.keys()
        fresh = [id_ for id_ in ids if (noun, id_) not in known]
        states = snapshots.take(noun, fresh, whole=whole) if fresh else {}
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
    editor: Editor, action: Action, title: str, *, form_key: str | None = None,
    undo_of: int | None = None,
) -> Iterator[Recording]:  # fmt: skip
    """Commit what is done within as one revision; on an exception, nothing of it is left.

    Where nothing watched has changed, no revision is made. Raises DoneAlreadyError for a form
    that was sent before (`form_key`).
    """
    _refuse_again(form_key)
    record = Recording(action, title, undo_of)
    try:
        yield record
        db.session.flush()
        items = _items(record)
        if not items:
            db.session.rollback()
            return
        record.revision = Revision(
            who=editor.name, account_id=editor.account_id, action=action, title=record.title,
            undo_of=undo_of, form_key=form_key or None, items=items,
        )  # fmt: skip
        db.session.add(record.revision)
        changes.commit()
    except BaseException:
        db.session.rollback()
        raise


def version(*records: Record) -> int:
    """Return the last revision of these records together, 0 before any."""
    of = (and_(RevisionItem.noun == noun, RevisionItem.record_id == id_) for noun, id_ in records)
    newest = select(func.max(RevisionItem.revision_id)).where(or_(false(), *of))
    return db.session.scalar(newest) or 0


def _refuse_again(form_key: str | None) -> None:
    same = select(Revision).where(Revision.form_key == form_key)
    if form_key and (done := db.session.scalar(same)):
        raise DoneAlreadyError(done)


def _items(record: Recording) -> list[RevisionItem]:
    after = _states_now(record)
    differing: dict[Record, list[str]] = {}
    for key in sorted(record.before.keys() | after.keys(), key=_rank):
        was, now = record.before.get(key, {}), after.get(key, {})
        if was and not now and key in record.partly:
            raise ValueError(f"{key} is gone: it has to be watched whole")
        if fields := [name for name in was.keys() | now.keys() if _differs(was, now, name)]:
            differing[key] = sorted(fields)
    named = labels.of({key: after.get(key) or record.before[key] for key in differing})
    items: list[RevisionItem] = []
    for key, fields in differing.items():
        item = _item(fields, record.before.get(key, {}), after.get(key, {}))
        item.position, item.label, (item.noun, item.record_id) = len(items), named[key], key
        items.append(item)
    return items


def _rank(key: Record) -> tuple[int, int]:
    return FIRST.index(key[0]), key[1]


def _item(fields: list[str], was: State, now: State) -> RevisionItem:
    return RevisionItem(
        is_made=not was,
        is_gone=not now,
        before={name: was[name] for name in fields if name in was},
        after={name: now[name] for name in fields if name in now},
    )


def _differs(was: State, now: State, name: str) -> bool:
    return (name in was, was.get(name)) != (name in now, now.get(name))


def _states_now(record: Recording) -> dict[Record, State]:
    found: dict[Record, State] = {}
    for noun in Noun:
        watched = [key for key in record.before if key[0] is noun]
        ids = snapshots.every_id(noun) if record.everything else [id_ for _, id_ in watched]
        for whole in (True, False):
            some = [id_ for id_ in ids if ((noun, id_) not in record.partly) == whole]
            states = snapshots.take(noun, some, whole=whole) if some else {}
            found.update({(noun, id_): state for id_, state in states.items()})
    return found
