"""The server itself, as `flask --app wsgi serve` starts it, under clients that hang."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread

import pytest

from app import create_app
from app.database import db
from tests.support.factories import fill, many

ROOT = Path(__file__).parents[2]
BODY = b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\nemail=a"
HEADERS = b"GET / HTTP/1.1\r\nHost: loc"
CLOSE = b"Connection: close\r\n\r\n"

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Served:
    """A running server."""

    process: subprocess.Popen[bytes]
    port: int

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)

    def status(self, path: str = "/") -> int:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            response.read()
            return response.status
        finally:
            connection.close()

    def stop(self) -> float:
        """Ask the server to stop, and return the seconds until it has."""
        start = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=20)
        return time.monotonic() - start


@contextmanager
def serving(folder: Path, migrated: Path) -> Iterator[Served]:
    """Serve a site of thirty works from a folder."""
    database = shutil.copy(migrated, folder / "site.sqlite")
    site = create_app({"DATABASE_URL": f"sqlite:///{database}"})
    fill(site, *many(30))
    with site.app_context():
        db.engine.dispose()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "serve", "--port", str(port)]
    process = subprocess.Popen(  # noqa: S603 (our own command)
        command,
        cwd=ROOT,
        env={**os.environ, "VITAE_INSTANCE": str(folder)},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    server = Served(process, port)
    try:
        _await(server)
        yield server
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture(scope="module")
def served(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("served"), migrated) as server:
        yield server


def _await(server: Served) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            server.status("/healthz")
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the server did not start")


def test_hanging_clients_hold_up_neither_visitors_nor_the_end_of_the_server(
    migrated: Path, tmp_path: Path
) -> None:
    found: list[int] = []
    with serving(tmp_path, migrated) as server, ExitStack() as clients:
        for number in range(600):
            client = clients.enter_context(server.connect())
            client.sendall(BODY if number % 2 else HEADERS)
        assert [server.status(path) for path in ("/", "/?x=1", "/sign-in")] == [200] * 3
        # What runs is finished.
        asking = Thread(target=lambda: found.append(server.status("/publications.json")))
        asking.start()
        time.sleep(0.02)
        assert server.stop() < 10
        asking.join()
    assert found == [200]


def test_many_exports_at_once_all_succeed(served: Served) -> None:
    found: list[int] = []
    asking = [
        Thread(target=lambda n=n: found.append(served.status(f"/publications.bib?q=study+{n}")))
        for n in range(64)
    ]
    for one in asking:
        one.start()
    assert served.status("/?x=1") == 200
    for one in asking:
        one.join()
    assert found == [200] * 64


@pytest.mark.parametrize("host", [b"", b"Host: \r\n", b"Host: a.example\r\nHost: b.example\r\n"])
def test_requests_without_one_host_are_refused(served: Served, host: bytes) -> None:
    with served.connect() as client:
        client.sendall(b"GET / HTTP/1.1\r\n" + host + CLOSE)
        assert client.recv(1_000).startswith(b"HTTP/1.1 400 ")


def test_a_body_that_is_too_large_is_refused_in_words(served: Served) -> None:
    size = 17 * 1024 * 1024
    with served.connect() as client:
        client.sendall(b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\n")
        client.sendall(f"Content-Length: {size}\r\n".encode() + CLOSE)
        client.sendall(b"x" * size)
        answer = b""
        while piece := client.recv(65_536):
            answer += piece
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"The limit is 16 MB." in answer
