"""Visits of one site over one connection."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.processes import CannotMeasureError
from tests.bench.sites import Site
from tests.torture import commands
from tests.torture.server import Server, served

HEADERS = {"Accept-Encoding": "br"}


@contextmanager
def served_copy(site: Site) -> Iterator[tuple[Site, Server]]:
    """Serve a copy of a site by two processes while the block lasts."""
    with TemporaryDirectory(prefix="vitae-bench-") as folder:
        copy = Site(site.works, Path(folder) / "site")
        shutil.copytree(site.folder, copy.folder)
        with served(copy, commands.executed) as server:
            yield copy, server


def get(connection: HTTPConnection, path: str) -> tuple[bytes, dict[str, str]]:
    """Return the body and the headers of a page as browsers get it."""
    connection.request("GET", path, headers=HEADERS)
    response = connection.getresponse()
    body = response.read()
    if response.status != 200:
        raise CannotMeasureError(f"{path} answered {response.status}.")
    return body, {name.lower(): value for name, value in response.getheaders()}


def count_change(site: Site) -> None:
    """Let all answers in memory be old, as a save does."""
    with closing(sqlite3.connect(site.folder / "site.sqlite", timeout=30)) as connection:
        connection.execute("UPDATE site SET changes = changes + 1")
        connection.commit()
