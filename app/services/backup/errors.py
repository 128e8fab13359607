"""What keeps a backup from being made or restored, in words for whoever asked for it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.database.error_codes import find_problem
from app.database.problems import FULL


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


def _words(message: str, folder: Path) -> str:
    if "locked" in message:
        return "The database is in use by a request that does not end. Stop the server, then retry."
    if "full" in message:
        return f"There is not enough disk space in {folder}."
    if "readonly" in message:
        return "This user may not write to the database."
    return f"The database can't be used ({message})."
