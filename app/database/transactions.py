"""Transactions apart from the request's own, and a larger page cache for large imports."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from app.database import db

# In KiB: enough for about 12,000 works with their versions, and SQLite's default.
LARGE_CACHE, USUAL_CACHE = 128 * 1024, 2_000
LOCKS_OUT = "locks_out"


@contextmanager
def writing(*, waits: bool = True, beside: bool = False) -> Iterator[Connection]:
    """Write in a separate transaction; a reader blocks a writer, so the request's ends first.

    If it does not wait for another writer, it fails while there is one. What is no part of the
    site is written `beside` it: where the database can do that, a long import delays it not.
    """
    db.session.rollback()
    options = {"writing": True, "waits": waits, "beside": beside}
    with db.engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


def connect_to_read(engine: Engine | None = None) -> Connection:
    """Return a connection of its own that only reads, by default to the site's database."""
    return (engine or db.engine).connect().execution_options(reading=True)


@contextmanager
def reading() -> Iterator[None]:
    """Read in a separate transaction, so that a long job blocks no writer, unless it locks out."""
    if locks_out():
        yield
        return
    db.session.rollback()
    db.session.connection(execution_options={"reading": True})
    try:
        yield
    finally:
        db.session.rollback()


@contextmanager
def locking_out() -> Iterator[None]:
    """Do in one transaction what otherwise takes several, while no one else writes."""
    db.session.rollback()
    info = db.session().info
    info[LOCKS_OUT] = True
    try:
        yield
    finally:
        del info[LOCKS_OUT]
        db.session.rollback()


def locks_out() -> bool:
    """Return whether the session keeps all others from writing until it is done."""
    return LOCKS_OUT in db.session().info


def commit_unless_locking_out() -> None:
    """Commit one step of a long job."""
    if not locks_out():
        db.session.commit()


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
