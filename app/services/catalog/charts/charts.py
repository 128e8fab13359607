"""The charts of the site, made once between two changes."""

from dataclasses import dataclass

from app.services.cache import remembered
from app.services.catalog.charts.coauthors import CoauthorBars, coauthor_bars
from app.services.catalog.charts.topics_by_year import TopicsByYear, topics_by_year


@dataclass(frozen=True)
class Charts:
    """The charts that have something to show."""

    topics: TopicsByYear | None
    coauthors: CoauthorBars | None


@remembered
def charts(changes: int, drafts: bool) -> Charts:
    """Return the charts of the works that a reader sees."""
    return Charts(topics_by_year(drafts), coauthor_bars(changes, drafts))
