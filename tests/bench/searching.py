"""How long the database takes to search many works: their number, and the first page of them."""

import time
from statistics import median

from sqlalchemy import func, select

from app.database import db
from app.models import Work
from app.services.catalog import search
from app.services.catalog.selection import PublicFilter
from tests.bench import table
from tests.bench.sites import Site
from tests.bench.table import Row

PER_PAGE = 25
SEARCHES = {
    "two words": "robust sampling",
    "a phrase": '"wind farms"',
    "a field and years": "author:zeller year:2015-2024",
    "one letter": "a",
    "all but a word": "the -robust",
}


def measure(site: Site, rounds: int) -> list[Row]:
    """Run searches that nobody ran before on a site."""
    with site.opened():
        return [
            table.milliseconds(f"search for {what}, {site.works:,} works", _median(q, rounds), 40)
            for what, q in SEARCHES.items()
        ]


def _median(q: str, rounds: int) -> float:
    return median(_time(f"{q} -nothing{number}") for number in range(rounds))


def _time(q: str) -> float:
    """Return the milliseconds of counting what a search finds and reading its first page."""
    start = time.perf_counter()
    chosen = PublicFilter(q=q)
    found = search.matching_condition(chosen)
    db.session.scalar(select(func.count()).select_from(Work).where(found))
    page = select(Work.id).where(found)
    db.session.scalars(page.order_by(Work.listed_on.desc(), Work.id).limit(PER_PAGE)).all()
    return (time.perf_counter() - start) * 1000
