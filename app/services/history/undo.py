"""Undo a revision, or restore an earlier state of a record."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from app.bibliography.messages import message
from app.database import db
from app.models import Action, Noun, Revision, RevisionItem
from app.services.actor import Actor
from app.services.history import collisions, dependencies, names, snapshots, timeline
from app.services.history import recording as history_recording
from app.services.history import restore as history_restore
from app.services.history.collisions import CannotRestoreError
from app.services.history.recording import Recording
from app.services.history.snapshots import RecordRef, State
from app.translations.text import gettext as _

# By noun and the name of a record in URLs, slug or id: its name after an undo, None if it is gone.
NamesAfterUndo = Mapping[tuple[str, str], str | None]


def undo(revision: Revision, actor: Actor, form_key: str | None = None) -> int | None:
    """Restore the fields that a revision changed; return the id of the revision that did so.

    A revision that is already undone is not undone again. Raises CannotRestoreError, and
    changes nothing, if one of the fields was changed since.
    """
    if done := effective_undos([revision.id]).get(revision.id):
        return done
    items = {(item.noun, item.record_id): item for item in revision.items}
    _refuse_erased(items.values())
    with history_recording.recording(
        actor,
        Action.UNDO,
        timeline.undo_title(revision.title),
        undo_of=revision.id,
        form_key=form_key,
    ) as recording:
        _watch(items, recording)
        states = {key: _before(item, recording.before[key]) for key, item in items.items()}
        apply_states(states, recording, exactly=True)
    if not items and recording.revision_id is None:
        raise CannotRestoreError(_("What it removed can no longer be restored."))
    return recording.revision_id


def names_after(revision: Revision) -> NamesAfterUndo:
    """Return the records that undoing a revision renames in URLs, or takes away."""
    found: dict[tuple[str, str], str | None] = {}
    for item in revision.items:
        if item.is_made:
            found[item.noun, str(item.record_id)] = None
        if item.noun is Noun.WORK and "slug" in item.after:
            found[item.noun, item.after["slug"]] = item.before.get("slug")
    return found


def restore(
    ref: RecordRef,
    revision: Revision,
    actor: Actor,
    form_key: str | None = None,
    *,
    before: bool = False,
) -> int | None:
    """Restore the state that one record had right after a revision, or `before` it.

    Return None if that is its state already. Raises CannotRestoreError.
    """
    noun, id_ = ref
    state = state_after(noun, id_, revision.id - before)
    if not state:
        raise CannotRestoreError(_("It did not exist then, so there is nothing to restore."))
    title = message("Restored “%(name)s”", name=names.record_labels({ref: state})[ref])
    with history_recording.recording(actor, Action.RESTORE, title, form_key=form_key) as recording:
        apply_states({ref: state, **_joined_since(ref, state)}, recording)
    return recording.revision_id


def state_after(noun: Noun, id_: int, revision_id: int) -> State:
    """Return a record's state right after a revision, by undoing the later ones.

    Raises CannotRestoreError if one of them has been deleted permanently.
    """
    state = dict(snapshots.current_states([(noun, id_)])[noun, id_])
    since = (
        select(RevisionItem)
        .where(RevisionItem.noun == noun, RevisionItem.record_id == id_)
        .where(RevisionItem.revision_id > revision_id)
        .order_by(RevisionItem.revision_id.desc())
    )
    items = list(db.session.scalars(since))
    _refuse_erased(items)
    for item in items:
        state = state_before(item, state)
    return state


def state_before(item: RevisionItem, state: State) -> State:
    """Return the state before a change, given the state after it."""
    added = item.after.keys() - item.before.keys()
    return {name: value for name, value in state.items() if name not in added} | item.before


def effective_undos(revision_ids: Iterable[int]) -> dict[int, int]:
    """Return the undo of each of these revisions, ignoring undos that were undone themselves."""
    undos: dict[int, list[int]] = defaultdict(list)
    for id_, undone in db.session.execute(_all_undos(), {"ids": list(revision_ids)}):
        undos[undone].append(id_)
    effective: dict[int, int] = {}
    # An undo is newer than what it undoes, so the newest are decided first.
    for undone in sorted(undos, reverse=True):
        if remaining := [id_ for id_ in undos[undone] if id_ not in effective]:
            effective[undone] = remaining[-1]
    return effective


@cache
def _all_undos() -> Select[int, Any]:
    chain = (
        select(Revision.id, Revision.undo_of)
        .where(Revision.undo_of.in_(bindparam("ids", expanding=True)))
        .cte("chain", recursive=True)
    )
    further = select(Revision.id, Revision.undo_of).join(chain, Revision.undo_of == chain.c.id)
    return select(chain.union(further)).order_by("id")


def apply_states(
    states: Mapping[RecordRef, State], recording: Recording, *, exactly: bool = False
) -> None:
    """Restore these states and the records that they refer to. Raises CannotRestoreError.

    Unless `exactly`, a work uses an existing record of the same name instead of a deleted one.
    """
    wanted = collisions.resolve_collisions(dependencies.with_dependencies(states, exactly=exactly))
    _watch(wanted, recording)
    recording.watch_leaving(
        id_ for (noun, id_), state in wanted.items() if noun is Noun.WORK and not state
    )
    history_restore.restore_states(wanted, dict(recording.before))


def _watch(refs: Iterable[RecordRef], recording: Recording) -> None:
    wanted = list(refs)
    for noun in Noun:
        recording.watch(noun, *(id_ for kind, id_ in wanted if kind is noun))


def _joined_since(ref: RecordRef, state: State) -> dict[RecordRef, State]:
    """Return the states of works joined to this one whose versions it is about to lose."""
    kept = state.get("publications", [])
    leaving = set(snapshots.current_states([ref])[ref].get("publications", [])) - set(kept)
    joined = select(RevisionItem).join(Revision, Revision.id == RevisionItem.revision_id)
    joined = joined.where(Revision.action == Action.JOIN, RevisionItem.is_gone)
    found: dict[RecordRef, State] = {}
    if leaving:
        for item in db.session.scalars(joined.order_by(RevisionItem.revision_id.desc())):
            if (versions := set(item.before.get("publications", []))) and versions <= leaving:
                found[item.noun, item.record_id] = item.before
                leaving -= versions
    return found


def _refuse_erased(items: Iterable[RevisionItem]) -> None:
    if any(item.is_erased for item in items):
        raise CannotRestoreError(collisions.ERASED)


def _before(item: RevisionItem, present: State) -> State:
    fields = item.before.keys() | item.after.keys()
    changed = any(history_recording.field_differs(present, item.after, name) for name in fields)
    if changed or (item.is_made and present.keys() - item.after.keys()):
        name = names.label_in_words(item.noun, item.label)
        changed_again = _(
            "“%(name)s” was changed again since. You can restore it from its history.", name=name
        )
        deleted = _("“%(name)s” was deleted since. You can restore it from its history.", name=name)
        raise CannotRestoreError(changed_again if present else deleted)
    kept = {name: value for name, value in present.items() if name not in fields}
    return kept | item.before
