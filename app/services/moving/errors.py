"""What keeps a site from being copied, in words for whoever asked for it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import SQLAlchemyError

from app.database import problems
from app.database.error_codes import driver_words, find_problem

# Parts of an address that are secret.
SECRETS = ("password", "sslpassword")
NO_RIGHTS = "42501"
WORDS = {
    problems.BUSY: "Another program is writing to the target. Stop it, then try again.",
    problems.FULL: "The target's disk is full. Free some space, then try again.",
    problems.READ_ONLY: "The target is read-only.",
    problems.UNREACHABLE: "The target can't be reached ({}).",
    problems.MISSING: "The target can't be opened ({}).",
}
OTHER = "The target can't be used ({})."
MAY_NOT = "The target's user may not create tables and write there ({})."


class MoveError(Exception):
    """A site can't be copied; the message says why."""


@contextmanager
def explained(address: URL) -> Iterator[None]:
    """Turn errors of the target into a MoveError."""
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        raise MoveError(_words(error, address)) from None


def first_words(error: BaseException, address: URL) -> str:
    """Return what the driver says of an error, without the text of a row and without passwords."""
    lines = [line.strip(" \t-.") for line in driver_words(error).splitlines() if line.strip()]
    # If a name stands for several hosts, each attempt has a line.
    line = lines[1] if len(lines) > 1 and lines[0].startswith("Multiple ") else lines[0]
    for secret in (address.password, *(address.query.get(name) for name in SECRETS)):
        line = line.replace(str(secret), "***") if secret else line
    return line


def _words(error: SQLAlchemyError | OSError, address: URL) -> str:
    code = getattr(getattr(error, "orig", None), "sqlstate", None)
    problem = find_problem(error)
    words = MAY_NOT if code == NO_RIGHTS else WORDS.get(problem, OTHER) if problem else OTHER
    return words.format(first_words(error, address))
