"""How long a server takes until its first answer, the first time and after `kill -9`."""

from collections.abc import Sequence
from pathlib import Path
from random import Random
from statistics import median

from tests.bench.sites import Site
from tests.torture import commands, sites
from tests.torture.report import Row
from tests.torture.server import Server, served

# Seconds: a bound for busy cores. What quiet ones take is measured by the bench.
LONGEST = 30


def trial(template: Site, folder: Path, random: Random, *, short: bool) -> list[Row]:
    """Start it as people do, and again after each kill."""
    site, kills = sites.copied(template, folder), 1 if short else 10
    with served(site, commands.executed) as server:
        after = [_after_kill(server) for _ in range(kills)]
        cold = [_after_stop(server) for _ in range(kills)]
    return [
        _row("start after `kill -9`", after, "kills"),
        _row("start after SIGTERM", cold, "starts"),
    ]


def _after_kill(server: Server) -> float:
    server.kill()
    return server.start()


def _after_stop(server: Server) -> float:
    server.terminate()
    return server.start()


def _row(what: str, seconds: Sequence[float], times: str) -> Row:
    found = f"first answer after {median(seconds):.2f} s, {max(seconds):.2f} s at most"
    faults = [f"it took {one:.1f} s" for one in seconds if one > LONGEST]
    return Row(what, f"{len(seconds)} {times}", found, faults)
