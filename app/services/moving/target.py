"""The database that a site is copied to: whether it can be, and how it is written, whole or not."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine

from app.database import configure_engine, copying, migrating
from app.database.transactions import connect_to_read
from app.services.backup import archive, places
from app.services.moving import source, tables, vacancy
from app.services.moving.errors import MoveError, explained

# So that texts can be read whatever their encoding on the server is.
OPTIONS: dict[str, dict[str, Any]] = {"sqlite": {}, "postgresql": {"client_encoding": "utf8"}}
ANALYZE = f"ANALYZE {', '.join(one.name for one in tables.all_tables())}"
EXISTS = "{} exists and is no empty database. Name a new file."


def check(address: URL) -> None:
    """Raise MoveError unless a site can be copied to a database."""
    if address.get_backend_name() == "sqlite":
        _check_file(_file(address))
        return
    with _engine(address) as engine, explained(address), connect_to_read(engine) as connection:
        vacancy.require_vacant(connection)


@contextmanager
def opened(address: URL, room: int) -> Iterator[Connection]:
    """Give a database with empty tables in a transaction, all or nothing of which will be there.

    `room` is the space that it will need if it is a file. Raises MoveError.
    """
    is_file = address.get_backend_name() == "sqlite"
    with _opened_file(_file(address), room) if is_file else _opened_server(address) as connection:
        yield connection


@contextmanager
def _opened_server(address: URL) -> Iterator[Connection]:
    with _engine(address) as engine:
        with explained(address):
            connection = engine.connect()
        try:
            with explained(address):
                source.remove_limits(connection)
                vacancy.require_vacant(connection)
                migrating.upgrade(connection)
                vacancy.clear(connection)
            yield connection
            with explained(address):
                # Otherwise its queries are slow until PostgreSQL does so by itself.
                connection.exec_driver_sql(ANALYZE)
                connection.commit()
        finally:
            connection.close()


@contextmanager
def _opened_file(file: Path, room: int) -> Iterator[Connection]:
    """Give a new file in a private folder, which takes its place once it is complete."""
    with places.workspace(file.parent, room) as folder:
        address = URL.create("sqlite", database=str(folder / archive.DATABASE))
        with _engine(address) as engine:
            with explained(address):
                migrating.upgrade(engine)
            with engine.connect() as connection:
                yield connection
                with explained(address):
                    connection.commit()
        _require_sound(folder / archive.DATABASE)
        _check_file(file)
        _put_in_place(folder / archive.DATABASE, file)


@contextmanager
def _engine(address: URL) -> Iterator[Engine]:
    options = OPTIONS[address.get_backend_name()]
    engine = create_engine(address, hide_parameters=True, connect_args=options, poolclass=NullPool)
    configure_engine(engine)
    try:
        yield engine
    finally:
        engine.dispose()


def _file(address: URL) -> Path:
    return Path(address.database or "")


def _check_file(file: Path) -> None:
    if not file.parent.is_dir():
        raise MoveError(f"The folder {file.parent} does not exist.")
    if not os.access(file.parent, os.W_OK):
        raise MoveError(f"This user may not write to the folder {file.parent}.")
    if not file.exists():
        return
    if _is_of_site(file):
        raise MoveError(vacancy.SAME)
    if not file.is_file():
        raise MoveError(EXISTS.format(file))
    # Opened for reading only: it may be anything.
    engine = create_engine("sqlite://", creator=lambda: copying.connect(file, "ro"))
    try:
        with explained(engine.url), engine.connect() as connection:
            vacancy.require_vacant(connection)
    finally:
        engine.dispose()


def _is_of_site(file: Path) -> bool:
    site = places.database_file() if places.has_database_file() else None
    return site is not None and site.exists() and file.samefile(site)


def _require_sound(file: Path) -> None:
    connection = copying.connect(file)
    try:
        # A file that needs no others beside it.
        connection.execute("PRAGMA journal_mode = DELETE").close()
        if faults := copying.faults(connection):
            raise MoveError(f"The copy is damaged: {faults[0]}.")
    finally:
        connection.close()


def _put_in_place(staged: Path, file: Path) -> None:
    archive.sync(staged)
    # Otherwise SQLite would add them to the new file.
    for suffix in ("-wal", "-shm", "-journal"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
    os.replace(staged, file)
    archive.sync(file.parent)
