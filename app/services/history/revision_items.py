"""What a revision did, record by record: watched before, compared after."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert

from app.database import db
from app.models import Action, Noun, Revision, RevisionItem
from app.services.editors import Editor
from app.services.history import labels, snapshots
from app.services.history.collisions import batches
from app.services.history.snapshots import Record, State

# What a revision is about comes before what it brought along.
FIRST = (Noun.WORK, Noun.SUPERVISION, Noun.PROFILE, Noun.PERSON, Noun.TOPIC, Noun.VENUE)
AT_ONCE = 1_000


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


def write(record: Recording, editor: Editor, form_key: str | None) -> Revision | None:
    """Write what differs, some records at a time: an import makes thousands."""
    revision, position = None, 0
    for some in batches(sorted(_keys(record), key=_rank), AT_ONCE):
        items = _items(record, some)
        if items and revision is None:
            revision = _revision(record, editor, form_key)
        rows = [
            {"revision_id": revision.id, "position": n, **item}
            for n, item in enumerate(items, position) if revision
        ]  # fmt: skip
        if rows:
            db.session.execute(insert(RevisionItem), rows)
        position += len(rows)
    return revision


def _revision(record: Recording, editor: Editor, form_key: str | None) -> Revision:
    revision = Revision(
        who=editor.name, account_id=editor.account_id, action=record.action, title=record.title,
        undo_of=record.undo_of, form_key=form_key or None,
    )  # fmt: skip
    db.session.add(revision)
    db.session.flush()
    return revision


def _keys(record: Recording) -> set[Record]:
    if not record.everything:
        return set(record.before)
    return set(record.before) | {(noun, id_) for noun in Noun for id_ in snapshots.every_id(noun)}


def _items(record: Recording, keys: Sequence[Record]) -> list[dict[str, Any]]:
    after = _states_now(record, keys)
    differing: dict[Record, list[str]] = {}
    for key in keys:
        was, now = record.before.get(key, {}), after.get(key, {})
        if was and not now and key in record.partly:
            raise ValueError(f"{key} is gone: it has to be watched whole")
        if fields := [name for name in was.keys() | now.keys() if _differs(was, now, name)]:
            differing[key] = sorted(fields)
    named = labels.of({key: after.get(key) or record.before[key] for key in differing})
    return [
        {"label": named[key], "noun": key[0], "record_id": key[1]}
        | _item(fields, record.before.get(key, {}), after.get(key, {}))
        for key, fields in differing.items()
    ]


def _rank(key: Record) -> tuple[int, int]:
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


def _states_now(record: Recording, keys: Sequence[Record]) -> dict[Record, State]:
    found: dict[Record, State] = {}
    for noun in Noun:
        ids = [id_ for kind, id_ in keys if kind is noun]
        for whole in (True, False):
            some = [id_ for id_ in ids if ((noun, id_) not in record.partly) == whole]
            states = snapshots.take(noun, some, whole=whole) if some else {}
            found.update({(noun, id_): state for id_, state in states.items()})
    return found
