"""How long a server takes until its first answer, the first time and after `kill -9`."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from random import Random
from statistics import median

from tests.bench.sites import Site
from tests.torture import commands, killed_saves, sites
from tests.torture.editor import Editor
from tests.torture.report import Row
from tests.torture.server import Server

# Seconds: a bound for busy cores. What quiet ones take is measured by the bench.
LONGEST = 15


def trial(template: Site, folder: Path, random: Random, *, short: bool) -> list[Row]:
    """Start it as people do, after it was stopped, and after it was killed while it saved."""
    site, rounds = sites.copied(template, folder), 1 if short else 10
    stopped, killed = list[float](), list[float]()
    with closing(Server(site, commands.executed)) as server:
        editors = [Editor(server.host, c, n) for n, c in enumerate(sites.cookies(site))]
        for _ in range(rounds):
            stopped.append(server.start())
            with killed_saves.saving(editors):
                server.kill()
            killed.append(server.start())
            server.terminate()
    return [_row("start", stopped), _row("start after `kill -9` under eight writers", killed)]


def _row(what: str, seconds: Sequence[float]) -> Row:
    found = f"first answer after {median(seconds):.2f} s, {max(seconds):.2f} s at most"
    faults = [f"it took {one:.1f} s" for one in seconds if one > LONGEST]
    return Row(what, f"{len(seconds)} times", found, faults)
