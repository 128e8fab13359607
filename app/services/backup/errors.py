"""What keeps a backup from being made or restored, in words for whoever asked for it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from app.bibliography.messages import message
from app.database.dumps import DumpError
from app.database.error_codes import driver_words, find_problem
from app.database.problems import BUSY, FULL
from app.translations.text import gettext as _
from app.translations.text import translated

IN_USE = message(
    "The database is in use by a request that does not end. Stop the server, then retry."
)
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
        found = "; ".join(faults[:3])
        super().__init__(_("%(what)s is damaged: %(faults)s.", what=what, faults=found))


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn errors of files and of the database into a BackupError."""
    try:
        yield
    except OSError as error:
        if find_problem(error) is FULL:
            raise BackupError(_no_space(folder)) from None
        place = error.filename or folder
        reason = error.strerror or error
        raise BackupError(
            _("%(file)s can't be used (%(reason)s).", file=place, reason=reason)
        ) from None
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
        return translated(IN_USE)
    return translated(problem.remedy) if problem else _unusable(driver_words(error))


def _words(said: str, folder: Path) -> str:
    if "locked" in said:
        return translated(IN_USE)
    if "full" in said:
        return _no_space(folder)
    if "readonly" in said:
        return _("This user may not write to the database.")
    return _unusable(said)


def _no_space(folder: Path) -> str:
    return _("There is not enough disk space in %(folder)s.", folder=folder)


def _unusable(reason: str) -> str:
    return _("The database can't be used (%(reason)s).", reason=reason)
