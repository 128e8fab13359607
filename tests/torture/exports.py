"""Many expensive downloads at once, and a visitor who has nothing to do with them."""

import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from random import Random

from tests.bench.sites import Site
from tests.torture import sites
from tests.torture.editor import Answer, Editor
from tests.torture.report import Row
from tests.torture.server import served

AT_ONCE = 64
PATIENCE = 30


def trial(template: Site, folder: Path, random: Random, *, short: bool) -> list[Row]:
    """Ask for all of them at the same moment, each for another selection."""
    site = sites.copied(template if short else sites.large(folder), folder)
    addresses = [
        f"/publications.{random.choice(['bib', 'json', 'ris', 'csv'])}?q={letter}&year=-20{number}"
        for number in range(22, 30)
        for letter in "abcdefgh"
    ]
    with served(site) as server, ThreadPoolExecutor(AT_ONCE + 1) as pool:
        asked = [pool.submit(Editor(server.host, "").get, one, PATIENCE) for one in addresses]
        visits, slowest = _visits(server.host, asked)
        answers = [one.result() for one in asked]
        afterwards = server.status("/publications.bib")
    statuses = Counter(answer.status for answer in answers)
    faults = [f"an export was answered {answer.status}" for answer in answers if _is_bad(answer)]
    faults += [f"the visitor was answered {status}" for status in visits if status != 200]
    faults += [] if statuses[200] and afterwards == 200 else ["no export was answered"]
    return [
        Row(
            f"{AT_ONCE} exports of {site.works:,} works at once",
            f"{statuses[200]} sent, {statuses[503]} told to come back; {len(visits)} visits",
            f"all visits answered, the slowest after {slowest * 1000:.0f} ms",
            faults,
        )
    ]


def _visits(host: str, asked: Sequence[Future[Answer]]) -> tuple[list[int], float]:
    visitor = Editor(host, "")
    statuses: list[int] = []
    slowest = 0.0
    while len(statuses) < 5 or not all(one.done() for one in asked):
        begun = time.monotonic()
        statuses.append(visitor.get(f"/?q=visit{len(statuses)}").status)
        slowest = max(slowest, time.monotonic() - begun)
        time.sleep(0.05)
    return statuses, slowest


def _is_bad(answer: Answer) -> bool:
    is_refusal = answer.status == 503 and "retry-after" in answer.headers
    return answer.status != 200 and not is_refusal
