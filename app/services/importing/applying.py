"""Applying an import: all that she chose in one transaction and one revision, or nothing."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, NamedTuple

from sqlalchemy import select

from app.database import db, reading, roomy
from app.models import Action, Decision, ImportBatch, ImportItem, ImportState, ItemState, Noun
from app.services import changes, revisions
from app.services.editors import Editor
from app.services.importing import batches, changing, counting, making, rechecking
from app.services.importing.making import Made
from app.services.importing.progress import Progress
from app.services.importing.standing_in import StandIns
from app.services.importing.writing import Writer
from app.services.revisions import Recording

NOTHING = "There was nothing to import: the site has all that was chosen."


class OvertakenError(Exception):
    """The site was changed between looking and writing."""


class Prepared(NamedTuple):
    """Publications ready to be written, made at a count of the site's changes."""

    file: IO[bytes]
    topics: Iterable[str]
    at: int


class Joint(NamedTuple):
    """What an entry is joined to: a work of the site, or an earlier entry of the file."""

    work_id: int | None
    leader: int | None


def apply(batch_id: int, progress: Progress) -> None:
    """Write what she chose. Where the site has changed meanwhile, show what that changes first.

    Raises StoppedError.
    """
    checked = rechecking.again(batch_id, progress)
    if checked.note:
        progress.finish(ImportState.READY, note=checked.note)
        db.session.commit()
        return
    with reading():
        chosen = counting.of(batch_id).chosen
    progress.expect(chosen)
    with tempfile.TemporaryFile() as file:
        topics = making.prepare(batch_id, file, progress)
        try:
            with roomy():
                _write(batch_id, Prepared(file, topics, checked.at), progress)
        except OvertakenError:
            apply(batch_id, progress)


def _write(batch_id: int, prepared: Prepared, progress: Progress) -> None:
    batch = db.session.get_one(ImportBatch, batch_id)
    editor = Editor(name=batch.who, account_id=batch.account_id)
    key = batches.key(batch_id)
    with revisions.recording(editor, Action.IMPORT, batch.name, form_key=key) as record:
        if changes.count() != prepared.at:
            raise OvertakenError
        record.title = _bring(batch, prepared, record)
        progress.finish(ImportState.APPLIED, note=None)
    if record.revision is None:
        progress.finish(ImportState.APPLIED, note=NOTHING)
        db.session.commit()


def _bring(batch: ImportBatch, prepared: Prepared, record: Recording) -> str:
    """Write everything and return what history calls it."""
    joints = _joints(batch.id)
    writer = Writer(record, [*prepared.topics, *changing.topics(batch.id)])
    for chunk in making.read(prepared.file):
        for part in _runs(chunk, joints):
            targets = [_target(joints.get(made.position), writer) for made in part]
            there = {id_ for id_ in targets if id_ and id_ not in writer.own}
            record.watch(Noun.WORK, *sorted(there))
            writer.write(list(zip(part, targets, strict=True)))
    changed = changing.apply(batch.id, writer, record)
    changing.arrange(sorted(writer.joined.union(changed)))
    counts = (len(writer.own), "work"), (writer.versions, "version"), (len(changed), "change")
    return f"Imported {_counted(counts)} from {batch.name}"


def _joints(batch_id: int) -> dict[int, Joint]:
    of = ImportItem
    columns = of.position, of.work_id, of.leader, of.decision, of.state
    query = select(*columns).where(of.batch_id == batch_id)
    wanted = query.where(of.decision != Decision.ADD).order_by(of.position)
    joints: dict[int, Joint] = {}
    instead = StandIns()
    for position, work_id, leader, decision, state in db.session.execute(wanted):
        if decision is Decision.SKIP:
            instead.leave_out(position, leader if state is ItemState.VERSION else None)
        elif work_id is None and (head := instead.of(leader, position)) is not None:
            if head != position:
                joints[position] = Joint(None, head)
        else:
            joints[position] = Joint(work_id, leader)
    return joints


def _runs(chunk: Sequence[Made], joints: dict[int, Joint]) -> Iterator[list[Made]]:
    """Cut where an entry is joined to one just before it, which must be written first."""
    run: list[Made] = []
    for made in chunk:
        joint = joints.get(made.position)
        if joint and joint.leader in {one.position for one in run}:
            yield run
            run = []
        run.append(made)
    yield run


def _target(joint: Joint | None, writer: Writer) -> int | None:
    """Return the work that an entry goes to, None where it is one of its own."""
    if joint is None:
        return None
    return joint.work_id or (None if joint.leader is None else writer.works.get(joint.leader))


def _counted(counts: Sequence[tuple[int, str]]) -> str:
    said = [f"{n:,} {word}{'' if n == 1 else 's'}" for n, word in counts if n]
    return " and ".join(filter(None, [", ".join(said[:-1]), *said[-1:]])) or "nothing"
