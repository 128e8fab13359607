"""Imports from their beginning to their end: given, read, looked at, applied or put away."""

import unicodedata

from sqlalchemy import delete, func, insert, select, update

from app.bibliography import formats
from app.bibliography.entry import Format
from app.database import db
from app.models import ImportBatch, ImportContent, ImportItem, ImportState, Revision
from app.services import form_state
from app.services.actor import Actor

LONGEST_NAME = 200
BEGINNING = 4_000


class NotAnImportError(ValueError):
    """What was given can't be imported; the message says why."""


def create_batch(
    name: str, content: bytes, editor: Actor, format_: Format | None = None, *, key: str = ""
) -> int:
    """Keep what was given, to be read; return the import's id. Raises NotAnImportError.

    What was given before under the same `key` is not kept twice.
    """
    if earlier := form_state.already_made(ImportBatch, key):
        return earlier.id
    name = " ".join(name.split())[:LONGEST_NAME] or "a text"
    format_ = format_ or recognise(name, content)
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


def recognise(name: str, content: bytes) -> Format:
    """Return the format of what was given. Raises NotAnImportError."""
    if not content.strip():
        raise NotAnImportError("There is nothing in it.")
    text = formats.decode(content)[0]
    if content.startswith(b"%PDF") or _is_binary(text[:BEGINNING]):
        raise NotAnImportError(
            "This is not a text file. A picture, a PDF or an archive can't be imported."
        )
    format_ = formats.detect(name, text)
    if format_ is None:
        raise NotAnImportError(
            "This is not BibTeX, RIS, CSL-JSON or a profile document, as far as can be told."
        )
    return format_


def _is_binary(text: str) -> bool:
    """Tell whether a text is bytes of something else: texts have few control characters."""
    controls = sum(1 for c in text if unicodedata.category(c) == "Cc" and not c.isspace())
    return controls > len(text) / 20


def get_batch(batch_id: int) -> ImportBatch | None:
    """Return an import as it is now, or None."""
    return db.session.get(ImportBatch, batch_id, populate_existing=True)


def ask(batch_id: int) -> bool:
    """Ask for an import to be applied; tell whether it was ready for that."""
    return _change(
        batch_id, ImportState.READY, state=ImportState.APPLYING, done=0, total=0, note=None
    )


def read_again(batch_id: int) -> bool:
    """Ask for an import that was stopped or failed to be read once more; tell whether it was."""
    states = (ImportState.STOPPED, ImportState.FAILED)
    return any(
        _change(batch_id, was, state=ImportState.READING, done=0, total=0, note=None)
        for was in states
    )


def stop(batch_id: int) -> None:
    """Stop the one who works on an import: what was read only in part is not kept."""
    db.session.rollback()
    if _change(batch_id, ImportState.READING, state=ImportState.STOPPED, worker=None):
        db.session.execute(delete(ImportItem).where(ImportItem.batch_id == batch_id))
        db.session.commit()
    else:
        note = "You stopped it: nothing was imported."
        _change(batch_id, ImportState.APPLYING, state=ImportState.READY, worker=None, note=note)


def delete_import(batch_id: int) -> None:
    """Forget an import with its preview; what it has written stays."""
    db.session.execute(delete(ImportBatch).where(ImportBatch.id == batch_id))
    db.session.commit()


def import_revision(batch: ImportBatch) -> Revision | None:
    """Return the revision that an import made, or None."""
    return form_state.already_made(Revision, revision_key(batch.id))


def revision_key(batch_id: int) -> str:
    """Return what marks the revision of an import, so that it is made once."""
    return f"import.{batch_id}"


def _change(batch_id: int, was: ImportState, **values: object) -> bool:
    here = ImportBatch.id == batch_id, ImportBatch.state == was
    changed = db.session.execute(update(ImportBatch).where(*here).values(**values))
    db.session.commit()
    return bool(changed.rowcount)  # type: ignore[attr-defined]


PIECE = 1024 * 1024


def store_content(batch_id: int, content: bytes) -> None:
    """Keep what an import was given, without a commit."""
    for position, start in enumerate(range(0, len(content), PIECE)):
        piece = content[start : start + PIECE]
        row = {"batch_id": batch_id, "position": position, "piece": piece}
        db.session.execute(insert(ImportContent), [row])


def read_content(batch_id: int) -> bytes:
    """Return all that an import was given."""
    pieces = select(ImportContent.piece).where(ImportContent.batch_id == batch_id)
    return b"".join(db.session.scalars(pieces.order_by(ImportContent.position)))


def size(batch_id: int) -> int:
    """Return how many bytes an import was given."""
    sizes = select(func.sum(func.length(ImportContent.piece)))
    return db.session.scalar(sizes.where(ImportContent.batch_id == batch_id)) or 0
