"""The trash: deleted records, listed and restored with everything they had."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import aliased

from app.bibliography.messages import message
from app.database import db
from app.models import Action, Noun, Revision, RevisionItem
from app.services.actor import Actor
from app.services.history import collisions, labels, names, snapshots, timeline, undo
from app.services.history.collisions import CannotRestoreError
from app.services.history.recording import recording
from app.services.history.snapshots import RecordRef, State
from app.translations.text import gettext as _
from app.translations.text import translated

PAGE_SIZE = 50


@dataclass(frozen=True)
class DeletedRecord:
    """A record that was deleted."""

    noun: Noun
    record_id: int
    kind: str
    label: str
    revision_id: int
    title: str
    made_at: datetime
    when: str
    who: str


@dataclass(frozen=True)
class Trash:
    """A page of deleted records, newest first, and the `before` of the next older page."""

    records: list[DeletedRecord]
    older: str | None


def trash_page(before: tuple[int, int] | None) -> Trash:
    """Return the records deleted before a (revision, position), or the newest."""
    item, query = RevisionItem, _deleted()
    if before:
        revision_id, position = before
        same = and_(item.revision_id == revision_id, item.position > position)
        query = query.where(or_(item.revision_id < revision_id, same))
    ordered = query.order_by(item.revision_id.desc(), item.position).limit(PAGE_SIZE + 1)
    found = [(row[0], row[1]) for row in db.session.execute(ordered)]
    last = found[PAGE_SIZE - 1][0] if len(found) > PAGE_SIZE else None
    older = f"{last.revision_id}.{last.position}" if last else None
    return Trash([_deleted_record(item, revision) for item, revision in found[:PAGE_SIZE]], older)


def deleted_record(ref: RecordRef) -> DeletedRecord | None:
    """Return a record in the trash, or None."""
    own = RevisionItem.noun == ref[0], RevisionItem.record_id == ref[1]
    row = db.session.execute(_deleted().where(*own)).first()
    return _deleted_record(row[0], row[1]) if row else None


def everything(until: int | None = None) -> list[DeletedRecord]:
    """Return all records in the trash, newest first, or those deleted `until` a revision."""
    item, query = RevisionItem, _deleted()
    if until is not None:
        query = query.where(item.revision_id <= until)
    rows = db.session.execute(query.order_by(item.revision_id.desc(), item.position))
    return [_deleted_record(row[0], row[1]) for row in rows]


def restore(ref: RecordRef, revision: Revision, actor: Actor) -> int | None:
    """Restore one record that a revision deleted; return None if it exists already.

    A topic is added back to everything that had it, and a section has its entries again. Raises
    CannotRestoreError.
    """
    items = {(item.noun, item.record_id): item for item in revision.items}
    item = items.get(ref)
    if item is None or not item.is_gone:
        raise CannotRestoreError(_("That change did not delete it."))
    if item.is_erased:
        raise CannotRestoreError(collisions.ERASED)
    if snapshots.current_states([ref])[ref]:
        return None
    wanted = {ref: item.before}
    if item.noun is Noun.TOPIC:
        wanted |= _states_with_topic(ref[1], revision)
    elif item.noun is Noun.WORK:
        wanted |= _entries_of_work(ref[1], revision)
    elif item.noun is Noun.SECTION:
        wanted |= _entries_in_section(ref[1], revision)
    with recording(
        actor, Action.RESTORE, message("Restored “%(name)s”", name=item.label)
    ) as current:
        undo.apply_states(wanted, current)
    return current.revision_id


def _deleted() -> Select[RevisionItem, Revision]:
    """Select the deletion of each record in the trash."""
    item = RevisionItem
    query = select(item, Revision).join(Revision, Revision.id == item.revision_id)
    by_itself = ~_is_gone_with_section()
    return query.where(
        item.is_gone, ~item.is_erased, ~_has_newer(), _is_deleted_by_user(), by_itself
    )


def _has_newer() -> ColumnElement[bool]:
    newer = aliased(RevisionItem)
    return exists().where(
        newer.noun == RevisionItem.noun,
        newer.record_id == RevisionItem.record_id,
        newer.revision_id > RevisionItem.revision_id,
    )


def _is_gone_with_section() -> ColumnElement[bool]:
    """Match entries that were deleted with their section, which brings them back."""
    section = aliased(RevisionItem)
    with_it = section.revision_id == RevisionItem.revision_id
    return and_(
        RevisionItem.noun == Noun.ENTRY,
        exists().where(with_it, section.noun == Noun.SECTION, section.is_gone),
    )


def _is_deleted_by_user() -> ColumnElement[bool]:
    """Match deletions by a user, and undos that deleted again what a user had deleted.

    A student whose name is not published any more was deleted while saving.
    """
    other, revision = aliased(RevisionItem), aliased(Revision)
    deleted_before = exists().where(
        other.noun == RevisionItem.noun,
        other.record_id == RevisionItem.record_id,
        other.is_gone,
        revision.id == other.revision_id,
        revision.action == Action.DELETE,
    )
    return or_(
        Revision.action == Action.DELETE,
        and_(Revision.action == Action.UNDO, deleted_before),
        and_(Revision.action == Action.SAVE, RevisionItem.noun == Noun.PERSON),
    )


def _deleted_record(item: RevisionItem, revision: Revision) -> DeletedRecord:
    return DeletedRecord(
        noun=item.noun,
        record_id=item.record_id,
        kind=translated(labels.KINDS[item.noun]),
        label=names.label_in_words(item.noun, item.label),
        revision_id=revision.id,
        title=revision.title,
        made_at=revision.made_at,
        when=timeline.time_ago(revision.made_at),
        who=timeline.who_in_words(revision.who),
    )


def _states_with_topic(topic_id: int, revision: Revision) -> dict[RecordRef, State]:
    """Return the states, with the topic, of the records that lost it in that revision."""
    lost = {
        (item.noun, item.record_id): item
        for item in revision.items
        if topic_id in item.before.get("topics", []) and "topics" in item.after
    }
    wanted = {}
    for key, state in snapshots.current_states(lost).items():
        item = lost[key]
        if state and state["topics"] == item.after["topics"]:
            wanted[key] = state | {"topics": item.before["topics"]}
        elif state and topic_id not in state["topics"]:
            wanted[key] = state | {"topics": [*state["topics"], topic_id]}
    return wanted


def _entries_of_work(work_id: int, revision: Revision) -> dict[RecordRef, State]:
    """Return the states, with the work, of the entries that lost it in that revision."""
    lost = [
        (item.noun, item.record_id)
        for item in revision.items
        if item.noun is Noun.ENTRY and item.before.get("work_id") == work_id and not item.is_gone
    ]
    return {
        key: state | {"work_id": work_id}
        for key, state in snapshots.current_states(lost).items()
        if state and state["work_id"] is None
    }


def _entries_in_section(section_id: int, revision: Revision) -> dict[RecordRef, State]:
    """Return the states of the entries that were deleted with a section in that revision."""
    return {
        (item.noun, item.record_id): item.before
        for item in revision.items
        if item.noun is Noun.ENTRY
        and item.is_gone
        and not item.is_erased
        and item.before["section_id"] == section_id
    }
