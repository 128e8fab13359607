"""Programs of their own that read uploaded files, one file at a time, with limited memory and time.

A hostile file can take all that the program may have, but nothing of the site's.
"""

import fcntl
import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.services.interpreter import python_program

LONGEST_WORK = 30
LONGEST_WAIT = 5
PAUSE = 0.05


class ProgramFailedError(Exception):
    """The file takes too much memory or time, or makes the program fail."""


class ProgramBusyError(Exception):
    """The program reads the files of others."""


def answer_of(program: Path, content: bytes, *arguments: object) -> dict[str, Any]:
    """Return what a program says of a file: one JSON object.

    The program is a file of its own, since a package can't be run without importing the site.
    Raises ProgramFailedError, ProgramBusyError.
    """
    command = [python_program(), "-I", str(program), *map(str, arguments)]
    with _turn(program):
        try:
            run = subprocess.run(  # noqa: S603 (numbers and our own program)
                command, input=content, capture_output=True, timeout=LONGEST_WORK, check=True
            )
        except subprocess.SubprocessError:
            raise ProgramFailedError from None
    answer: dict[str, Any] = json.loads(run.stdout)
    return answer


@contextmanager
def _turn(program: Path) -> Iterator[None]:
    """Wait until no process of this machine runs the program."""
    with program.open("rb") as file:
        last_try = time.monotonic() + LONGEST_WAIT
        while not _is_locked(file.fileno()):
            if time.monotonic() > last_try:
                raise ProgramBusyError
            time.sleep(PAUSE)
        yield


def _is_locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
