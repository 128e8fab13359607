"""The entries of a preview in their order, some at a time, however many there are."""

from collections.abc import Callable, Iterator

from sqlalchemy import ColumnElement, select

from app.database import db, reading
from app.models import ImportItem


def chunks(which: ColumnElement[bool], size: int) -> Iterator[list[ImportItem]]:
    """Yield the entries that a condition chooses; those before may have been let go of."""
    return _walked(lambda after: _behind(after, which, size))


def detached(which: ColumnElement[bool], size: int) -> Iterator[list[ImportItem]]:
    """Yield the same for who only reads: no transaction is open while they are worked on."""

    def read(after: int) -> list[ImportItem]:
        with reading():
            found = _behind(after, which, size)
            db.session.expunge_all()
        return found

    return _walked(read)


def _walked(behind: Callable[[int], list[ImportItem]]) -> Iterator[list[ImportItem]]:
    after = -1
    while found := behind(after):
        after = found[-1].position
        yield found


def _behind(after: int, which: ColumnElement[bool], size: int) -> list[ImportItem]:
    query = select(ImportItem).where(which, ImportItem.position > after)
    return list(db.session.scalars(query.order_by(ImportItem.position).limit(size)))
