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
# As often as both workers are likely to answer; twice the time in which they see what was saved.
ASKED, SHOWN_AFTER = 6, 0.2
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
            f"{len(reads):,} reads, a fifth of them exports, {saves:,} saves",
            f"{len(faults)} errors; 99 of 100 reads within {p99:.0f} ms",
            faults,
        )
    ]


def two_servers(template: Site, folder: Path, random: Random, *, short: bool) -> list[Row]:
    """Save through two servers; each shows at once what the other one saved."""
    site, seconds = sites.copied(template, folder), 1 if short else 30
    with served(site) as first, served(site) as second:
        hosts = [first.host, second.host]
        editors = _editors(hosts, site)
        _for_a_while([editor.save for editor in editors], seconds)
        slugs = dict(sites.query(site, SHOWN))
        shown = [
            _is_shown(editor, hosts[editor.host == hosts[0]], slugs[editor.number + 1])
            for editor in editors
            if editor.number + 1 in slugs
        ]
        faults = _faults_of_saves(site, editors)
    faults += [] if shown and all(shown) else [f"{shown.count(False)} not shown by the other one"]
    saves = sum(editor.acknowledged for editor in editors)
    return [
        Row(
            "two servers of one site under eight writers",
            f"{saves:,} saves in {seconds} s",
            f"{len(faults)} faults; {shown.count(True)} of {len(shown)} shown by the other server",
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


def _is_shown(editor: Editor, host: str, topic: str) -> bool:
    """Save once more; return whether a server that has the page in memory shows the new name."""
    visitor = Editor(host, "")
    for _ in range(ASKED):
        visitor.get(f"/?topic={topic}")
    saved = editor.save()
    time.sleep(SHOWN_AFTER)
    pages = [visitor.get(f"/?topic={topic}") for _ in range(ASKED)]
    name = editor.name(editor.acknowledged)
    return saved.status == 200 and all(name in page.text for page in pages)
