"""What revisions switch besides records: declined entries and imports removed from the list.

A row names the revision that switched it on last, and the one that switched it off, if any.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import InstrumentedAttribute

from app.database import db
from app.models import Declined, ImportBatch

Column = InstrumentedAttribute[int | None]
TOGGLES: tuple[tuple[Any, Column, Column], ...] = (
    (Declined, Declined.declined_by, Declined.taken_back_by),
    (ImportBatch, ImportBatch.restored_by, ImportBatch.removed_by),
)


def can_be_undone(revision_id: int | None) -> bool:
    """Return whether a revision switched anything that undoing it would switch back."""
    return revision_id is not None and any(
        db.session.scalar(
            select(model.id).where(or_(off == revision_id, _is_on(on, off, revision_id))).limit(1)
        )
        for model, on, off in TOGGLES
    )


def follow_undo(undone_id: int | None, revision_id: int) -> None:
    """Switch back what a revision switched, if `revision_id` undoes it."""
    if undone_id is None:
        return
    for model, on, off in TOGGLES:
        back_on = {on.key: revision_id, off.key: None}
        ids = list(db.session.scalars(select(model.id).where(off == undone_id)))
        switched_on = _is_on(on, off, undone_id)
        db.session.execute(update(model).where(switched_on).values({off.key: revision_id}))
        db.session.execute(update(model).where(model.id.in_(ids)).values(back_on))


def remove_imports(ids: Collection[int], revision_id: int) -> None:
    """Remove imports from the list."""
    if ids:
        here = ImportBatch.id.in_(ids), ImportBatch.removed_by.is_(None)
        db.session.execute(update(ImportBatch).where(*here).values(removed_by=revision_id))


def _is_on(on: Column, off: Column, revision_id: int) -> Any:
    return (on == revision_id) & off.is_(None)
