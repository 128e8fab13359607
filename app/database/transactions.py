"""Transactions apart from the request's own, and a larger page cache for large imports."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.database import db

# In KiB: enough for about 12,000 works with their versions, and SQLite's default.
LARGE_CACHE, USUAL_CACHE = 128 * 1024, 2_000


@contextmanager
def writing(*, waits: bool = True) -> Iterator[Connection]:
    """Write in a separate transaction; a reader blocks a writer, so the request's ends first.

    If it does not wait for another writer, it fails while there is one.
    """
    db.session.rollback()
    options = {"writing": True, "waits": waits}
    with db.engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


@contextmanager
def reading() -> Iterator[None]:
    """Read in a separate transaction, so that a long job blocks no writer."""
    db.session.rollback()
    db.session.connection(execution_options={"reading": True})
    try:
        yield
    finally:
        db.session.rollback()


@contextmanager
def session_on(connection: Connection) -> Iterator[None]:
    """Let `db.session` work within the transaction of a connection, also of another database."""
    usual = db.session()
    registry: Any = db.session.registry
    registry.set(Session(bind=connection))
    try:
        yield
        db.session.flush()
    finally:
        db.session.close()
        registry.set(usual)


@contextmanager
def large_cache() -> Iterator[None]:
    """Write with a page cache that holds a large import.

    Without WAL, SQLite locks readers out as soon as the cache overflows before the commit.
    """
    if db.engine.dialect.name != "sqlite":
        yield
        return
    db.session.connection().exec_driver_sql(f"PRAGMA cache_size = {-LARGE_CACHE}")
    try:
        yield
    finally:
        db.session.connection().exec_driver_sql(f"PRAGMA cache_size = {-USUAL_CACHE}")
        db.session.rollback()
