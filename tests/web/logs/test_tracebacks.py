"""A traceback in the log leads to the fault, and repeats nothing that someone typed."""

import contextlib
import sqlite3
from collections.abc import Callable

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from app.web.logs.tracebacks import write_traceback

TYPED = "Jane Roe"


def _raise(error: BaseException) -> None:
    raise error


def _decode() -> None:
    f"{TYPED}é".encode("ascii")


def _again() -> None:
    try:
        int(TYPED)
    except ValueError as error:
        raise RuntimeError(TYPED) from error


def _while_handling() -> None:
    try:
        int(TYPED)
    except ValueError:
        dict[str, int]()[TYPED]


def _query() -> None:
    with create_engine("sqlite://").connect() as connection:
        connection.execute(text("select :name from nowhere"), {"name": TYPED})


def _constraint() -> None:
    with contextlib.closing(sqlite3.connect(":memory:")) as database:
        database.execute("create table person (name text unique)")
        for _ in range(2):
            database.execute("insert into person values (?)", [TYPED])


def _written(work: Callable[[], object]) -> str:
    try:
        work()
    except (Exception, SQLAlchemyError) as error:
        return write_traceback(error)
    raise AssertionError("nothing was raised")


@pytest.mark.parametrize(
    ("work", "last"),
    [
        (lambda: int(TYPED), "ValueError"),
        (_decode, "UnicodeEncodeError"),
        (_again, "RuntimeError"),
        (_while_handling, "KeyError"),
        (lambda: _raise(TypeError(TYPED)), "TypeError"),
        (lambda: _raise(KeyError(TYPED)), "KeyError"),
        (lambda: open(f"/nowhere/{TYPED}"), "FileNotFoundError: No such file or directory"),  # noqa: SIM115
        (lambda: None + 1, "TypeError: unsupported operand type(s) for +: 'NoneType' and 'int'"),  # type: ignore[operator]
        (lambda: TYPED.tides, "AttributeError: 'str' object has no attribute 'tides'"),  # type: ignore[attr-defined]
        (_query, "sqlalchemy.exc.OperationalError"),
        (_constraint, "sqlite3.IntegrityError: UNIQUE constraint failed: person.name"),
    ],
)
def test_an_error_is_named_without_what_was_typed(work: Callable[[], object], last: str) -> None:
    written = _written(work)
    assert TYPED not in written
    assert written.splitlines()[-1] == last
    assert "Traceback (most recent call last):" in written
    assert f'File "{__file__}", line ' in written


def test_errors_before_an_error_come_before_it() -> None:
    written = _written(_again)
    first, _, then = written.partition("\nWhich caused:\n")
    assert first.endswith("\nValueError")
    assert then.endswith("\nRuntimeError")
    assert "\nThen:\n" in _written(_while_handling)


def test_an_error_that_is_its_own_context_ends() -> None:
    error = RuntimeError()
    error.__context__ = ValueError()
    error.__context__.__context__ = error
    assert write_traceback(error).count("Traceback") == 2
