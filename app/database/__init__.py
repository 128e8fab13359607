"""The database: declarative base, connection settings, and how a transaction begins."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, has_request_context, request
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, MetaData, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase

# Milliseconds that a writer waits for another.
PATIENCE = 5000
# Kibibytes: about 12,000 works with all that is theirs, and SQLite's own measure.
ROOM, USUAL_ROOM = 128 * 1024, 2_000
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base)
migrate = Migrate()


def configure(app: Flask) -> None:
    """Bind the database to `app` and give every SQLite connection its settings."""
    db.init_app(app)
    migrate.init_app(app, db, directory=f"{app.root_path}/migrations", render_as_batch=True)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            event.listen(db.engine, "connect", _settle_connection)
            event.listen(db.engine, "begin", _begin)
        elif db.engine.dialect.name == "postgresql":
            event.listen(db.engine, "begin", _begin_on_postgresql)


def journal_settings(version: tuple[int, int, int]) -> tuple[str, str]:
    """Return (journal_mode, synchronous): WAL only where SQLite has its WAL-reset fix."""
    fixed = version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51, 0)
    fixed = fixed or (3, 44, 6) <= version < (3, 45, 0)
    return ("WAL", "FULL") if fixed else ("DELETE", "EXTRA")


def opening_of_postgresql(reading: bool) -> tuple[str, ...]:
    """Return how a transaction begins: writers one after another, as SQLite's do."""
    if reading:
        return ("SET TRANSACTION READ ONLY",)
    return (f"SET LOCAL lock_timeout = {PATIENCE}", "SELECT pg_advisory_xact_lock(1)")


def is_busy(error: OperationalError) -> bool:
    """Tell whether a writer waited for another in vain; whatever else fails is no such thing."""
    words = str(error.orig)
    return "database is locked" in words or "lock timeout" in words


@contextmanager
def writing() -> Iterator[Connection]:
    """Write apart from the request's transaction, which ends first: a reader blocks a writer."""
    db.session.rollback()
    with db.engine.connect().execution_options(writing=True) as connection, connection.begin():
        yield connection


@contextmanager
def reading() -> Iterator[None]:
    """Read apart from the transaction at hand, which ends first: a job keeps no writer waiting."""
    db.session.rollback()
    db.session.connection(execution_options={"reading": True})
    try:
        yield
    finally:
        db.session.rollback()


@contextmanager
def roomy() -> Iterator[None]:
    """Keep what is written in memory until its end, where that is not too much for it.

    Without WAL, SQLite keeps readers out from the first page that it puts down before a commit.
    """
    if db.engine.dialect.name != "sqlite":
        yield
        return
    db.session.connection().exec_driver_sql(f"PRAGMA cache_size = {-ROOM}")
    try:
        yield
    finally:
        db.session.connection().exec_driver_sql(f"PRAGMA cache_size = {-USUAL_ROOM}")
        db.session.rollback()


def _settle_connection(connection: sqlite3.Connection, _record: Any) -> None:
    # The driver's own BEGIN is deferred and comes too late: we begin ourselves.
    connection.isolation_level = None
    journal_mode, synchronous = journal_settings(sqlite3.sqlite_version_info)
    for setting in (
        f"busy_timeout = {PATIENCE}",
        "foreign_keys = ON",
        "trusted_schema = OFF",
        f"journal_mode = {journal_mode}",
        f"synchronous = {synchronous}",
    ):
        connection.execute(f"PRAGMA {setting}").close()


def _begin(connection: Connection) -> None:
    reading = _is_reading(connection)
    if connection.info.get("query_only", False) != reading:
        connection.exec_driver_sql(f"PRAGMA query_only = {int(reading)}")
        connection.info["query_only"] = reading
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _begin_on_postgresql(connection: Connection) -> None:
    for statement in opening_of_postgresql(_is_reading(connection)):
        connection.exec_driver_sql(statement)


def _is_reading(connection: Connection) -> bool:
    asked = connection.get_execution_options()
    is_visit = has_request_context() and request.method in SAFE_METHODS
    return bool(asked.get("reading", is_visit and not asked.get("writing", False)))
