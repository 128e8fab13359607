"""Sixteen readers and two writers on one server; then eight writers on two servers of one site."""

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from statistics import quantiles

from tests.bench.sites import Site
from tests.torture import killed_saves, sites
from tests.torture.editor import Editor
from tests.torture.report import Row
from tests.torture.server import served

PAGES = ["/", "/?q=a", "/?year=2015-2020", "/fragments/publications?page=1", "/publications.bib"]
WRITERS = 2
# Visitors see the topics that have works.
SHOWN = "SELECT id, slug FROM topic WHERE id IN (SELECT topic_id FROM work_topic)"


def readers_and_writers(template: Site, folder: Path, random: Random, *, short: bool) -> list[Row]:
    """Read and save for a while."""
    site, seconds = sites.copied(template, folder), 1 if short else 60
    readers, reads, waits = 4 if short else 16, [], []
    with served(site) as server:
        editors = _editors([server.host], site)[:WRITERS]

        def read() -> None:
            begun = time.monotonic()
            path = random.choice(PAGES)
            reads.append((path, Editor(server.host, "").get(path).status))
            waits.append(time.monotonic() - begun)

        _for_a_while([*[read] * readers, *(editor.save for editor in editors)], seconds)
    faults = [f"{path} was answered {status}" for path, status in reads if status not in {200, 503}]
    faults += _faults_of_saves(site, editors)
    saves = sum(editor.acknowledged for editor in editors)
    p99 = quantiles(waits, n=100)[98] * 1000
    return [
        Row(
            f"{readers} readers and {WRITERS} writers for {seconds} s",
            f"{len(reads):,} reads, {saves:,} saves",
            f"{len(faults)} errors; 99 of 100 reads within {p99:.0f} ms",
            faults,
        )
    ]


def two_servers(template: Site, folder: Path, random: Random, *, short: bool) -> list[Row]:
    """Save through two servers; each shows what the other one saved."""
    site, seconds = sites.copied(template, folder), 1 if short else 30
    with served(site) as first, served(site) as second:
        editors = _editors([first.host, second.host], site)
        _for_a_while([editor.save for editor in editors], seconds)
        faults = _faults_of_saves(site, editors)
        slugs = dict(sites.query(site, SHOWN))
        for host in (first.host, second.host):
            for editor in editors:
                if slug := slugs.get(editor.number + 1):
                    faults += _unseen(editor, host, slug)
    saves = sum(editor.acknowledged for editor in editors)
    return [
        Row(
            "two servers of one site under eight writers",
            f"{saves:,} saves in {seconds} s",
            f"{len(faults)} lost or not shown by the other server",
            faults,
        )
    ]


def _editors(hosts: Sequence[str], site: Site) -> list[Editor]:
    return [
        Editor(hosts[number % len(hosts)], cookie, number)
        for number, cookie in enumerate(sites.cookies(site))
    ]


def _for_a_while(acts: Sequence[Callable[[], object]], seconds: float) -> None:
    end = time.monotonic() + seconds

    def repeat(act: Callable[[], object]) -> None:
        while time.monotonic() < end:
            act()

    threads = [threading.Thread(target=repeat, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _faults_of_saves(site: Site, editors: Sequence[Editor]) -> list[str]:
    odd = [s for editor in editors for s in editor.statuses if s not in {200, 503}]
    faults = [f"a save was answered {status}" for status in odd]
    faults += killed_saves.lost(site, editors) + sites.damage(site)
    return faults + ([] if any(editor.acknowledged for editor in editors) else ["nothing saved"])


def _unseen(editor: Editor, host: str, topic: str) -> list[str]:
    shown = Editor(host, "").get(f"/?topic={topic}").text
    name = editor.name(editor.acknowledged)
    return [] if not editor.acknowledged or name in shown else [f"{host} does not show {name}"]
