"""Read, write and compare what is in the tables of a site, a few rows at a time."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Table, func, insert, select
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from app.database import full_text
from app.services.catalog.full_text import index
from app.services.moving import tables

TOO_LONG = "54"
Rows = Sequence[Row[Any]]


class UnfitRowError(Exception):
    """A database does not take a row; the message names the record."""

    def __init__(self, record: str, error: DBAPIError) -> None:
        self.record = record
        self.error = error
        super().__init__(record)


@dataclass
class Content:
    """The number of rows of a table, and a hash of them in the order of their keys."""

    rows: int = 0
    _hash: Any = field(default_factory=hashlib.sha256)

    def add(self, rows: Rows) -> None:
        """Count further rows."""
        self.rows += len(rows)
        for row in rows:
            self._hash.update(msgspec.msgpack.encode(tuple(row)))

    def is_same(self, other: "Content") -> bool:
        """Return whether another table has the same rows."""
        mine, others = (self.rows, self._hash.digest()), (other.rows, other._hash.digest())
        return mine == others


def read(connection: Connection, table: Table) -> Iterator[Rows]:
    """Yield the rows of a table in the order of their keys, some at a time."""
    at_once = tables.rows_at_once(table)
    query = tables.stored_rows(connection, table).execution_options(yield_per=at_once)
    with connection.execute(query) as result:
        yield from result.partitions()


def write(connection: Connection, table: Table, rows: Rows) -> None:
    """Insert rows as they were read. Raises UnfitRowError."""
    values = [row._asdict() for row in rows]
    try:
        _insert(connection, table, values)
    except DBAPIError as error:
        if not _is_of_a_row(error):
            raise
        _insert_one_by_one(connection, table, values)


def number_of_rows(connection: Connection) -> int:
    """Return the number of rows of all tables."""
    counts = [
        select(func.count()).select_from(table).scalar_subquery() for table in tables.all_tables()
    ]
    return sum(connection.execute(select(*counts)).one())


def _insert(connection: Connection, table: Table, values: list[dict[str, Any]]) -> None:
    with connection.begin_nested():
        if table is full_text.TABLE:
            index.insert_rows(connection, values)
        else:
            connection.execute(insert(table), values)


def _insert_one_by_one(connection: Connection, table: Table, values: list[dict[str, Any]]) -> None:
    for one in values:
        try:
            _insert(connection, table, [one])
        except DBAPIError as error:
            raise UnfitRowError(tables.describe(table, one), error) from None


def _is_of_a_row(error: DBAPIError) -> bool:
    state = str(getattr(error.orig, "sqlstate", None))
    return isinstance(error, DataError | IntegrityError) or state.startswith(TOO_LONG)
