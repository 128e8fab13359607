"""Servers that a run starts, and stops whatever happens."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException

PATIENCE = 30


class CannotMeasureError(Exception):
    """Something that a measurement needs is missing; the message says what."""


@contextmanager
def serving(
    command: Sequence[str],
    port: int,
    environment: Mapping[str, str] | None = None,
    errors: int | None = None,
) -> Iterator[None]:
    """Run a server's command while the block lasts, from its first answer on.

    What it says on standard error is shown, unless `errors` names another place.
    """
    # A session of its own, so that the server's workers are stopped with it.
    server = subprocess.Popen(  # noqa: S603 (commands of our own)
        command,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=errors,
        start_new_session=True,
    )
    try:
        _await_answer(server, port)
        yield
    finally:
        _stop(server)


def free_port() -> int:
    """Return a port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await_answer(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    status = None
    while status is None and time.monotonic() < deadline and server.poll() is None:
        status = _status(port)
    if status != 200:
        what = f"answered {status}" if status else "did not start"
        raise CannotMeasureError(f"A server {what}: {server.args!r}")


def _status(port: int) -> int | None:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status
    except (OSError, HTTPException):
        time.sleep(0.1)
        return None
    finally:
        connection.close()


def _stop(server: subprocess.Popen[bytes]) -> None:
    for way in (signal.SIGTERM, signal.SIGKILL):
        # The second round ends workers that outlived their server.
        with suppress(ProcessLookupError):
            os.killpg(server.pid, way)
        with suppress(subprocess.TimeoutExpired):
            server.wait(timeout=10)
