"""The entries of a preview in their order, some at a time, however many there are."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, select

from app.database import db
from app.models import ImportItem


def chunks(which: ColumnElement[bool], size: int) -> Iterator[list[ImportItem]]:
    """Yield the entries that a condition chooses; those before may have been let go of."""
    after = -1
    while True:
        query = select(ImportItem).where(which, ImportItem.position > after)
        found = list(db.session.scalars(query.order_by(ImportItem.position).limit(size)))
        if not found:
            return
        after = found[-1].position
        yield found
