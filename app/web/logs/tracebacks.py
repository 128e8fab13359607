"""Tracebacks without what someone wrote: an error's own words often repeat it."""

import traceback
from collections.abc import Iterator
from opcode import opmap
from sqlite3 import IntegrityError
from types import TracebackType

# Of these, Python writes the words, from names in the program.
BY_PYTHON = {
    AttributeError,
    ImportError,
    IndexError,
    ModuleNotFoundError,
    NameError,
    RecursionError,
    TypeError,
    UnboundLocalError,
    ZeroDivisionError,
}
RAISE = opmap["RAISE_VARARGS"]


def write_traceback(error: BaseException) -> str:
    """Return the traceback of an error and of those before it, with names of errors for words."""
    return "\n".join(_parts(error, set()))


def _parts(error: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if earlier and id(earlier) not in seen:
        yield from _parts(earlier, seen)
        yield "Then:" if error.__cause__ is None else "Which caused:"
    frames = "".join(traceback.format_tb(error.__traceback__)).rstrip("\n")
    yield from ["Traceback (most recent call last):", *([frames] if frames else [])]
    name = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    yield f"{name}: {words}" if (words := _words(error)) else name


def _words(error: BaseException) -> str:
    """Return what an error says if none of it can have been typed."""
    if isinstance(error, OSError):
        return error.strerror or ""
    # A constraint and its columns.
    if isinstance(error, IntegrityError):
        return str(error)
    if state := getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", None):
        # PostgreSQL names what was violated apart from the values.
        constraint = getattr(getattr(error, "diag", None), "constraint_name", None)
        return f"{state} ({constraint})" if constraint else str(state)
    is_pythons = type(error) in BY_PYTHON and not _is_raised(error.__traceback__)
    return str(error) if is_pythons else ""


def _is_raised(trace: TracebackType | None) -> bool:
    """Return whether the program raised an error itself, with words of its own."""
    while trace and trace.tb_next:
        trace = trace.tb_next
    return trace is not None and trace.tb_frame.f_code.co_code[trace.tb_lasti] == RAISE
