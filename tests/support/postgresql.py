"""A PostgreSQL server for tests alone: a new cluster in a folder, reached by a socket within it.

As a program, it tells by its exit code whether PostgreSQL is installed, for `make test`.
"""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

from app.database.dumps import FOLDERS
from app.serving.parent import PR_SET_PDEATHSIG

# Who sites connect as, with no more rights than the guide gives, and who may do everything.
ROLE, ADMIN = "vitae", "admin"
PATIENCE = 60
# Nothing has to survive a power cut. Its default order of letters is that of English, not that of
# code points, so that tests fail where the site relies on either.
INITDB = (
    *("--auth", "trust", "--username", ADMIN, "--encoding", "UTF8", "--no-sync"),
    *("--locale", "C.UTF-8", "--locale-provider", "icu", "--icu-locale", "en"),
)
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "1h",
    "autovacuum": "off",
    "jit": "off",
    "timezone": "Asia/Kathmandu",
}


class NoServerError(Exception):
    """PostgreSQL is not installed, or does not start; the message says what to do."""


def programs() -> Path:
    """Return the folder with the programs of PostgreSQL's server. Raises NoServerError."""
    found = [Path(which).parent for which in [shutil.which("initdb")] if which]
    for pattern in FOLDERS:
        found += sorted(Path("/").glob(pattern), key=_version, reverse=True)
    for folder in found:
        if (folder / "postgres").exists() and (folder / "initdb").exists():
            return folder
    raise NoServerError("PostgreSQL is not installed. On Debian: sudo apt install postgresql")


def is_installed() -> bool:
    """Return whether this machine has PostgreSQL's server."""
    try:
        return bool(programs())
    except NoServerError:
        return False


class Server:
    """A server that runs, by the folder of its socket."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def url(self, database: str, role: str = ROLE) -> str:
        """Return the address of a database, for DATABASE_URL."""
        query = {"host": str(self.folder)}
        url = URL.create("postgresql+psycopg", username=role, database=database, query=query)
        return url.render_as_string(hide_password=False)

    def create_database(self, name: str, template: str = "template0") -> str:
        """Create a database, empty or as a copy of one that nobody uses; return its address."""
        # Copied through the log, since copying files would wait for two checkpoints.
        create = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY wal_log")
        self.execute(create.format(*map(sql.Identifier, (name, ROLE, template))))
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Delete a database, even while it is in use."""
        self.execute(sql.SQL("DROP DATABASE IF EXISTS {} (FORCE)").format(sql.Identifier(name)))

    def execute(self, statement: Any) -> list[tuple[Any, ...]]:
        """Run a statement as the superuser, outside any site's database; return its rows."""
        return execute(self.url("postgres", ADMIN), statement)

    def answers(self) -> bool:
        """Return whether the server takes connections."""
        try:
            self.execute("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True


class Cluster(Server):
    """A server of our own, started when it is made; whoever makes one calls `close`."""

    def __init__(self) -> None:
        self._programs = programs()
        super().__init__(Path(tempfile.mkdtemp(prefix="vitae-postgresql-")))
        self.log = self.folder / "server.log"
        self._data = self.folder / "data"
        self._process: subprocess.Popen[bytes] | None = None
        try:
            if user := _other_user():
                shutil.chown(self.folder, user)
            self._run("initdb", "--pgdata", str(self._data), *INITDB)
            self.start()
            self.execute(f"CREATE ROLE {ROLE} LOGIN")
        except BaseException:
            self.close()
            raise

    def start(self) -> None:
        """Start the server, and wait until it answers. Raises NoServerError."""
        settings = {**SETTINGS, "unix_socket_directories": str(self.folder)}
        options = [f"--{name}={value}" for name, value in settings.items()]
        command = [str(self._programs / "postgres"), "-D", str(self._data), *options]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 (our own command)
                command,
                cwd=self.folder,
                stdout=log,
                stderr=log,
                # Ctrl-C is for the tests, which stop the server themselves.
                start_new_session=True,
                preexec_fn=_end_with_parent,  # noqa: PLW1509 (holds no locks)
                **_as_other_user(),
            )
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise NoServerError(f"PostgreSQL does not start: {self.log.read_text()}")
            time.sleep(0.05)

    def stop(self, how: Literal["smart", "fast", "immediate", "kill"] = "fast") -> None:
        """Stop the server: once its clients leave, at once in order, or as a power cut would."""
        signals = {"smart": "SIGTERM", "fast": "SIGINT", "immediate": "SIGQUIT", "kill": "SIGKILL"}
        if self._process:
            self._process.send_signal(signal.Signals[signals[how]])
            self._process.wait(PATIENCE)
            self._process = None

    def close(self) -> None:
        """Stop the server and delete all of it."""
        self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        run = subprocess.run(  # noqa: S603 (our own command)
            [str(self._programs / program), *arguments],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            **_as_other_user(),
        )
        if run.returncode:
            raise NoServerError(f"{program} failed: {run.stderr}")


@contextmanager
def running() -> Iterator[Cluster]:
    """Give a server while the block lasts."""
    cluster = Cluster()
    try:
        yield cluster
    finally:
        cluster.close()


def execute(url: str, *statements: Any) -> list[tuple[Any, ...]]:
    """Run statements in a database, each by itself; return the rows of the last one."""
    rows: list[tuple[Any, ...]] = []
    with psycopg.connect(dsn(url), autocommit=True) as connection:
        for statement in statements:
            found = connection.execute(statement)
            rows = found.fetchall() if found.description else []
    return rows


def dsn(url: str) -> str:
    """Return the address of a database as PostgreSQL's own programs take it."""
    plain = make_url(url).set(drivername="postgresql")
    return plain.render_as_string(hide_password=False)


def _version(folder: Path) -> list[int]:
    digits = "".join(c if c.isdigit() else " " for c in str(folder))
    return [int(number) for number in digits.split()]


def _other_user() -> str | None:
    """Return who runs the server: never root, which PostgreSQL refuses."""
    if os.geteuid() != 0:
        return None
    known = {user.pw_name for user in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _as_other_user() -> dict[str, Any]:
    if not (user := _other_user()):
        return {}
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": ()}


def _end_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


if __name__ == "__main__":
    sys.exit(not is_installed())
