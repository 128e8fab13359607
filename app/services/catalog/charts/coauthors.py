"""The co-authors with the most works, as bars."""

from dataclasses import dataclass

from app.services.catalog.charts import axis
from app.services.catalog.facets import counts
from app.services.catalog.selection import PublicFilter

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


def coauthor_bars(changes: int, drafts: bool) -> CoauthorBars | None:
    """Return the chart, or None if no work has a co-author."""
    found = counts.coauthors(changes, PublicFilter(drafts=drafts), MOST_BARS)
    if not found.listed:
        return None
    most = found.listed[0].works
    bars = (CoauthorBar(*one, axis.percent(one.works, most)) for one in found.listed)
    return CoauthorBars(tuple(bars), found.all - len(found.listed))
