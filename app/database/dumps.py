"""Dumps of a PostgreSQL database by its own programs, and the rows within one."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Engine, text

from app.database.transactions import connect_to_read

# Where Debian, Red Hat and Homebrew put the programs of each version.
FOLDERS = ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin", "opt/homebrew/opt/*/bin")
VERSION = re.compile(r"\(PostgreSQL\) (\d+)")
# Milliseconds to wait for whoever changes tables.
LOCK_TIMEOUT = 30_000
# What pg_restore writes: rows of a table until a line of "\.", and the last id that was given.
_NAME = rb'(?:"?[^".]+"?\.)?"?([a-z0-9_]+)"?'
_COPY = re.compile(rb"COPY " + _NAME + rb" \(([^()]*)\) FROM stdin;\n")
_SETVAL = re.compile(rb"SELECT pg_catalog\.setval\('" + _NAME + rb"', (\d+), (true|false)\);\n")
_COLUMN = re.compile(rb'"?([a-z0-9_]+)"?')
END = b"\\.\n"


class DumpError(Exception):
    """A database can't be dumped, or a dump can't be read; the message says why."""


@dataclass(frozen=True)
class Program:
    """One of PostgreSQL's programs, and its major version."""

    path: Path
    version: int


@dataclass
class DumpedTable:
    """The rows of one table in a file, as COPY takes them."""

    columns: list[str]
    file: Path
    rows: int = 0


@dataclass
class DumpedRows:
    """All that is in a dump: tables by name, and for sequences the last id and its use."""

    tables: dict[str, DumpedTable] = field(default_factory=dict)
    sequences: dict[str, tuple[int, bool]] = field(default_factory=dict)


@cache
def is_installed() -> bool:
    """Return whether this machine has the programs."""
    try:
        return bool(find_program("pg_dump") and find_program("pg_restore"))
    except DumpError:
        return False


def find_program(name: str, version: int = 0) -> Program:
    """Return a program of at least a major version. Raises DumpError."""
    found = [Path(which) for which in [shutil.which(name)] if which]
    found += [file for one in FOLDERS for file in Path("/").glob(f"{one}/{name}")]
    programs = sorted((_program(file) for file in found), key=lambda one: one.version)
    for program in programs:
        if program.version >= version:
            return program
    if not programs:
        raise DumpError(
            f"{name} is not installed. It comes with PostgreSQL's client programs; on Debian:"
            " sudo apt install postgresql-client"
        )
    raise DumpError(
        f"{name} is of PostgreSQL {programs[-1].version}, but the server is of version {version}."
        f" Install the client programs of that version; on Debian: postgresql-client-{version}"
    )


def dump_schema(engine: Engine, schema: str, target: Path) -> None:
    """Dump all of a schema, as it is at one moment, to a new file. Raises DumpError."""
    program = find_program("pg_dump", _server_version(engine))
    quoted = '"{}"'.format(schema.replace('"', '""'))
    options = ["--format=custom", "--compress=0", "--no-owner", "--no-privileges"]
    options += ["--encoding=UTF8", f"--schema={quoted}", f"--lock-wait-timeout={LOCK_TIMEOUT}"]
    run = subprocess.run(  # noqa: S603 (our own command)
        [program.path, *options, f"--file={target}"],
        env=environment(engine),
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )
    if run.returncode:
        raise DumpError(_words("pg_dump", run.stderr))


def read_rows(dump: Path, folder: Path) -> DumpedRows:
    """Write the rows in a dump to files; nothing in it is executed. Raises DumpError."""
    found = DumpedRows()
    with _script(dump) as lines:
        for line in lines:
            if copy := _COPY.fullmatch(line):
                table, columns = copy[1].decode(), _columns(copy[2])
                found.tables[table] = one = DumpedTable(columns, folder / f"{table}.rows")
                one.rows = _write_rows(lines, one.file)
            elif last := _SETVAL.fullmatch(line):
                found.sequences[last[1].decode()] = int(last[2]), last[3] == b"true"
    return found


def environment(engine: Engine) -> dict[str, str]:
    """Return the environment that leads PostgreSQL's programs to a database.

    It has the password: a command line can be read by all users of the machine, and a log by some.
    """
    driver: Any = engine.dialect.loaded_dbapi
    _, given = engine.dialect.create_connect_args(engine.url)
    variables = {
        one.keyword.decode(): one.envvar.decode()
        for one in driver.pq.Conninfo.get_defaults()
        if one.envvar
    }
    own = {variables[name]: str(value) for name, value in given.items() if name in variables}
    return {**os.environ, **own, "LC_ALL": "C"}


@contextmanager
def _script(dump: Path) -> Iterator[IO[bytes]]:
    """Give the rows of a dump as the lines of a script."""
    program = find_program("pg_restore")
    command = [str(program.path), "--data-only", "--file=-", str(dump)]
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(  # noqa: S603 (our own command)
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said
        ) as process,
    ):
        # Never None with a pipe.
        if process.stdout:
            yield process.stdout
        if process.wait():
            said.seek(0)
            raise DumpError(_words("pg_restore", said.read()))


def _server_version(engine: Engine) -> int:
    with connect_to_read(engine) as connection:
        return int(connection.scalar(text("SHOW server_version_num")) or 0) // 10_000


def _columns(names: bytes) -> list[str]:
    found = [_COLUMN.fullmatch(name) for name in names.split(b", ")]
    if None in found:
        raise DumpError("The dump has columns of another program")
    return [one[1].decode() for one in found if one]


def _write_rows(lines: IO[bytes], file: Path) -> int:
    count = 0
    with file.open("xb") as target:
        for line in lines:
            if line == END:
                return count
            target.write(line)
            count += 1
    raise DumpError("The dump ends too early")


def _program(file: Path) -> Program:
    run = subprocess.run([file, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    found = VERSION.search(run.stdout)
    return Program(file, int(found[1]) if found else 0)


def _words(program: str, said: bytes) -> str:
    lines = said.decode(errors="replace").strip().splitlines()
    errors = [line for line in lines if "error:" in line] or lines or ["it failed"]
    return f"{program}: {errors[0].partition('error: ')[2] or errors[0]}"
