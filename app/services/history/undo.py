"""Taking back: one revision, or all that happened to a record since."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import select

from app.database import db
from app.models import Action, Noun, Revision, RevisionItem
from app.services.actor import Actor
from app.services.history import collisions, dependencies, names, snapshots
from app.services.history import recording as history_recording
from app.services.history import restore as history_restore
from app.services.history.collisions import CannotRestoreError
from app.services.history.recording import Recording
from app.services.history.snapshots import RecordRef, State
from app.services.history.timeline import REDID, UNDID


def undo(revision: Revision, actor: Actor, form_key: str | None = None) -> int | None:
    """Put the fields that a revision changed back to what they were before it.

    Return the revision that did so, also where it was done before. Raises CannotRestoreError
    where one of the fields was changed since, and then changes nothing.
    """
    if done := standing_undos([revision.id]).get(revision.id):
        return done
    items = {(item.noun, item.record_id): item for item in revision.items}
    with history_recording.recording(
        actor, Action.UNDO, _title(revision.title), undo_of=revision.id, form_key=form_key
    ) as record:
        _watch(items, record)
        apply_states(
            {key: _before(item, record.before[key]) for key, item in items.items()},
            record,
            exactly=True,
        )
    return record.revision.id if record.revision else None


def restore(
    record: RecordRef,
    revision: Revision,
    actor: Actor,
    form_key: str | None = None,
    *,
    before: bool = False,
) -> int | None:
    """Give one record the state that it had right after a revision, or `before` it.

    Return None where that is its state already. Raises CannotRestoreError.
    """
    noun, id_ = record
    state = state_after(noun, id_, revision.id - before)
    if not state:
        raise CannotRestoreError("It was not there then: there is nothing to bring back.")
    title = f"Restored “{names.record_labels({record: state})[record]}”"
    with history_recording.recording(actor, Action.RESTORE, title, form_key=form_key) as recording:
        apply_states({record: state, **_joined_since(record, state)}, recording)
    return recording.revision.id if recording.revision else None


def state_after(noun: Noun, id_: int, revision_id: int) -> State:
    """Return a record's snapshot as it was after a revision, by walking back from the present."""
    state = dict(snapshots.current_states([(noun, id_)])[noun, id_])
    since = (
        select(RevisionItem)
        .where(RevisionItem.noun == noun, RevisionItem.record_id == id_)
        .where(RevisionItem.revision_id > revision_id)
        .order_by(RevisionItem.revision_id.desc())
    )
    for item in db.session.scalars(since):
        state = back(item, state)
    return state


def back(item: RevisionItem, state: State) -> State:
    """Return the state before a change from the one after it."""
    made = item.after.keys() - item.before.keys()
    return {name: value for name, value in state.items() if name not in made} | item.before


def standing_undos(revision_ids: Iterable[int]) -> dict[int, int]:
    """Return what undid these revisions, without undos that were undone themselves."""
    chain = (
        select(Revision.id, Revision.undo_of)
        .where(Revision.undo_of.in_(list(revision_ids)))
        .cte("chain", recursive=True)
    )
    further = select(Revision.id, Revision.undo_of).join(chain, Revision.undo_of == chain.c.id)
    undos: dict[int, list[int]] = defaultdict(list)
    for id_, of in db.session.execute(select(chain.union(further)).order_by("id")):
        undos[of].append(id_)
    standing: dict[int, int] = {}
    # An undo is always younger than what it undoes: the youngest are decided first.
    for of in sorted(undos, reverse=True):
        if stands := [id_ for id_ in undos[of] if id_ not in standing]:
            standing[of] = stands[-1]
    return standing


def apply_states(
    states: Mapping[RecordRef, State], recording: Recording, *, exactly: bool = False
) -> None:
    """Give records these states, and bring back what they name. Raises CannotRestoreError.

    Unless `exactly` those are wanted, what was made anew since stands in for what a work names.
    """
    wanted = collisions.resolve_collisions(dependencies.with_dependencies(states, exactly=exactly))
    _watch(wanted, recording)
    history_restore.restore_states(wanted, dict(recording.before))


def _watch(records: Iterable[RecordRef], recording: Recording) -> None:
    wanted = list(records)
    for noun in Noun:
        recording.watch(noun, *(id_ for kind, id_ in wanted if kind is noun))


def _joined_since(record: RecordRef, state: State) -> dict[RecordRef, State]:
    """Return the works that were joined to this one, whose versions it would not have any more."""
    kept = state.get("publications", [])
    leaving = set(snapshots.current_states([record])[record].get("publications", [])) - set(kept)
    joined = select(RevisionItem).join(Revision, Revision.id == RevisionItem.revision_id)
    joined = joined.where(Revision.action == Action.JOIN, RevisionItem.is_gone)
    found: dict[RecordRef, State] = {}
    if leaving:
        for item in db.session.scalars(joined.order_by(RevisionItem.revision_id.desc())):
            if (theirs := set(item.before.get("publications", []))) and theirs <= leaving:
                found[item.noun, item.record_id] = item.before
                leaving -= theirs
    return found


def _title(title: str) -> str:
    if title.startswith(UNDID):
        return REDID + title.removeprefix(UNDID)
    return UNDID + title.removeprefix(REDID)


def _before(item: RevisionItem, present: State) -> State:
    fields = item.before.keys() | item.after.keys()
    changed = any(_differs(present, item.after, name) for name in fields)
    if changed or (item.is_made and present.keys() - item.after.keys()):
        since = "changed again" if present else "deleted"
        raise CannotRestoreError(f"“{item.label}” was {since} since. Its own history can help.")
    kept = {name: value for name, value in present.items() if name not in fields}
    return kept | item.before


def _differs(state: State, other: State, name: str) -> bool:
    return (name in state) != (name in other) or state.get(name) != other.get(name)
