"""Applying an import: all that she chose in one transaction and one revision, or nothing."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, NamedTuple

from sqlalchemy import select

from app.database import db
from app.database.transactions import large_cache, reading
from app.models import Action, Decision, ImportBatch, ImportItem, ImportState
from app.services import cache
from app.services.actor import Actor
from app.services.editing import uniqueness
from app.services.history import recording
from app.services.history.recording import Recording
from app.services.importing import batches, outcomes, prepare, staging, update, write_entries
from app.services.importing.progress import Progress
from app.services.importing.write import WorkAddresses, WorkWriter
from app.services.importing.write_entries import Placed

NOTHING = "There was nothing to import: the site has all that was chosen."


class OvertakenError(Exception):
    """The site was changed between looking and writing."""


class PreparedImport(NamedTuple):
    """Publications ready to be written, made at a count of the site's changes."""

    file: IO[bytes]
    topics: Iterable[str]
    named: Iterable[str]
    at: int


def apply_import(batch_id: int, progress: Progress) -> None:
    """Write what she chose. Where the site has changed meanwhile, show what that changes first.

    Raises StoppedError.
    """
    checked = staging.recheck(batch_id, progress)
    if checked.note:
        progress.finish(ImportState.READY, note=checked.note)
        db.session.commit()
        return
    with reading():
        chosen = outcomes.preview_counts(batch_id).chosen
    progress.expect(chosen)
    with tempfile.TemporaryFile() as file:
        topics, named = prepare.prepare_publications(batch_id, file, progress)
        try:
            with large_cache():
                _write(batch_id, PreparedImport(file, topics, named, checked.at), progress)
        except OvertakenError:
            apply_import(batch_id, progress)


def _write(batch_id: int, prepared: PreparedImport, progress: Progress) -> None:
    batch = db.session.get_one(ImportBatch, batch_id)
    editor = Actor(name=batch.who, account_id=batch.account_id)
    key = batches.revision_key(batch_id)
    with recording.recording(editor, Action.IMPORT, batch.name, form_key=key) as record:
        if cache.change_count() != prepared.at:
            raise OvertakenError
        record.title = _bring(batch, prepared, record)
        progress.finish(ImportState.APPLIED, note=None)
    if record.revision is None:
        progress.finish(ImportState.APPLIED, note=NOTHING)
        db.session.commit()


def _bring(batch: ImportBatch, prepared: PreparedImport, record: Recording) -> str:
    """Write everything and return what history calls it."""
    topics = [*prepared.topics, *update.changed_topics(batch.id)]
    writer = WorkWriter(record, topics, WorkAddresses(uniqueness.taken(), prepared.named))
    ready = write_entries.Prepared(
        prepare.prepared_chunks(prepared.file),
        write_entries.joints(_placed(batch.id)),
        update.chosen_changes(batch.id),
    )
    works, versions, changed = write_entries.write_entries(ready, writer, record)
    counts = (works, "work"), (versions, "version"), (changed, "change")
    return f"Imported {_counted(counts)} from {batch.name}"


def _placed(batch_id: int) -> Iterator[Placed]:
    of = ImportItem
    columns = of.position, of.work_id, of.leader, of.decision, of.state
    query = select(*columns).where(of.batch_id == batch_id, of.decision != Decision.ADD)
    return (Placed(*row) for row in db.session.execute(query.order_by(of.position)))


def _counted(counts: Sequence[tuple[int, str]]) -> str:
    said = [f"{n:,} {word}{'' if n == 1 else 's'}" for n, word in counts if n]
    return " and ".join(filter(None, [", ".join(said[:-1]), *said[-1:]])) or "nothing"
