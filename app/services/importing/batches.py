"""The life of an import: created, read, previewed, applied, stopped or deleted."""

import unicodedata
from datetime import timedelta

from sqlalchemy import delete, func, insert, select, update

from app.bibliography import formats
from app.bibliography.entry import Format
from app.bibliography.messages import Message, message
from app.database import db
from app.models import (
    Action,
    ImportBatch,
    ImportContent,
    ImportItem,
    ImportState,
    Revision,
    now,
)
from app.services import form_state
from app.services.actor import Actor
from app.services.history import recording as history_recording

LONGEST_NAME = 200
BINARY_CHECK_LENGTH = 4_000
# How long an import that was removed from the list can be restored.
RESTORABLE = timedelta(days=30)


class NotAnImportError(ValueError):
    """The content can't be imported; the message says why."""


def create_batch(
    name: str, content: bytes, editor: Actor, format_: Format | None = None, *, key: str = ""
) -> int:
    """Store content to be read as an import; return the import's id. Raises NotAnImportError.

    A `key` that was used before returns the import created then.
    """
    if earlier := form_state.already_made(ImportBatch, key):
        return earlier.id
    if not isinstance(name, Message):
        name = " ".join(name.split())[:LONGEST_NAME] or "text"
    format_ = format_ or detect_format(name, content)
    batch = ImportBatch(
        who=editor.name,
        account_id=editor.account_id,
        name=name,
        format=format_,
        state=ImportState.READING,
        form_key=key or None,
    )
    db.session.add(batch)
    db.session.flush()
    store_content(batch.id, content)
    db.session.commit()
    return batch.id


def detect_format(name: str, content: bytes) -> Format:
    """Return the format of some content. Raises NotAnImportError."""
    if not content.strip():
        raise NotAnImportError(message("The file is empty."))
    text = formats.decode(content)[0]
    if content.startswith(b"%PDF") or _is_binary(text[:BINARY_CHECK_LENGTH]):
        raise NotAnImportError(
            message("This is not a text file. Images, PDFs and archives can't be imported.")
        )
    format_ = formats.detect(name, text)
    if format_ is None:
        raise NotAnImportError(
            message("This doesn't look like BibTeX, RIS, CSL-JSON or a profile document.")
        )
    return format_


def _is_binary(text: str) -> bool:
    """Return whether a text looks like binary data, which has many control characters."""
    controls = sum(1 for c in text if unicodedata.category(c) == "Cc" and not c.isspace())
    return controls > len(text) / 20


def get_batch(batch_id: int) -> ImportBatch | None:
    """Return the current state of an import, or None if it is not in the list."""
    batch = db.session.get(ImportBatch, batch_id, populate_existing=True)
    return batch if batch and batch.removed_by is None else None


def request_apply(batch_id: int) -> bool:
    """Mark an import to be applied; return whether it was ready for that."""
    return _update_state(
        batch_id, ImportState.READY, state=ImportState.APPLYING, done=0, total=0, note=None
    )


def request_reading(batch_id: int) -> bool:
    """Mark a stopped or failed import to be read again; return whether it was one."""
    states = (ImportState.STOPPED, ImportState.FAILED)
    return any(
        _update_state(batch_id, was, state=ImportState.READING, done=0, total=0, note=None)
        for was in states
    )


def stop(batch_id: int) -> None:
    """Stop the worker of an import and discard what was only partly read."""
    db.session.rollback()
    if _update_state(batch_id, ImportState.READING, state=ImportState.STOPPED, worker=None):
        db.session.execute(delete(ImportItem).where(ImportItem.batch_id == batch_id))
        db.session.commit()
    else:
        note = message("You stopped the import. Nothing was imported.")
        _update_state(
            batch_id, ImportState.APPLYING, state=ImportState.READY, worker=None, note=note
        )


def delete_import(batch_id: int) -> None:
    """Delete an import and its preview; the works it has added stay."""
    db.session.execute(delete(ImportBatch).where(ImportBatch.id == batch_id))
    db.session.commit()


def remove_from_list(batch_id: int, editor: Actor) -> int | None:
    """Remove an import from the list; return the revision, which can be undone for a while.

    Return None if it is not in the list.
    """
    stop(batch_id)
    delete_removed()
    if get_batch(batch_id) is None:
        return None
    title = message("Removed an import from the list")
    removed = history_recording.recording(editor, Action.DELETE, title)
    with removed as recording:
        recording.removed_imports.add(batch_id)
    return recording.revision_id


def delete_removed() -> None:
    """Delete the imports that were removed from the list too long ago to be restored."""
    expired = select(Revision.id).where(Revision.made_at < now() - RESTORABLE)
    db.session.execute(delete(ImportBatch).where(ImportBatch.removed_by.in_(expired)))
    db.session.commit()


def import_revision(batch: ImportBatch) -> Revision | None:
    """Return the revision that an import created, or None."""
    return form_state.already_made(Revision, revision_key(batch.id))


def revision_key(batch_id: int) -> str:
    """Return the form key of an import's revision, which keeps it from being created twice."""
    return f"import.{batch_id}"


def _update_state(batch_id: int, was: ImportState, **values: object) -> bool:
    here = ImportBatch.id == batch_id, ImportBatch.state == was
    changed = db.session.execute(update(ImportBatch).where(*here).values(**values))
    db.session.commit()
    return bool(changed.rowcount)  # type: ignore[attr-defined]


PIECE_SIZE = 1024 * 1024


def store_content(batch_id: int, content: bytes) -> None:
    """Store the content of an import, without a commit."""
    for position, start in enumerate(range(0, len(content), PIECE_SIZE)):
        piece = content[start : start + PIECE_SIZE]
        row = {"batch_id": batch_id, "position": position, "piece": piece}
        db.session.execute(insert(ImportContent), [row])


def read_content(batch_id: int) -> bytes:
    """Return the content of an import."""
    pieces = select(ImportContent.piece).where(ImportContent.batch_id == batch_id)
    return b"".join(db.session.scalars(pieces.order_by(ImportContent.position)))


def content_size(batch_id: int) -> int:
    """Return the size of an import's content in bytes."""
    sizes = select(func.sum(func.length(ImportContent.piece)))
    return db.session.scalar(sizes.where(ImportContent.batch_id == batch_id)) or 0
