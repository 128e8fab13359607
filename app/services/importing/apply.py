"""Apply an import: write every chosen entry in one transaction and one revision, or nothing."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import IO, NamedTuple

from sqlalchemy import and_, func, select

from app.bibliography.messages import Message, message, plural_message
from app.database import db
from app.database.transactions import large_cache, locking_out, locks_out, reading
from app.models import Action, Decision, DeclineReason, ImportBatch, ImportItem, ImportState
from app.services import cache
from app.services.actor import Actor
from app.services.declined.store import NewDecline
from app.services.declined.values import recognized_by
from app.services.editing import uniqueness
from app.services.history import recording as history_recording
from app.services.history.recording import Recording
from app.services.importing import (
    batches,
    choices,
    outcomes,
    prepare,
    staging,
    update,
    write_entries,
)
from app.services.importing.matching import same_version
from app.services.importing.progress import Progress
from app.services.importing.write import WorkAddresses, WorkWriter
from app.services.importing.write_entries import EntryDecision

# How often the site may change while an import is prepared. Then a small one, which takes at most
# two seconds or so, locks others out; a large one would keep them waiting for too long.
ROUNDS, SMALL = 2, 1_000
KEEPS_CHANGING = message(
    "The site was changed each time this import was nearly done. Please import again."
)
NOTHING = message("Nothing to import: your site already has everything you selected.")


class SiteChangedError(Exception):
    """The site was changed after the entries were compared with it."""


class PreparedImport(NamedTuple):
    """Publications ready to be written, with the change count that they are valid for."""

    file: IO[bytes]
    topics: Iterable[str]
    named: Iterable[str]
    change_count: int


def apply_import(batch_id: int, progress: Progress) -> None:
    """Write the chosen entries; return to the preview if changes to the site affect them.

    Raises StoppedError.
    """
    for _ in range(ROUNDS):
        with suppress(SiteChangedError):
            return _apply(batch_id, progress)
    if _is_small(batch_id):
        with large_cache(), locking_out():
            return _apply(batch_id, progress)
    for _ in range(ROUNDS):
        with suppress(SiteChangedError):
            return _apply(batch_id, progress)
    return _return_to_preview(progress, KEEPS_CHANGING)


def _is_small(batch_id: int) -> bool:
    with reading():
        number = select(func.count()).where(ImportItem.batch_id == batch_id)
        return (db.session.scalar(number) or 0) <= SMALL


def _return_to_preview(progress: Progress, note: str) -> None:
    progress.finish(ImportState.READY, note=note)
    db.session.commit()


def _apply(batch_id: int, progress: Progress) -> None:
    """Compare, prepare and write. Raises SiteChangedError."""
    checked = staging.recheck(batch_id, progress)
    if checked.note:
        return _return_to_preview(progress, checked.note)
    with reading():
        chosen = outcomes.preview_counts(batch_id).chosen
    progress.set_total(chosen)
    with tempfile.TemporaryFile() as file:
        topics, named = prepare.prepare_publications(batch_id, file, progress)
        prepared = PreparedImport(file, topics, named, checked.change_count)
        if locks_out():
            return _write(batch_id, prepared, progress)
        with large_cache():
            return _write(batch_id, prepared, progress)


def _write(batch_id: int, prepared: PreparedImport, progress: Progress) -> None:
    batch = db.session.get_one(ImportBatch, batch_id)
    editor = Actor(name=batch.who, account_id=batch.account_id)
    key = batches.revision_key(batch_id)
    with history_recording.recording(editor, Action.IMPORT, batch.name, form_key=key) as recording:
        if cache.change_count() != prepared.change_count:
            raise SiteChangedError
        recording.declines += _declines(batch_id)
        recording.taken_back.update(_taken_back(batch_id))
        recording.title = _write_all(batch, prepared, recording)
        progress.finish(ImportState.APPLIED, note=None)
    if recording.revision_id is None:
        progress.finish(ImportState.APPLIED, note=NOTHING)
        db.session.commit()


def _write_all(batch: ImportBatch, prepared: PreparedImport, recording: Recording) -> str:
    """Write everything and return the revision's title."""
    topics = [*prepared.topics, *update.changed_topics(batch.id)]
    writer = WorkWriter(recording, topics, WorkAddresses(uniqueness.taken_slugs(), prepared.named))
    ready = write_entries.PreparedEntries(
        prepare.prepared_chunks(prepared.file),
        write_entries.join_targets(_entry_decisions(batch.id)),
        update.chosen_changes(batch.id),
    )
    works, versions, changed = write_entries.write_entries(ready, writer, recording)
    counts = [
        plural_message("%(num)s work", "%(num)s works", works),
        plural_message("%(num)s version", "%(num)s versions", versions),
        plural_message("%(num)s change", "%(num)s changes", changed),
    ]
    return _title(batch.name, counts, len(recording.declines))


def _declines(batch_id: int) -> list[NewDecline]:
    """Return the entries chosen as not the owner's."""
    here = and_(ImportItem.batch_id == batch_id, ImportItem.decision == Decision.DECLINE)
    return [_decline(item) for items in staging.chunks(here, staging.CHUNK) for item in items]


def _decline(item: ImportItem) -> NewDecline:
    entry = staging.parsed_entry(item)
    related = same_version.related_identifiers(entry)
    values = [recognized_by(entry.record, related)] if entry.record else []
    return NewDecline(DeclineReason.NOT_MINE, item.title, values)


def _taken_back(batch_id: int) -> list[int]:
    """Return what was declined before and is imported now."""
    of = ImportItem
    here = of.batch_id == batch_id, of.declined_id.is_not(None)
    chosen = of.decision.not_in(choices.SKIPPED)
    return list(db.session.scalars(select(of.declined_id).where(*here, chosen)))


def _entry_decisions(batch_id: int) -> Iterator[EntryDecision]:
    of = ImportItem
    columns = of.position, of.work_id, of.duplicate_of, of.decision, of.state
    query = select(*columns).where(of.batch_id == batch_id, of.decision != Decision.ADD)
    return (EntryDecision(*row) for row in db.session.execute(query.order_by(of.position)))


def _title(name: str, counts: Sequence[Message], declined: int) -> str:
    written = [one for one in counts if one.values["num"]]
    entries = plural_message("%(num)s entry", "%(num)s entries", declined)
    if declined and not written:
        return message("Declined %(entries)s of an import", entries=entries)
    values = {"counts": written or message("nothing"), "name": name}
    if not declined:
        return message("Imported %(counts)s from %(name)s", **values)
    return message(
        "Imported %(counts)s from %(name)s, and declined %(entries)s", **values, entries=entries
    )
