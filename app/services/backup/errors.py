"""What keeps a backup from being made or restored, in words for whoever asked for it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from app.database.dumps import DumpError
from app.database.error_codes import driver_words, find_problem
from app.database.problems import BUSY, FULL

IN_USE = "The database is in use by a request that does not end. Stop the server, then retry."
# PostgreSQL's code, and what it is about: dumping needs no more than a site does.
FORBIDDEN = "42501"
NO_SCHEMA = (
    "Restoring needs a schema of its own in the database, which this role may not create."
    " Let it: GRANT CREATE ON DATABASE … TO …"
)


class BackupError(Exception):
    """A backup can't be made or restored; the message says why."""


class DamagedError(BackupError):
    """A database is damaged; `faults` says where."""

    def __init__(self, what: str, faults: list[str]) -> None:
        self.faults = faults
        super().__init__(f"{what} is damaged: {'; '.join(faults[:3])}.")


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn errors of files and of the database into a BackupError."""
    try:
        yield
    except OSError as error:
        if find_problem(error) is FULL:
            raise BackupError(f"There is not enough disk space in {folder}.") from None
        place = error.filename or folder
        raise BackupError(f"{place} can't be used ({error.strerror or error}).") from None
    except sqlite3.OperationalError as error:
        raise BackupError(_words(str(error), folder)) from None
    except DumpError as error:
        raise BackupError(f"{str(error).rstrip('.')}.") from None
    except DBAPIError as error:
        raise BackupError(_server_words(error)) from None


def _server_words(error: DBAPIError) -> str:
    problem = find_problem(error)
    if getattr(error.orig, "sqlstate", None) == FORBIDDEN:
        return NO_SCHEMA
    if problem is BUSY:
        return IN_USE
    return problem.remedy if problem else f"The database can't be used ({driver_words(error)})."


def _words(message: str, folder: Path) -> str:
    if "locked" in message:
        return IN_USE
    if "full" in message:
        return f"There is not enough disk space in {folder}."
    if "readonly" in message:
        return "This user may not write to the database."
    return f"The database can't be used ({message})."
