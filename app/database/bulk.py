"""Statements on many rows at once, without the session's objects."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import sqlalchemy
from sqlalchemy import Table, bindparam, update

from app.database import db

T = TypeVar("T")
# SQLite takes 32,766 values in one statement.
AT_ONCE = 10_000


def write(model: Any, rows: list[dict[str, Any]], **same: Any) -> None:
    """Update rows by their id (`of`), many at once."""
    if rows:
        table: Table = model.__table__
        values: dict[str, Any] = {field: bindparam(field) for field in rows[0] if field != "of"}
        statement = update(table).where(table.c.id == bindparam("of")).values(**values, **same)
        db.session.connection().execute(statement, rows)


def insert(model: Any, rows: Iterable[dict[str, Any]]) -> None:
    """Insert rows, many at once."""
    if values := list(rows):
        # Into the table: for a model, rows with and without a value are parted and sent singly.
        db.session.execute(sqlalchemy.insert(getattr(model, "__table__", model)), values)


def batches(values: list[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """Cut a list into parts that a statement can take."""
    return (values[start : start + size] for start in range(0, len(values), size))
