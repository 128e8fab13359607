"""The co-authors with the most works, as bars."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, func, select

from app.database import db
from app.models import Coauthor, work_coauthor
from app.services.catalog.charts import axis
from app.services.catalog.charts.visible_works import works_per

MOST_BARS = 15


@dataclass(frozen=True)
class CoauthorBar:
    """A co-author; the bar's width is relative to the longest."""

    slug: str
    name: str
    works: int
    width: str


@dataclass(frozen=True)
class CoauthorBars:
    """The bars, the longest first, and how many co-authors have none."""

    bars: tuple[CoauthorBar, ...]
    others: int


def coauthor_bars(drafts: bool) -> CoauthorBars | None:
    """Return the chart, or None if no work has a co-author."""
    rows = db.session.execute(_most_works(drafts)).all()
    if not rows:
        return None
    most = rows[0].works
    bars = (CoauthorBar(r.slug, r.name, r.works, axis.percent(r.works, most)) for r in rows)
    return CoauthorBars(tuple(bars), rows[0].coauthors - len(rows))


@lru_cache
def _most_works(drafts: bool) -> Select[*tuple[Any, ...]]:
    counted = works_per(work_coauthor.c.coauthor_id, drafts)
    return (
        select(
            Coauthor.slug, Coauthor.name, counted.c.works, func.count().over().label("coauthors")
        )
        .join(counted, counted.c.id == Coauthor.id)
        .order_by(counted.c.works.desc(), Coauthor.name, Coauthor.id)
        .limit(MOST_BARS)
    )
