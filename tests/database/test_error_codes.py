"""What each code of a driver or system says of the database."""

import errno
import sqlite3

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from app.database import troubles
from app.database.error_codes import find_trouble
from app.database.troubles import Trouble


class DriverError(Exception):
    def __init__(self, **attributes: object) -> None:
        self.__dict__ = attributes


def failed(kind: type[DBAPIError] = OperationalError, **attributes: object) -> DBAPIError:
    return kind("SELECT", None, DriverError(**attributes))


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (failed(sqlite_errorcode=sqlite3.SQLITE_BUSY), troubles.BUSY),
        (failed(sqlite_errorcode=sqlite3.SQLITE_BUSY_SNAPSHOT), troubles.BUSY),
        (failed(sqlite_errorcode=sqlite3.SQLITE_LOCKED), troubles.BUSY),
        (failed(sqlite_errorcode=sqlite3.SQLITE_FULL), troubles.FULL),
        (failed(sqlite_errorcode=sqlite3.SQLITE_IOERR_SHMSIZE), troubles.FULL),
        (failed(sqlite_errorcode=sqlite3.SQLITE_READONLY_DIRECTORY), troubles.READ_ONLY),
        (failed(sqlite_errorcode=sqlite3.SQLITE_READONLY_DBMOVED), troubles.MISSING),
        (failed(sqlite_errorcode=sqlite3.SQLITE_CANTOPEN_ISDIR), troubles.MISSING),
        (failed(sqlite_errorcode=sqlite3.SQLITE_CORRUPT_INDEX), troubles.DAMAGED),
        (failed(sqlite_errorcode=sqlite3.SQLITE_NOTADB), troubles.DAMAGED),
        (failed(sqlite_errorcode=sqlite3.SQLITE_IOERR_FSYNC), troubles.FAILING),
        (failed(sqlite_errorcode=sqlite3.SQLITE_ERROR), None),
        (failed(IntegrityError, sqlite_errorcode=sqlite3.SQLITE_CONSTRAINT_UNIQUE), None),
        (failed(sqlstate=None), troubles.UNREACHABLE),
        (failed(sqlstate="08006"), troubles.UNREACHABLE),
        (failed(sqlstate="28P01"), troubles.UNREACHABLE),
        (failed(sqlstate="57P03"), troubles.UNREACHABLE),
        (failed(sqlstate="3D000"), troubles.MISSING),
        (failed(sqlstate="25006"), troubles.READ_ONLY),
        (failed(sqlstate="53100"), troubles.FULL),
        (failed(sqlstate="53300"), troubles.BUSY),
        (failed(sqlstate="55P03"), troubles.BUSY),
        (failed(sqlstate="40P01"), troubles.BUSY),
        (failed(sqlstate="XX001"), troubles.DAMAGED),
        (failed(sqlstate="42703"), None),
        (failed(IntegrityError, sqlstate=None), None),
        (failed(), None),
        (PoolTimeoutError("QueuePool limit"), troubles.BUSY),
        (OSError(errno.ENOSPC, "No space left on device"), troubles.FULL),
        (OSError(errno.EROFS, "Read-only file system"), troubles.READ_ONLY),
        (FileNotFoundError(errno.ENOENT, "No such file"), None),
        (ValueError("x"), None),
    ],
)
def test_the_trouble_of_an_error(error: Exception, trouble: Trouble | None) -> None:
    assert find_trouble(error) is trouble
