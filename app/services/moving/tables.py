"""The tables of a site as a copy reads and writes them: with what is stored, in the same order."""

from functools import cache
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    Enum,
    LargeBinary,
    MetaData,
    Select,
    String,
    Table,
    Text,
    cast,
    collate,
    select,
)
from sqlalchemy.types import NullType, TypeDecorator, TypeEngine

from app.bibliography.messages import from_stored
from app.database import Base, full_text

# Texts that tell a person which record is meant.
LABELS = ("title", "name", "what", "name_as_published", "label", "slug", "url", "email")
LONGEST_LABEL = 60
AT_ONCE, RECORDS_AT_ONCE, FILES_AT_ONCE = 200, 25, 4


@cache
def all_tables() -> tuple[Table, ...]:
    """Return all tables, each after those that it refers to; the search index comes last."""
    models = (_plain(table) for table in Base.metadata.sorted_tables)
    return (*models, full_text.TABLE)


def stored_rows(connection: Connection, table: Table) -> Select[*tuple[Any, ...]]:
    """Return the query for the rows of a table in the order of their keys."""
    is_server = connection.dialect.name == "postgresql"
    columns = [_as_stored(one) if is_server else one for one in table.columns]
    keys = [_by_bytes(one) if is_server else one for one in table.primary_key.columns]
    return select(*columns).order_by(*keys)


def rows_at_once(table: Table) -> int:
    """Return how many rows to have in memory at a time, by how large those of a table may be."""
    found = [one.type for one in table.columns]
    if any(isinstance(one, LargeBinary) for one in found):
        return FILES_AT_ONCE
    # Snapshots and entries of works have thousands of authors.
    return RECORDS_AT_ONCE if any(isinstance(one, NullType) for one in found) else AT_ONCE


def texts_of(table: Table) -> list[Column[str]]:
    """Return the columns of a table that hold text."""
    return [one for one in table.columns if isinstance(one.type, String)]


def describe(table: Table, row: dict[str, object]) -> str:
    """Return which record a row is, by the numbers of its key and, if it has one, its name."""
    keys = (row[one.name] for one in table.primary_key.columns)
    key = " ".join(str(one) for one in keys if isinstance(one, int))
    words = f"{table.name.replace('_', ' ')} {key}".strip()
    named = next((from_stored(str(text)) for one in LABELS if (text := row.get(one))), "")
    named = named[:LONGEST_LABEL]
    label = "".join(one if one.isprintable() else "\ufffd" for one in named)
    return f"{words} (“{label}”)" if label else words


def _plain(table: Table) -> Table:
    """Return a table whose values are not interpreted: JSON is text, times have no zone."""
    columns = (
        Column(one.name, _plain_type(one.type), primary_key=one.primary_key)
        for one in table.columns
    )
    return Table(table.name, MetaData(), *columns)


def _plain_type(of_model: TypeEngine[Any]) -> TypeEngine[Any]:
    found = of_model.impl_instance if isinstance(of_model, TypeDecorator) else of_model
    if isinstance(found, JSON):
        # Any other type would be named in the statement, and PostgreSQL takes no text for JSON.
        return NullType()
    return String() if isinstance(found, Enum) else found


def _as_stored(column: Column[Any]) -> ColumnElement[Any]:
    is_json = isinstance(column.type, NullType)
    return cast(column, Text).label(column.name) if is_json else column


def _by_bytes(column: Column[Any]) -> ColumnElement[Any]:
    # As SQLite sorts texts, whatever the language of the database.
    return collate(column, "C") if isinstance(column.type, String) else column
