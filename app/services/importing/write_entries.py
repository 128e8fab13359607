"""Write decided entries: new works, new versions, and changes to existing versions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from app.models import Decision, ItemState, Noun
from app.services.history.recording import Recording
from app.services.importing import update
from app.services.importing.choices import OTHER_VERSION, DecidedEntry
from app.services.importing.outcomes import SkippedEntries
from app.services.importing.prepare import PreparedPublication
from app.services.importing.write import WorkWriter


class JoinTarget(NamedTuple):
    """What an entry is joined to: a work on the site, or an earlier entry of the file."""

    work_id: int | None
    duplicate_of: int | None


class EntryDecision(NamedTuple):
    """What an entry may belong to, on the site or in its file, and the decision about it."""

    position: int
    work_id: int | None
    duplicate_of: int | None
    decision: Decision
    state: ItemState


class PreparedEntries(NamedTuple):
    """Publications ready to be written, what they are joined to, and changes, in chunks."""

    publications: Iterable[Sequence[PreparedPublication]]
    join_targets: Mapping[int, JoinTarget]
    changes: Iterable[Sequence[DecidedEntry]]


class WriteCounts(NamedTuple):
    """The numbers of works and versions added, and of entries that changed a version."""

    works: int
    versions: int
    changes: int


def write_entries(
    prepared: PreparedEntries, writer: WorkWriter, recording: Recording
) -> WriteCounts:
    """Write everything within the current transaction and revision."""
    for chunk in prepared.publications:
        for part in _runs(chunk, prepared.join_targets):
            targets = [_target(prepared.join_targets.get(made.position), writer) for made in part]
            existing = {id_ for id_ in targets if id_ and id_ not in writer.new_works}
            recording.watch(Noun.WORK, *sorted(existing))
            writer.write(list(zip(part, targets, strict=True)))
    changed = update.write_changes(prepared.changes, writer, recording)
    update.arrange_works(sorted(writer.extended.union(changed)))
    return WriteCounts(len(writer.new_works), writer.versions, len(changed))


def join_targets(entries: Iterable[EntryDecision]) -> dict[int, JoinTarget]:
    """Return what each entry is joined to; those that belonged to a skipped one stay together."""
    found: dict[int, JoinTarget] = {}
    skipped = SkippedEntries()
    for position, work_id, duplicate_of, decision, state in entries:
        if decision.is_skipped:
            skipped.skip(position, duplicate_of if state in OTHER_VERSION else None)
        elif work_id is None and (head := skipped.replacement(duplicate_of, position)) is not None:
            if head != position:
                found[position] = JoinTarget(None, head)
        else:
            found[position] = JoinTarget(work_id, duplicate_of)
    return found


def _runs(
    chunk: Sequence[PreparedPublication], join_targets: Mapping[int, JoinTarget]
) -> Iterator[list[PreparedPublication]]:
    """Split a chunk where an entry is joined to one just before it, to be written first."""
    run: list[PreparedPublication] = []
    for made in chunk:
        target = join_targets.get(made.position)
        if target and target.duplicate_of in {one.position for one in run}:
            yield run
            run = []
        run.append(made)
    yield run


def _target(target: JoinTarget | None, writer: WorkWriter) -> int | None:
    """Return the work that an entry is joined to, or None for a new work."""
    if target is None:
        return None
    return target.work_id or (
        None if target.duplicate_of is None else writer.works.get(target.duplicate_of)
    )
