"""What an error says of the database or its disk, by the codes of drivers and systems."""

import errno
import re

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from app.database.problems import (
    BUSY,
    DAMAGED,
    FAILING,
    FULL,
    MISSING,
    READ_ONLY,
    UNFIT,
    UNREACHABLE,
    Problem,
    SchemaError,
)

# https://www.sqlite.org/rescode.html
OF_SQLITE = {
    5: BUSY,
    6: BUSY,
    8: READ_ONLY,
    10: FAILING,
    11: DAMAGED,
    13: FULL,
    14: MISSING,
    15: BUSY,
    26: DAMAGED,
    # SQLITE_READONLY_DBMOVED and SQLITE_IOERR_SHMSIZE
    1032: MISSING,
    4874: FULL,
}
# By code or class: https://www.postgresql.org/docs/current/errcodes-appendix.html
OF_POSTGRESQL = {
    "08": UNREACHABLE,
    "25006": READ_ONLY,
    "28": UNREACHABLE,
    "22021": UNFIT,
    "54": UNFIT,
    "3D": MISSING,
    "40001": BUSY,
    "40P01": BUSY,
    "53": BUSY,
    "53100": FULL,
    "55P03": BUSY,
    "57": UNREACHABLE,
    "58": FAILING,
    "XX001": DAMAGED,
    "XX002": DAMAGED,
}
# Of a text that it can't decode, SQLite's driver gives no code, but the text itself.
UNDECODABLE = "Could not decode to UTF-8"
# Its driver sends no text with this character.
NUL = "cannot contain NUL"
# Of a connection that PostgreSQL refuses, its driver gives no code.
CROWDED = re.compile("too many (clients|connections)|connection slots")
OF_SYSTEM = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EROFS: READ_ONLY,
    errno.EIO: FAILING,
}


def find_problem(error: BaseException) -> Problem | None:
    """Return what is wrong with the database or its disk; None for an error in the program."""
    if isinstance(error, SchemaError):
        return error.problem
    if isinstance(error, PoolTimeoutError):
        return BUSY
    if isinstance(error, OSError):
        return OF_SYSTEM.get(error.errno or 0)
    return _driver_problem(error) if isinstance(error, DBAPIError) else None


def driver_words(error: BaseException) -> str:
    """Return what the driver or system says of an error, without what someone wrote."""
    return str(getattr(error, "orig", error)).partition(" with text ")[0]


def _driver_problem(error: DBAPIError) -> Problem | None:
    # The lowest byte of SQLite's extended code is the primary one.
    if (code := getattr(error.orig, "sqlite_errorcode", None)) is not None:
        return OF_SQLITE.get(code) or OF_SQLITE.get(code & 0xFF)
    if str(error.orig).startswith(UNDECODABLE):
        return DAMAGED
    if (state := getattr(error.orig, "sqlstate", "")) is None:
        is_refused = isinstance(error, OperationalError)
        if NUL in str(error.orig):
            return UNFIT
        return (BUSY if CROWDED.search(str(error.orig)) else UNREACHABLE) if is_refused else None
    return OF_POSTGRESQL.get(state) or OF_POSTGRESQL.get(state[:2])
