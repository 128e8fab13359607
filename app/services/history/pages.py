"""The history pages: revisions, newest first, read in a fixed number of statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select

from app.database import db
from app.models import Action, Noun, Revision, RevisionItem
from app.services.history import labels, names, snapshots, timeline, undo, wording
from app.services.history.collisions import CannotRestoreError
from app.services.history.names import Names
from app.services.history.snapshots import RecordRef, State
from app.services.history.wording import RecordChange
from app.translations.text import translated

PAGE_SIZE = 50
RECORDS_SHOWN = 20
RECORDS_ON_OWN_PAGE = 200


@dataclass(frozen=True)
class RevisionEntry:
    """A revision as its page shows it; `records` counts all its records, shown or not."""

    id: int
    made_at: datetime
    when: str
    who: str
    title: str
    changes: list[RecordChange]
    records: int
    is_erased: bool
    undone_by: int | None
    undo_word: str
    redoes: bool


@dataclass(frozen=True)
class HistoryPage:
    """A page of revisions, and the `before` of the next older page."""

    entries: list[RevisionEntry]
    older: int | None


@dataclass(frozen=True)
class HistoryStep:
    """What a revision changed in one record, and which states can be restored."""

    entry: RevisionEntry
    is_present: bool
    may_restore: bool
    may_restore_before: bool


@dataclass(frozen=True)
class RecordHistory:
    """All changes of one record."""

    label: str
    kind: str
    is_there: bool
    steps: list[HistoryStep]
    older: int | None


def history_page(before: int | None) -> HistoryPage:
    """Return the revisions older than `before`, or the newest."""
    query = select(Revision)
    if before is not None:
        query = query.where(Revision.id < before)
    found = list(db.session.scalars(query.order_by(Revision.id.desc()).limit(PAGE_SIZE + 1)))
    shown = found[:PAGE_SIZE]
    items = _items([revision.id for revision in shown], RevisionItem.position < RECORDS_SHOWN)
    return HistoryPage(_entries(shown, items), shown[-1].id if len(found) > PAGE_SIZE else None)


def revision_entry(revision_id: int, after: int) -> RevisionEntry | None:
    """Return a revision with its records from position `after` on, or None."""
    revision = db.session.get(Revision, revision_id)
    if revision is None:
        return None
    within = RevisionItem.position.between(after, after + RECORDS_ON_OWN_PAGE - 1)
    return _entries([revision], _items([revision_id], within))[0]


def record_history(ref: RecordRef, before: int | None) -> RecordHistory | None:
    """Return the changes of a record, or None if history has none."""
    noun, id_ = ref
    query = select(RevisionItem).where(RevisionItem.noun == noun, RevisionItem.record_id == id_)
    if before is not None:
        query = query.where(RevisionItem.revision_id < before)
    newest = RevisionItem.revision_id.desc()
    found = list(db.session.scalars(query.order_by(newest).limit(PAGE_SIZE + 1)))
    items = found[:PAGE_SIZE]
    if not items:
        return None
    ids = [item.revision_id for item in items]
    revisions = db.session.scalars(select(Revision).where(Revision.id.in_(ids)))
    entries = _entries(sorted(revisions, key=lambda revision: -revision.id), items)
    present = snapshots.current_states([ref])[ref]
    state = present if before is None else _state_after(noun, id_, ids[0])
    return RecordHistory(
        label=names.label_in_words(noun, items[0].label),
        kind=translated(labels.KINDS[noun]),
        is_there=bool(present),
        steps=_steps(entries, items, state, present),
        older=ids[-1] if len(found) > PAGE_SIZE else None,
    )


def _state_after(noun: Noun, id_: int, revision_id: int) -> State:
    """Return the state after a revision, {} if it was deleted permanently."""
    try:
        return undo.state_after(noun, id_, revision_id)
    except CannotRestoreError:
        return {}


def _steps(
    entries: list[RevisionEntry], items: list[RevisionItem], state: State, present: State
) -> list[HistoryStep]:
    """Return the steps with what can be restored: no state from before an erased one."""
    steps, is_known = [], True
    for shown, item in zip(entries, items, strict=True):
        is_present = is_known and state == present and not item.is_erased
        may_restore = bool(state) and state != present
        is_known = is_known and not item.is_erased
        state = undo.state_before(item, state) if is_known else {}
        is_first = item is items[-1] and len(items) < PAGE_SIZE
        may_restore_before = is_first and bool(state) and state != present
        steps.append(HistoryStep(shown, is_present, may_restore, may_restore_before))
    return steps


def _items(ids: list[int], condition: ColumnElement[bool]) -> list[RevisionItem]:
    query = select(RevisionItem).where(RevisionItem.revision_id.in_(ids), condition)
    return list(db.session.scalars(query.order_by(RevisionItem.position)))


def _entries(revisions: Sequence[Revision], items: list[RevisionItem]) -> list[RevisionEntry]:
    ids = [revision.id for revision in revisions]
    id_column = RevisionItem.revision_id
    counted = select(id_column, func.count()).where(id_column.in_(ids)).group_by(id_column)
    counts = {row[0]: row[1] for row in db.session.execute(counted)}
    erased = set(db.session.scalars(_erased(ids)))
    undone, known = undo.effective_undos(ids), Names(items)
    changes: dict[int, list[RecordChange]] = {id_: [] for id_ in ids}
    for item in items:
        changes[item.revision_id].append(wording.describe_change(item, known))
    return [
        RevisionEntry(
            id=revision.id,
            made_at=revision.made_at,
            when=timeline.time_ago(revision.made_at),
            who=timeline.who_in_words(revision.who),
            title=revision.title,
            changes=changes[revision.id],
            records=counts.get(revision.id, 0),
            is_erased=revision.id in erased or revision.action is Action.ERASE,
            undone_by=undone.get(revision.id),
            undo_word=timeline.undo_word(revision.title),
            redoes=timeline.redoes(revision.title),
        )
        for revision in revisions
    ]


def _erased(ids: list[int]) -> Select[int]:
    within = RevisionItem.revision_id.in_(ids), RevisionItem.is_erased
    return select(RevisionItem.revision_id).where(*within).distinct()
