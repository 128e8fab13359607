"""Topic facets with counts, and the number of works per year."""

from dataclasses import dataclass

from sqlalchemy import Select, and_, func, select

from app.database import db
from app.models import ProfileTopic, Topic, TopicSlug, Work, work_topic
from app.models.work import listed_year
from app.services.cache import remembered
from app.services.catalog import search
from app.services.catalog.selection import PublicFilter


@dataclass(frozen=True)
class TopicFacet:
    """A topic of the filter, with the number of works and the view that toggling it leads to."""

    slug: str
    name: str
    works: int
    chosen: bool
    leads_to: PublicFilter


@dataclass(frozen=True)
class KnownTopic:
    """A topic of the site; `header_position` is set for the owner's research topics."""

    slug: str
    name: str
    works: int
    header_position: int | None


@dataclass(frozen=True)
class Overview:
    """The counts of the works that a reader sees; `years` holds (year, works), 0 for undated."""

    topics: tuple[KnownTopic, ...]
    years: tuple[tuple[int, int], ...]
    works: int

    @property
    def dated_years(self) -> list[tuple[int, int]]:
        """Every year from the first to the last with its number of works, 0 for gaps."""
        works = {year: works for year, works in self.years if year}
        span = range(min(works), max(works) + 1) if works else range(0)
        return [(year, works.get(year, 0)) for year in span]

    @property
    def busiest_year(self) -> int:
        """The year with the most works, the latest one if there are several."""
        return max(self.dated_years, key=lambda pair: (pair[1], pair[0]))[0]

    @property
    def research_topics(self) -> list[KnownTopic]:
        """The topics of the profile's header, in the owner's order."""
        chosen = [topic for topic in self.topics if topic.header_position is not None]
        return sorted(chosen, key=lambda topic: topic.header_position or 0)


@remembered
def overview(changes: int, drafts: bool) -> Overview:
    """Return the counts of the whole list; `changes` is the key of the cache."""
    # By label, since PostgreSQL treats the same expression twice as two different ones.
    year = listed_year(Work.listed_on).label("listed_year")
    rows = db.session.execute(
        select(year, func.count(Work.id))
        .where(search.visible_condition(drafts))
        .group_by("listed_year")
        .order_by("listed_year")
    ).all()
    return Overview(
        topics=tuple(KnownTopic(*row[:4]) for row in _counted(PublicFilter(drafts=drafts))),
        years=tuple((listed_year, works) for listed_year, works in rows),
        works=sum(works for _, works in rows),
    )


@remembered
def merged_topics(changes: int) -> dict[str, str]:
    """Return the current slugs of the topics that merged ones lead to, by their former slugs."""
    joined = select(TopicSlug.slug, Topic.slug).join(Topic, Topic.id == TopicSlug.topic_id)
    return {row[0]: row[1] for row in db.session.execute(joined)}


@remembered
def narrowed(changes: int, selection: PublicFilter) -> tuple[tuple[TopicFacet, ...], int]:
    """Return the topics in use with their counts, and the number of matching works."""
    whole = overview(changes, selection.drafts)
    known = whole.topics
    counts, found = {topic.slug: topic.works for topic in known}, whole.works
    if selection.narrows:
        rows = _counted(selection)
        counts = {slug: works for slug, _, works, *_ in rows}
        found = rows[0][-1] if rows else db.session.scalar(_total(selection)) or 0
    topics = tuple(
        TopicFacet(
            topic.slug,
            topic.name,
            counts[topic.slug],
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
