"""The counters of ids: what was deleted keeps its id, to which history and the trash refer."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Column, Connection, Table, func, select, text

from app.database import Base

GIVEN = "SELECT name, seq FROM sqlite_sequence"
SEQUENCE = text("SELECT pg_get_serial_sequence(:table, :column)")
FORGET = text("DELETE FROM sqlite_sequence WHERE name = :name")
NOTE = text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :id)")
SET = text("SELECT setval(CAST(:sequence AS regclass), :id, :is_given)")


def given_ids(connection: Connection) -> dict[str, int]:
    """Return the highest id that each table has ever given, as far as the database knows it."""
    if connection.dialect.name == "sqlite":
        return {one.name: one.seq for one in connection.exec_driver_sql(GIVEN)}
    return {
        column.table.name: _last_of(connection, sequence)
        for column, sequence in _sequences(connection)
    }


def continue_after(connection: Connection, given: Mapping[str, int]) -> None:
    """Let the next id of each table be higher than those that it has and those given before."""
    if connection.dialect.name == "sqlite":
        for table, column in _counted():
            if table.dialect_options["sqlite"]["autoincrement"]:
                highest = max(given.get(table.name, 0), _highest_id(connection, column))
                connection.execute(FORGET, {"name": table.name})
                connection.execute(NOTE, {"name": table.name, "id": highest})
        return
    for column, sequence in _sequences(connection):
        highest = max(given.get(column.table.name, 0), _highest_id(connection, column))
        values = {"sequence": sequence, "id": max(highest, 1), "is_given": highest > 0}
        connection.execute(SET, values)


def _counted() -> Iterator[tuple[Table, Column[int]]]:
    for table in Base.metadata.sorted_tables:
        if (column := table.autoincrement_column) is not None:
            yield table, column


def _sequences(connection: Connection) -> Iterator[tuple[Column[int], str]]:
    for table, column in _counted():
        values = {"table": table.name, "column": column.name}
        if sequence := connection.execute(SEQUENCE, values).scalar():
            yield column, sequence


def _last_of(connection: Connection, sequence: str) -> int:
    found = connection.exec_driver_sql(f"SELECT last_value, is_called FROM {sequence}").one()  # noqa: S608
    return found.last_value if found.is_called else 0


def _highest_id(connection: Connection, column: Column[int]) -> int:
    return connection.execute(select(func.max(column))).scalar() or 0
