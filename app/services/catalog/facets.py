"""What the list can be narrowed by, with counts, and how works spread over the years."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Select, and_, case, func, select

from app.database import db
from app.models import ProfileTopic, Publication, Topic, Work, WorkState, work_topic
from app.services.cache import remembered
from app.services.catalog import search
from app.services.catalog.selection import PublicFilter


@dataclass(frozen=True)
class TopicFacet:
    """A topic of the filter: how many works choosing it leaves, and the view it leads to."""

    slug: str
    name: str
    works: int
    chosen: bool
    leads_to: PublicFilter


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


@remembered
def overview(changes: int) -> Overview:
    """Return the figures of the whole list as they are at one count of changes."""
    # By its label: PostgreSQL takes the same expression twice for two different ones.
    year = (Work.listed_on // 10_000).label("listed_year")
    # Each by itself, so that the statement that counts the others finds them too.
    featured = case((Work.featured_position.is_not(None), Work.id)).label("featured")
    place = func.min(Work.featured_position)
    rows = db.session.execute(
        select(year, func.count(Work.id.distinct()), func.count(Publication.id), place, featured)
        .join(Publication, Publication.work_id == Work.id)
        .where(Work.state == WorkState.PUBLISHED)
        .group_by("listed_year", "featured")
        .order_by("listed_year")
    ).all()
    years: Counter[int] = Counter()
    for listed_year, works, *_ in rows:
        years[listed_year] += works
    ahead = sorted((at, -year, id_) for year, _, _, at, id_ in rows if id_ is not None)
    return Overview(
        topics=tuple(KnownTopic(*row[:4]) for row in _counted(PublicFilter())),
        years=tuple(years.items()),
        works=years.total(),
        publications=sum(publications for _, _, publications, *_ in rows),
        featured=tuple(id_ for *_, id_ in ahead),
    )


@remembered
def narrowed(changes: int, selection: PublicFilter) -> tuple[tuple[TopicFacet, ...], int]:
    """Return the filter's topics, and how many works are left; unused topics are left out."""
    known = overview(changes).topics
    left, found = {topic.slug: topic.works for topic in known}, overview(changes).works
    if selection.narrows:
        rows = _counted(selection)
        left = {slug: works for slug, _, works, *_ in rows}
        found = rows[0][-1] if rows else db.session.scalar(_total(selection)) or 0
    topics = tuple(
        TopicFacet(
            topic.slug,
            topic.name,
            left[topic.slug],
            topic.slug in selection.topics,
            selection.toggled(topic.slug),
        )
        for topic in known
        if topic.works
    )
    return topics, found


def _counted(selection: PublicFilter) -> list[tuple[str, str, int, int | None, int]]:
    total = _total(selection).scalar_subquery()
    matching = and_(Work.id == work_topic.c.work_id, search.matching_condition(selection))
    rows = db.session.execute(
        select(Topic.slug, Topic.name, func.count(Work.id), ProfileTopic.position, total)
        .outerjoin(work_topic, work_topic.c.topic_id == Topic.id)
        .outerjoin(Work, matching)
        .outerjoin(ProfileTopic, ProfileTopic.topic_id == Topic.id)
        .group_by(Topic.id, ProfileTopic.position)
        .order_by(Topic.position, Topic.name)
    )
    return [(slug, name, works, position, total) for slug, name, works, position, total in rows]


def _total(selection: PublicFilter) -> Select[int]:
    return select(func.count(Work.id)).where(search.matching_condition(selection))
