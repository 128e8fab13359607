"""The published list in figures."""

from dataclasses import dataclass


@dataclass(frozen=True)
class KnownTopic:
    """A topic of the site; `header_position` where it is one of the owner's research topics."""

    slug: str
    name: str
    works: int
    header_position: int | None


@dataclass(frozen=True)
class Overview:
    """The published list in figures; `years` holds (year, works), oldest first, undated as 0.

    `featured` holds the ids of the works that stand before all others, in their order.
    """

    topics: tuple[KnownTopic, ...]
    years: tuple[tuple[int, int], ...]
    works: int
    publications: int
    featured: tuple[int, ...] = ()

    @property
    def dated_years(self) -> list[tuple[int, int]]:
        """Every year from the first to the latest with its number of works, gaps as 0."""
        works = {year: works for year, works in self.years if year}
        span = range(min(works), max(works) + 1) if works else range(0)
        return [(year, works.get(year, 0)) for year in span]

    @property
    def busiest_year(self) -> int:
        """The latest of the years with the most works."""
        return max(self.dated_years, key=lambda pair: (pair[1], pair[0]))[0]

    @property
    def research_topics(self) -> list[KnownTopic]:
        """The topics of the profile's header, in the owner's order."""
        chosen = [topic for topic in self.topics if topic.header_position is not None]
        return sorted(chosen, key=lambda topic: topic.header_position or 0)
