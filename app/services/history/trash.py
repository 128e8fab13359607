"""What was deleted and is not there: shown, and brought back with all that was its own."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import aliased

from app.database import db
from app.models import Action, Noun, Revision, RevisionItem
from app.services.actor import Actor
from app.services.history import snapshots, timeline, undo, wording
from app.services.history.collisions import CannotRestoreError
from app.services.history.recording import recording
from app.services.history.snapshots import RecordRef, State

ON_A_PAGE = 50


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
    """What was deleted, the latest first, and where the next older ones begin."""

    gone: list[DeletedRecord]
    older: str | None


def trash_page(before: tuple[int, int] | None) -> Trash:
    """Return what was deleted before a (revision, position), or lately."""
    item = RevisionItem
    query = select(item, Revision).join(Revision, Revision.id == item.revision_id)
    query = query.where(item.is_gone, ~_has_newer(), _by_hand())
    if before:
        of, position = before
        same = and_(item.revision_id == of, item.position > position)
        query = query.where(or_(item.revision_id < of, same))
    ordered = query.order_by(item.revision_id.desc(), item.position).limit(ON_A_PAGE + 1)
    found = [(row[0], row[1]) for row in db.session.execute(ordered)]
    last = found[ON_A_PAGE - 1][0] if len(found) > ON_A_PAGE else None
    older = f"{last.revision_id}.{last.position}" if last else None
    return Trash([_gone(item, revision) for item, revision in found[:ON_A_PAGE]], older)


def restore(record: RecordRef, revision: Revision, actor: Actor) -> int | None:
    """Bring back one record that a revision deleted; None where it is there already.

    A topic comes back to all that had it. Raises CannotRestoreError.
    """
    items = {(item.noun, item.record_id): item for item in revision.items}
    item = items.get(record)
    if item is None or not item.is_gone:
        raise CannotRestoreError("That revision did not delete it.")
    if snapshots.current_states([record])[record]:
        return None
    wanted = {record: item.before}
    if item.noun is Noun.TOPIC:
        wanted |= _tagged_again(record[1], revision)
    with recording(actor, Action.RESTORE, f"Brought back “{item.label}”") as done:
        undo.apply_states(wanted, done)
    return done.revision.id if done.revision else None


def _has_newer() -> ColumnElement[bool]:
    newer = aliased(RevisionItem)
    return exists().where(
        newer.noun == RevisionItem.noun,
        newer.record_id == RevisionItem.record_id,
        newer.revision_id > RevisionItem.revision_id,
    )


def _by_hand() -> ColumnElement[bool]:
    """Deleted by a person, or once more by the undoing of an undo."""
    other, of = aliased(RevisionItem), aliased(Revision)
    once = exists().where(
        other.noun == RevisionItem.noun,
        other.record_id == RevisionItem.record_id,
        other.is_gone,
        of.id == other.revision_id,
        of.action == Action.DELETE,
    )
    return or_(Revision.action == Action.DELETE, and_(Revision.action == Action.UNDO, once))


def _gone(item: RevisionItem, revision: Revision) -> DeletedRecord:
    return DeletedRecord(
        noun=item.noun,
        record_id=item.record_id,
        kind=wording.KINDS[item.noun],
        label=item.label,
        revision_id=revision.id,
        title=revision.title,
        made_at=revision.made_at,
        when=timeline.time_ago(revision.made_at),
        who=revision.who,
    )


def _tagged_again(topic_id: int, revision: Revision) -> dict[RecordRef, State]:
    """Return the states of what lost a topic in that revision, with the topic."""
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
