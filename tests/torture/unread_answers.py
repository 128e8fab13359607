"""Clients that ask for a large export and never read it, and what they cost the others."""

import socket
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path
from random import Random

from tests.bench.serving.usage import Usage
from tests.bench.sites import Site
from tests.torture import commands, report, sites
from tests.torture.editor import Answer, Editor
from tests.torture.report import Row
from tests.torture.server import Server, served

EXPORT, KILOBYTES = "/publications.json", (1, 4, 16)
# More than the kernel takes for a client that reads nothing.
LENGTHEN = "UPDATE publication SET abstract = replace(hex(zeroblob(60000)), '000000', 'words ')"
ESTABLISHED = 1
# Megabytes by which all processes may grow, and seconds after which no client is waited for.
MOST_GROWTH, MOST_SECONDS = 64, 40
# Seconds for which someone who reads comes back.
MOST_PATIENCE = 30


def trial(template: Site, folder: Path, random: Random, *, short: bool) -> list[Row]:
    """Hold the connections open while a visitor reads, and downloads the same."""
    if sys.platform != "linux":
        return [report.skipped("clients that do not read", "only Linux tells what was read")]
    site, number = sites.copied(template, folder), 150 if short else 1_000
    with closing(sqlite3.connect(sites.database(site), isolation_level=None)) as database:
        database.execute(LENGTHEN)
    with served(site, commands.executed) as server:
        visitor, usage = Editor(server.host, ""), Usage(site)
        alone = _downloads(visitor)
        before, begun = usage.memory(), time.monotonic()
        held = [_asking(server, random.choice(KILOBYTES)) for _ in range(number)]
        visits = [visitor.get(f"/?visit={visit}").status for visit in range(20)]
        beside, used = _downloads(visitor), [usage.memory()]
        while not short and any(map(_is_open, held)) and _seconds(begun) < MOST_SECONDS:
            time.sleep(0.5)
            used.append(usage.memory())
        took, left = _seconds(begun), sum(map(_is_open, held))
        for connection in held:
            connection.close()
    grown = max(used) - before
    faults = [f"a visitor was answered {status}" for status in visits if status != 200]
    faults += [f"a download ended as {end}" for end in beside if end != alone[0]]
    faults += [] if grown <= MOST_GROWTH else [f"the processes grew by {grown:.0f} MB"]
    faults += [f"{left} were still connected after {took:.0f} s"] if left and not short else []
    return [
        Row(
            "clients that do not read",
            f"{number:,} ask for {alone[0][1] / 1024**2:.1f} MB and read nothing",
            f"{max(grown, 0):.0f} MB more memory, {number - left:,} ended after {took:.0f} s;"
            f" beside them {len(visits)} visits and {len(beside)} downloads",
            faults,
        )
    ]


def _downloads(visitor: Editor) -> list[tuple[int, int]]:
    """Download the export from both workers, most likely; return each status and size."""
    answers = [_download(visitor) for _ in range(6)]
    return [(answer.status, len(answer.text)) for answer in answers]


def _download(visitor: Editor) -> Answer:
    """Download it, coming back for half a minute where one is told to."""
    until = time.monotonic() + MOST_PATIENCE
    while (answer := visitor.get(EXPORT)).status == 503 and time.monotonic() < until:
        time.sleep(float(answer.headers["retry-after"]))
    return answer


def _asking(server: Server, kilobytes: int) -> socket.socket:
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, kilobytes * 1024)
    connection.settimeout(30)
    connection.connect(("127.0.0.1", server.port))
    connection.sendall(f"GET {EXPORT} HTTP/1.1\r\nHost: {server.host}\r\n\r\n".encode())
    return connection


def _is_open(connection: socket.socket) -> bool:
    return connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0] == ESTABLISHED


def _seconds(begun: float) -> float:
    return time.monotonic() - begun
