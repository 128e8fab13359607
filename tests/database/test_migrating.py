"""How a database differs from the models, in words."""

from flask import Flask
from sqlalchemy import Connection

from app.database import db, migrating

LITESTREAM = [
    "CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER)",
    "CREATE TABLE _litestream_lock (id INTEGER)",
]


def changed(connection: Connection, *statements: str) -> list[str]:
    for statement in statements:
        connection.exec_driver_sql(statement)
    return migrating.differences(connection)


def test_a_migrated_database_is_as_the_models_say(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        assert changed(connection) == []


def test_a_table_too_many_and_one_too_few_are_named(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        found = changed(connection, "CREATE TABLE notes (id INTEGER)", "DROP TABLE purge")
        assert {"remove table notes", "add table purge"} <= set(found)
        connection.rollback()


def test_what_litestream_keeps_in_a_database_is_no_difference(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        assert changed(connection, *LITESTREAM) == []
        connection.rollback()
