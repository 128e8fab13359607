"""Writing decided entries: new works, new versions, and changes to versions that are there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from app.models import Decision, ItemState, Noun
from app.services.history.recording import Recording
from app.services.importing import update
from app.services.importing.choices import DecidedEntry
from app.services.importing.outcomes import LeaderFallbacks
from app.services.importing.prepare import PreparedPublication
from app.services.importing.write import WorkWriter


class JoinTarget(NamedTuple):
    """What an entry is joined to: a work of the site, or an earlier entry of the file."""

    work_id: int | None
    leader: int | None


class Placed(NamedTuple):
    """What an entry may belong to, of the site or of its file, and what was decided of it."""

    position: int
    work_id: int | None
    leader: int | None
    decision: Decision
    state: ItemState


class Prepared(NamedTuple):
    """Publications ready to be written, what they are joined to, and changes; each in chunks."""

    publications: Iterable[Sequence[PreparedPublication]]
    joints: Mapping[int, JoinTarget]
    changes: Iterable[Sequence[DecidedEntry]]


class Written(NamedTuple):
    """How many works and versions were added, and how many entries changed a version."""

    works: int
    versions: int
    changes: int


def write_entries(prepared: Prepared, writer: WorkWriter, record: Recording) -> Written:
    """Write everything within the transaction and the revision at hand."""
    for chunk in prepared.publications:
        for part in _runs(chunk, prepared.joints):
            targets = [_target(prepared.joints.get(made.position), writer) for made in part]
            there = {id_ for id_ in targets if id_ and id_ not in writer.own}
            record.watch(Noun.WORK, *sorted(there))
            writer.write(list(zip(part, targets, strict=True)))
    changed = update.write_changes(prepared.changes, writer, record)
    update.arrange_works(sorted(writer.joined.union(changed)))
    return Written(len(writer.own), writer.versions, len(changed))


def joints(entries: Iterable[Placed]) -> dict[int, JoinTarget]:
    """Return what each of these entries is joined to; those of one left out stay together."""
    found: dict[int, JoinTarget] = {}
    instead = LeaderFallbacks()
    for position, work_id, leader, decision, state in entries:
        if decision is Decision.SKIP:
            instead.leave_out(position, leader if state is ItemState.VERSION else None)
        elif work_id is None and (head := instead.of(leader, position)) is not None:
            if head != position:
                found[position] = JoinTarget(None, head)
        else:
            found[position] = JoinTarget(work_id, leader)
    return found


def _runs(
    chunk: Sequence[PreparedPublication], joints: Mapping[int, JoinTarget]
) -> Iterator[list[PreparedPublication]]:
    """Cut where an entry is joined to one just before it, which must be written first."""
    run: list[PreparedPublication] = []
    for made in chunk:
        joint = joints.get(made.position)
        if joint and joint.leader in {one.position for one in run}:
            yield run
            run = []
        run.append(made)
    yield run


def _target(joint: JoinTarget | None, writer: WorkWriter) -> int | None:
    """Return the work that an entry goes to, None where it is one of its own."""
    if joint is None:
        return None
    return joint.work_id or (None if joint.leader is None else writer.works.get(joint.leader))
