"""Who works on a job: a process of this machine or of another one, and whether it still does.

A worker writes its name and, again and again, the database's time to the row of its job. Whoever
finds that it has stopped takes the job over; all that a worker writes depends on its name being
there still, so that one that was only slow changes nothing any more.
"""

import hashlib
import os
import platform
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from flask import current_app
from sqlalchemy import Connection, Update
from sqlalchemy.exc import SQLAlchemyError

from app.database import clock, db
from app.database.transactions import writing

# Seconds between two signs of life of a worker on PostgreSQL, which several hosts may share.
BEAT = 5.0
# After this, a worker of another host is taken for dead.
SILENT = timedelta(seconds=20)
BOOT, PROCESSES = Path("/proc/sys/kernel/random/boot_id"), Path("/proc/self/ns/pid")


def worker_name() -> str:
    """Return a new name for a worker of this process, which tells where it runs."""
    return f"{machine()}.{os.getpid()}.{secrets.token_hex(8)}"


@cache
def machine() -> str:
    """Return what tells this machine since its start, or this container, from others."""
    try:
        parts = [BOOT.read_text(), os.readlink(PROCESSES)]
    except OSError:
        parts = [platform.node()]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def is_lost(
    worker: str | None,
    heartbeat_at: datetime | None,
    longest: timedelta,
    connection: Connection | None = None,
) -> bool:
    """Return whether a job has no worker any more.

    `longest` is more than a worker of this job ever takes between two steps. A dead one of this
    machine is noticed at once.
    """
    if worker is None or heartbeat_at is None:
        return True
    where, _, rest = worker.partition(".")
    is_here = where == machine()
    if is_here and _has_ended(int(rest.partition(".")[0])):
        return True
    patience = longest if is_here or not _beats() else SILENT
    return clock.now(connection) - heartbeat_at > patience


@contextmanager
def beating(sign: Callable[[datetime], Update]) -> Iterator[None]:
    """Give signs of life while the block lasts, however long its steps take.

    `sign` returns the statement that writes one, with the time for it. On SQLite, which has one
    machine, a lock for them would keep others waiting.
    """
    if not _beats():
        yield
        return
    app, over = current_app._get_current_object(), threading.Event()  # type: ignore[attr-defined]

    def beat() -> None:
        while not over.wait(BEAT):
            with suppress(SQLAlchemyError), app.app_context():
                _give(sign)

    threading.Thread(target=beat, daemon=True).start()
    try:
        yield
    finally:
        over.set()


def _beats() -> bool:
    return db.engine.dialect.name == "postgresql"


def _give(sign: Callable[[datetime], Update]) -> None:
    # Not with the site's write lock: the worker itself may hold that for minutes.
    with writing(beside=True) as connection:
        connection.execute(sign(clock.now(connection)))


def _has_ended(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass
    return False
