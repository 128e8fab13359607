"""A site on PostgreSQL, served by two hosts: processes, folders and ports of their own."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.models import Role
from tests.bench import documents
from tests.bench.sites import Site, signed_in
from tests.support import postgresql
from tests.support.postgresql import Cluster
from tests.torture.commands import Command, forked
from tests.torture.server import Server, served

WORKS, EDITORS, PATIENCE = 30, 2, 60


@dataclass(frozen=True)
class Hosts:
    """Two hosts of one site, and the cookies of its editors."""

    cluster: Cluster
    url: str
    one: Server
    other: Server
    cookies: list[str]

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """Return what a statement finds in the site's database."""
        return postgresql.execute(self.url, statement)

    def value(self, statement: str) -> Any:
        """Return the one value that a statement finds."""
        return self.rows(statement)[0][0]


@contextmanager
def two_hosts(cluster: Cluster, folder: Path, **settings: str) -> Iterator[Hosts]:
    """Serve a new site while the block lasts."""
    url = cluster.create_database("hosts")
    here, there = (Site(WORKS, folder / name, cluster, "hosts") for name in ("one", "other"))
    for site in (here, there):
        site.folder.mkdir()
    documents.write(folder / "profile.json", WORKS)
    load = ["load", str(folder / "profile.json"), "--replace", "--yes"]
    loading = forked(Command(load, here, folder / "load.log"))
    assert loading.has_ended(PATIENCE), "the site could not be loaded"
    cookies = signed_in(here, EDITORS, Role.OWNER)
    with served(here, forked, **settings) as one, served(there, forked, **settings) as other:
        yield Hosts(cluster, url, one, other, cookies)


def wait_until(is_so: Callable[[], object], pause: float = 0.05) -> float:
    """Wait for something that another process does; return the seconds that it took."""
    begun = time.monotonic()
    while not is_so():
        assert time.monotonic() - begun < PATIENCE, "it did not happen"
        time.sleep(pause)
    return time.monotonic() - begun
