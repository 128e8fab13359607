"""Recording: whatever is done within becomes one revision, or leaves nothing behind."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import ColumnElement, and_, false, func, or_, select

from app.database import db
from app.models import Action, Revision, RevisionItem
from app.services import changes, conflicts
from app.services.editors import Editor
from app.services.history import revision_items
from app.services.history.revision_items import Recording
from app.services.history.snapshots import Record

__all__ = ["DoneAlreadyError", "Recording", "recording", "version"]


# No database counts further than 2**63.
LONGEST_ID = 19


class DoneAlreadyError(Exception):
    """This very form was sent before, and acted: `revision` says what it did."""

    def __init__(self, revision: Revision) -> None:
        super().__init__(revision.title)
        self.revision = revision


@contextmanager
def recording(
    editor: Editor, action: Action, title: str, *, form_key: str | None = None,
    undo_of: int | None = None,
) -> Iterator[Recording]:  # fmt: skip
    """Commit what is done within as one revision; on an exception, nothing of it is left.

    Where nothing watched has changed, no revision is made. Raises DoneAlreadyError for a form
    that was sent before (`form_key`).
    """
    _refuse_again(form_key)
    record = Recording(action, title, undo_of)
    try:
        yield record
        db.session.flush()
        record.revision = revision_items.write(record, editor, form_key)
        if record.revision is None:
            db.session.rollback()
            return
        changes.commit()
    except BaseException:
        db.session.rollback()
        raise


def version(*records: Record) -> int:
    """Return the last revision of these records together, 0 before any."""
    newest = select(func.max(RevisionItem.revision_id)).where(_of(records))
    return db.session.scalar(newest) or 0


def by_others(editor: Editor, since: str, *records: Record) -> bool:
    """Tell whether somebody else changed these records since a version of them."""
    if not (since.isascii() and since.isdigit() and len(since) < LONGEST_ID):
        return True
    later = select(Revision.id).join(RevisionItem).where(_of(records), Revision.id > int(since))
    others = later.where(Revision.who != editor.name).limit(1)
    return db.session.scalar(others) is not None


def _of(records: Iterable[Record]) -> ColumnElement[bool]:
    of = (and_(RevisionItem.noun == noun, RevisionItem.record_id == id_) for noun, id_ in records)
    return or_(false(), *of)


def _refuse_again(form_key: str | None) -> None:
    if done := conflicts.already_made(Revision, form_key):
        raise DoneAlreadyError(done)
