"""A site served as in production, which may be killed, stopped and started again."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.bench.processes import CannotMeasureError, free_port
from tests.bench.sites import Site
from tests.torture.commands import Command, Launch, Process, forked

# Seconds for a start, and in which workers whose main process was killed have to end.
PATIENCE, ORPHANED = 60, 5


class Server:
    """One server of a site, with its two workers in a session of their own."""

    def __init__(self, site: Site, launch: Launch = forked, **settings: str) -> None:
        self.port = free_port()
        self.host = f"127.0.0.1:{self.port}"
        self.log = site.folder.with_suffix(".log")
        self._command = Command(["serve", "--port", str(self.port)], site, self.log, settings)
        self._launch = launch
        self._process: Process | None = None

    def start(self) -> float:
        """Start the server; return the seconds until its first answer."""
        begun = time.monotonic()
        self._process = self._launch(self._command)
        while self.status("/healthz") is None:
            if time.monotonic() - begun > PATIENCE or not self._process.is_running():
                raise CannotMeasureError(f"The server did not start: see {self.log}")
            time.sleep(0.02)
        return time.monotonic() - begun

    def status(self, path: str) -> int | None:
        """Return the status of a visitor's request, None if nothing answers."""
        connection = HTTPConnection(self.host, timeout=PATIENCE)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except (OSError, HTTPException):
            return None
        finally:
            connection.close()

    def kill(self) -> None:
        """End all of its processes at once, as a power failure would."""
        process = self._running()
        # Its id is the group's: a worker may live longer than the process that started it.
        with suppress(ProcessLookupError):
            os.killpg(process.pid or 0, signal.SIGKILL)
        process.has_ended(PATIENCE)

    def kill_main(self) -> bool:
        """End its main process at once, as a lack of memory might; return whether all end."""
        process = self._running()
        os.kill(process.pid or 0, signal.SIGKILL)
        process.has_ended(PATIENCE)
        deadline = time.monotonic() + ORPHANED
        while self.status("/healthz") is not None:
            if time.monotonic() > deadline:
                self.kill()
                return False
            time.sleep(0.02)
        return True

    def terminate(self, patience: float = 30) -> float | None:
        """Ask it to end; return the seconds it took, None if it had to be killed."""
        begun, process = time.monotonic(), self._running()
        os.kill(process.pid or 0, signal.SIGTERM)
        if process.has_ended(patience):
            return time.monotonic() - begun
        self.kill()
        return None

    def errors(self) -> int:
        """Return the number of stack traces in the log."""
        return self.log.read_text(errors="replace").count("Traceback (most recent call last)")

    def _running(self) -> Process:
        assert self._process, "not started"
        assert self._process.pid, "without an id"
        return self._process

    def close(self) -> None:
        """End what is left of it."""
        if self._process:
            self.kill()


@contextmanager
def served(site: Site, launch: Launch = forked, **settings: str) -> Iterator[Server]:
    """Serve a site while the block lasts."""
    server = Server(site, launch, **settings)
    try:
        server.start()
        yield server
    finally:
        server.close()


def import_processes(folder: Path) -> list[int]:
    """Return the processes that work on imports of the site in a folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            command = (process / "cmdline").read_bytes().split(b"\0")
            is_ours = f"VITAE_INSTANCE={folder}".encode() in (process / "environ").read_bytes()
            if b"import-work" in command and is_ours:
                found.append(int(process.name))
    return found
