"""The database itself: its pages and values, its references, and its schema."""

from functools import partial
from typing import NamedTuple

from sqlalchemy import Connection, text

from app.database import copying, db, migrating, schema
from app.database.problems import NEWER
from app.database.transactions import connect_to_read
from app.services import cache
from app.services.consistency.fault import Fault

OUTDATED = "The schema is of another version. Run: flask --app wsgi upgrade"


class BrokenReference(NamedTuple):
    """A row that refers to a missing one, and what the schema does with it when a row goes."""

    table: str
    row: int
    parent: str
    column: str
    rule: str


def check_structure() -> list[Fault]:
    """Return what is wrong with the database itself."""
    with connect_to_read() as connection:
        found = _check_file(connection) if connection.dialect.name == "sqlite" else []
        return found + _check_schema(connection)


def _check_schema(connection: Connection) -> list[Fault]:
    if (stored := schema.revision_of(connection)) != schema.VERSIONS[-1]:
        return [
            Fault(
                OUTDATED
                if stored is None or stored in schema.VERSIONS
                else NEWER.remedy.rstrip(".")
            )
        ]
    return [Fault(f"The schema differs: {one}") for one in migrating.differences(connection)]


def _check_file(connection: Connection) -> list[Fault]:
    damages = connection.exec_driver_sql(copying.INTEGRITY).scalars().all()
    programs = connection.exec_driver_sql(copying.PROGRAMS).scalars().all()
    return [
        *(Fault(f"The database is damaged: {one}") for one in damages if one != "ok"),
        *(Fault(f"The schema differs: {one} runs by itself") for one in programs),
        *(_reference_fault(one) for one in _broken_references(connection)),
    ]


def _broken_references(connection: Connection) -> list[BrokenReference]:
    found = []
    for table, row, parent, key in connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        keys = connection.exec_driver_sql(f'PRAGMA foreign_key_list("{table}")').all()
        column, rule = next((one[3], one[6]) for one in keys if one[0] == key)
        found.append(BrokenReference(table, row, parent, column, rule))
    return found


def _reference_fault(broken: BrokenReference) -> Fault:
    message = f"Row {broken.row} of {broken.table} refers to a missing {broken.parent}"
    statements = {
        "CASCADE": f'DELETE FROM "{broken.table}" WHERE rowid = :row',  # noqa: S608 (from the schema)
        "SET NULL": f'UPDATE "{broken.table}" SET "{broken.column}" = NULL WHERE rowid = :row',  # noqa: S608
    }
    statement = statements.get(broken.rule)
    return Fault(message, partial(_run, statement, broken.row) if statement else None)


def _run(statement: str, row: int) -> None:
    db.session.execute(text(statement), {"row": row})
    cache.commit()
