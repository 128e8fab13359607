"""A thousand half-sent headers and a thousand half-sent bodies, and a healthy visitor meanwhile."""

import socket
import time
from pathlib import Path
from random import Random
from statistics import median
from typing import NamedTuple

from tests.bench.sites import Site
from tests.torture import sites
from tests.torture.editor import Editor
from tests.torture.report import Row
from tests.torture.server import Server, served

HEADERS = b"GET / HTTP/1.1\r\nHost: site.example\r\nX-Half: "
# Seconds that a visitor may wait on busy cores; the table shows what it was.
LONGEST = 5
BODY = b"POST /sign-in HTTP/1.1\r\nHost: site.example\r\nContent-Length: 5000\r\n\r\nemail=x"


class Visits(NamedTuple):
    """What a visitor was answered, and after how long."""

    statuses: list[int]
    seconds: list[float]

    @property
    def slowest(self) -> float:
        """The longest wait."""
        return max(self.seconds)

    def __str__(self) -> str:
        """Return the usual wait and the longest one."""
        return f"{median(self.seconds) * 1000:.0f} ms, {self.slowest * 1000:.0f} ms at most"


def trial(template: Site, folder: Path, random: Random, *, short: bool) -> list[Row]:
    """Hold the connections open while a visitor reads and an editor saves."""
    site = sites.copied(template, folder)
    number, visits = (1_000, 20) if short else (1_000, 200)
    with served(site) as server:
        visitor, editor = Editor(server.host, ""), Editor(server.host, sites.cookies(site)[0])
        alone = _visits(visitor, visits)
        held = [_half_sent(server, text) for text in (HEADERS, BODY) for _ in range(number)]
        try:
            beside = _visits(visitor, visits)
            saved = editor.save().status
            refused = sum(_is_ended(connection) for connection in held)
        finally:
            for connection in held:
                connection.close()
        took = server.terminate(20)
    faults = [f"a visitor was answered {s}" for s in alone.statuses + beside.statuses if s != 200]
    faults += [] if beside.slowest <= LONGEST else [f"a visitor waited {beside.slowest:.1f} s"]
    faults += [] if saved == 200 else [f"a save was answered {saved}"]
    faults += [] if took is not None and took <= 10 else ["SIGTERM did not end the server in 10 s"]
    return [
        Row(
            "half-sent headers and bodies",
            f"{number:,} + {number:,} held open ({refused:,} ended early), {visits} visits",
            f"{beside.statuses.count(200)} pages rendered; {beside}, without them {alone}",
            faults,
        )
    ]


def _half_sent(server: Server, text: bytes) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=30)
    connection.sendall(text)
    return connection


def _visits(visitor: Editor, number: int) -> Visits:
    visits = Visits([], [])
    for visit in range(number):
        begun = time.monotonic()
        # Rendered each time: with a key that is none, an answer is not kept in memory.
        visits.statuses.append(visitor.get(f"/?page=2&visit={visit}").status)
        visits.seconds.append(time.monotonic() - begun)
    return visits


def _is_ended(connection: socket.socket) -> bool:
    connection.setblocking(False)
    try:
        return connection.recv(1, socket.MSG_PEEK) == b""
    except OSError:
        return False
