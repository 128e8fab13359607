"""What each code of a driver or system says of the database."""

import errno
import sqlite3

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from app.database import problems
from app.database.error_codes import find_problem
from app.database.problems import Problem


class DriverError(Exception):
    def __init__(self, **attributes: object) -> None:
        self.__dict__ = attributes


def failed(kind: type[DBAPIError] = OperationalError, **attributes: object) -> DBAPIError:
    return kind("SELECT", None, DriverError(**attributes))


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (failed(sqlite_errorcode=sqlite3.SQLITE_BUSY), problems.BUSY),
        (failed(sqlite_errorcode=sqlite3.SQLITE_BUSY_SNAPSHOT), problems.BUSY),
        (failed(sqlite_errorcode=sqlite3.SQLITE_LOCKED), problems.BUSY),
        (failed(sqlite_errorcode=sqlite3.SQLITE_FULL), problems.FULL),
        (failed(sqlite_errorcode=sqlite3.SQLITE_IOERR_SHMSIZE), problems.FULL),
        (failed(sqlite_errorcode=sqlite3.SQLITE_READONLY_DIRECTORY), problems.READ_ONLY),
        (failed(sqlite_errorcode=sqlite3.SQLITE_READONLY_DBMOVED), problems.MISSING),
        (failed(sqlite_errorcode=sqlite3.SQLITE_CANTOPEN_ISDIR), problems.MISSING),
        (failed(sqlite_errorcode=sqlite3.SQLITE_CORRUPT_INDEX), problems.DAMAGED),
        (failed(sqlite_errorcode=sqlite3.SQLITE_NOTADB), problems.DAMAGED),
        (failed(sqlite_errorcode=sqlite3.SQLITE_IOERR_FSYNC), problems.FAILING),
        (failed(sqlite_errorcode=sqlite3.SQLITE_ERROR), None),
        (failed(IntegrityError, sqlite_errorcode=sqlite3.SQLITE_CONSTRAINT_UNIQUE), None),
        (failed(sqlstate=None), problems.UNREACHABLE),
        (failed(sqlstate="08006"), problems.UNREACHABLE),
        (failed(sqlstate="28P01"), problems.UNREACHABLE),
        (failed(sqlstate="57P03"), problems.UNREACHABLE),
        (failed(sqlstate="3D000"), problems.MISSING),
        (failed(sqlstate="25006"), problems.READ_ONLY),
        (failed(sqlstate="53100"), problems.FULL),
        (failed(sqlstate="53300"), problems.BUSY),
        (failed(sqlstate="55P03"), problems.BUSY),
        (failed(sqlstate="40P01"), problems.BUSY),
        (failed(sqlstate="XX001"), problems.DAMAGED),
        (failed(sqlstate="42703"), None),
        (failed(IntegrityError, sqlstate=None), None),
        (failed(), None),
        (PoolTimeoutError("QueuePool limit"), problems.BUSY),
        (OSError(errno.ENOSPC, "No space left on device"), problems.FULL),
        (OSError(errno.EROFS, "Read-only file system"), problems.READ_ONLY),
        (FileNotFoundError(errno.ENOENT, "No such file"), None),
        (ValueError("x"), None),
    ],
)
def test_the_problem_of_an_error(error: Exception, problem: Problem | None) -> None:
    assert find_problem(error) is problem
