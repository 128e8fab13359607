"""How long it takes to count the works of all facets, for a view that nobody asked for before."""

import time
from statistics import median

from flask import Flask
from sqlalchemy import func, select

from app.database import db
from app.models import Coauthor
from app.services import cache
from app.services.catalog.facets import choices
from app.services.catalog.selection import PublicFilter
from tests.bench import table
from tests.bench.sites import Site
from tests.bench.table import Row

LIMIT = 40  # milliseconds
VIEWS = {
    "all works": PublicFilter(),
    "a topic": PublicFilter(topics=("statistics",)),
    "years, a type, code": PublicFilter(
        years=((2012, 2020),), types=("article-journal",), has=("code",)
    ),
    "a topic, a type, words": PublicFilter(
        topics=("statistics",), types=("article-journal",), q="model"
    ),
}


def measure(site: Site, rounds: int) -> list[Row]:
    """Count the facets of several views, each time with nothing in memory."""
    with site.opened() as app:
        coauthors = db.session.scalar(select(func.count()).select_from(Coauthor))
        of = f"{site.works:,} works, {coauthors:,} co-authors: facets of"
        return [
            table.milliseconds(f"{of} {what}", _median(app, view, rounds), LIMIT)
            for what, view in VIEWS.items()
        ]


def _median(app: Flask, view: PublicFilter, rounds: int) -> float:
    return median(_time(app, view) for _ in range(rounds))


def _time(app: Flask, view: PublicFilter) -> float:
    app.extensions.pop(cache.EXTENSION, None)
    start = time.perf_counter()
    found = choices.facets(cache.change_count(), view)
    if not found.found:
        raise ValueError(f"No works match {view.query}")
    return (time.perf_counter() - start) * 1000
