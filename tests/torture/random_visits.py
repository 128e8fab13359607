"""The memory of a server that strangers ask for ever other pages."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import pairwise
from pathlib import Path
from random import Random
from string import ascii_lowercase
from typing import NamedTuple
from zlib import crc32

from tests.bench.serving.usage import Usage
from tests.bench.sites import Site
from tests.torture import commands, sites
from tests.torture.report import Row
from tests.torture.server import served

# Connections at a time, and how many requests each is used for.
CONNECTIONS, PER_CONNECTION = 8, 50
# Megabytes: of all processes, and what they may grow by once the memory for answers is full.
MOST, GROWTH = 250, 10
PATIENCE = 60
# What is asked for how often, of a hundred. The first two are rendered each time, but for what is
# new: every other one is an address of a work, which is kept in memory.
MIX = {"new": 8, "unknown key": 2, "not found": 5, "unchanged": 15, "HEAD": 10, "known": 60}
ENCODINGS = ["br"] * 8 + ["gzip", "identity"]
PATHS = ["/", "/fragments/publications"]
OF_WORK = [
    "/publications/{}",
    "/publications/{}/cite",
    "/publications/{}.bib",
    "/fragments/publications/{}/abstract",
]


class Visit(NamedTuple):
    """What a visitor asks for."""

    method: str
    address: str
    encoding: str
    etag: str


def trial(template: Site, folder: Path, random: Random, *, short: bool) -> list[Row]:
    """Send them over several connections, and look at the memory after each tenth."""
    requests, known = (500, 20) if short else (100_000, 3_000)
    # The known addresses alone are more than the memory for answers.
    site = sites.copied(template if short else sites.large(folder), folder)
    slugs = [slug for (slug,) in sites.query(site, "SELECT slug FROM work ORDER BY id")]
    with served(site, commands.executed) as server:
        usage = Usage(site)
        visitors = Visitors(server.host, random.randrange(2**32), known, slugs)
        used = [usage.memory()]
        for _ in range(10):
            visitors.send(requests // 10)
            used.append(usage.memory())
        faults = [f"{server.errors()} stack traces"] if server.errors() else []
    odd = {status: n for status, n in visitors.statuses.items() if status not in {200, 304, 404}}
    growth = max(used) - used[2]
    faults += [f"{n} answered {status}" for status, n in odd.items()]
    faults += [f"{max(used):.0f} MB"] if max(used) > MOST else []
    # A few requests do not fill the memory for answers.
    faults += [f"it grew by {growth:.0f} MB"] if growth > GROWTH and not short else []
    mix = ", ".join(f"{share} % {what}" for what, share in MIX.items())
    return [
        Row(
            f"memory over {requests:,} requests",
            f"{mix}; over {CONNECTIONS} connections",
            f"{' '.join(f'{one:.0f}' for one in used)} MB at each tenth",
            faults,
        )
    ]


@dataclass
class Visitors:
    """Visitors who ask at random, the same for the same seed, and what they were answered."""

    host: str
    seed: int
    known: int
    slugs: list[str]
    sent: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    etags: dict[str, str] = field(default_factory=dict)

    def send(self, requests: int) -> None:
        """Send so many requests."""
        starts = range(self.sent, self.sent + requests + 1, PER_CONNECTION)
        self.sent += requests
        with ThreadPoolExecutor(CONNECTIONS) as pool:
            for answered in pool.map(self._send_some, pairwise(starts)):
                self.statuses.update(answered)

    def _send_some(self, numbers: tuple[int, int]) -> list[int]:
        """Send some over one connection; return the statuses, 0 for no answer."""
        random = Random(f"{self.seed} {numbers[0]}")  # noqa: S311 (the same visits each time)
        connection = HTTPConnection(self.host, timeout=PATIENCE)
        try:
            return [self._status(connection, self._visit(random, n)) for n in range(*numbers)]
        finally:
            connection.close()

    def _status(self, connection: HTTPConnection, visit: Visit) -> int:
        condition = {"If-None-Match": visit.etag} if visit.etag else {}
        headers = {"Accept-Encoding": visit.encoding, **condition}
        try:
            connection.request(visit.method, visit.address, headers=headers)
            response = connection.getresponse()
            response.read()
        except (OSError, HTTPException):
            connection.close()
            return 0
        if etag := response.headers["ETag"]:
            self.etags[visit.address] = etag
        return response.status

    def _visit(self, random: Random, number: int) -> Visit:
        (kind,) = random.choices(list(MIX), list(MIX.values()))
        address = self._of_work(Random(f"{self.seed} {random.randrange(self.known)}"))  # noqa: S311
        etag = self.etags.get(address, "") if kind == "unchanged" else ""
        address = {
            "new": random.choice([_search, self._of_work])(random),
            "unknown key": f"{address}?visit={number}",
            "not found": f"/publications/none-{number}",
        }.get(kind, address)
        # The same one for an address each time.
        encoding = ENCODINGS[crc32(address.encode()) % len(ENCODINGS)]
        return Visit("HEAD" if kind == "HEAD" else "GET", address, encoding, etag)

    def _of_work(self, random: Random) -> str:
        """Return an address that is kept in memory."""
        return random.choice(OF_WORK).format(random.choice(self.slugs))


def _search(random: Random) -> str:
    """Return one of a million addresses that are not kept, many of which show many works."""
    words = "+".join(random.choices(ascii_lowercase, k=4))
    return f"{random.choice(PATHS)}?q={words}"
