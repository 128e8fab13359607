"""Bulk statements on many rows, without ORM objects."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import sqlalchemy
from sqlalchemy import Table, bindparam, update

from app.database import db

T = TypeVar("T")
# SQLite allows 32,766 values in one statement.
BATCH_SIZE = 10_000


def write(model: Any, rows: list[dict[str, Any]], **same: Any) -> None:
    """Update rows by their id, under the key `of`; `same` holds values for all of them."""
    if rows:
        table: Table = model.__table__
        values: dict[str, Any] = {field: bindparam(field) for field in rows[0] if field != "of"}
        statement = update(table).where(table.c.id == bindparam("of")).values(**values, **same)
        db.session.connection().execute(statement, rows)


def insert(model: Any, rows: Iterable[dict[str, Any]]) -> None:
    """Insert many rows."""
    if values := list(rows):
        # Inserts into the table: for a model, SQLAlchemy sends rows with and without a value apart.
        db.session.execute(sqlalchemy.insert(getattr(model, "__table__", model)), values)


def insert_values(table: Table, rows: list[tuple[Any, ...]]) -> None:
    """Insert many rows of plain values in the order of the columns, for large imports.

    In a third of the time, since the driver is given the rows as they are.
    """
    if rows:
        connection = db.session.connection()
        name = connection.dialect.identifier_preparer.format_table(table)
        mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
        marks = ", ".join([mark] * len(table.columns))
        connection.exec_driver_sql(f"INSERT INTO {name} VALUES ({marks})", rows)  # noqa: S608


def batches(values: list[T], size: int = BATCH_SIZE) -> Iterator[list[T]]:
    """Split a list into parts small enough for one statement."""
    return (values[start : start + size] for start in range(0, len(values), size))
