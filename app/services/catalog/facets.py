"""Topic facets with counts, and the number of works per year."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, Subquery, false, func, select, true

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
    works: Counter[int] = Counter()
    for listed_on, number in db.session.execute(_days(drafts)):
        works[listed_year(listed_on)] += number
    return Overview(_known_topics(drafts), tuple(sorted(works.items())), works.total())


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
        counts, found = _counts(selection)
    topics = tuple(
        TopicFacet(
            topic.slug,
            topic.name,
            counts.get(topic.slug, 0),
            topic.slug in selection.topics,
            selection.toggled("topic", topic.slug),
        )
        for topic in known
        if topic.works
    )
    return topics, found


@lru_cache
def _days(drafts: bool) -> Select[int, int]:
    # By day, in the order of an index; by year, the database would sort all works.
    days = select(Work.listed_on, func.count()).where(search.visible_condition(drafts))
    return days.group_by(Work.listed_on)


def _known_topics(drafts: bool) -> tuple[KnownTopic, ...]:
    return tuple(KnownTopic(*row) for row in db.session.execute(_topics_in_use(drafts)))


@lru_cache
def _topics_in_use(drafts: bool) -> Select[str, str, int, int | None]:
    tagged = _per_topic(true())
    # Drafts are few: to look up the state of every other work would take far longer.
    hidden = _per_topic(false() if drafts else work_topic.c.work_id.in_(search.DRAFTS))
    works = func.coalesce(tagged.c.works, 0) - func.coalesce(hidden.c.works, 0)
    return (
        select(Topic.slug, Topic.name, works, ProfileTopic.position)
        .outerjoin(tagged, tagged.c.topic_id == Topic.id)
        .outerjoin(hidden, hidden.c.topic_id == Topic.id)
        .outerjoin(ProfileTopic, ProfileTopic.topic_id == Topic.id)
        .order_by(Topic.position, Topic.name)
    )


def _counts(selection: PublicFilter) -> tuple[dict[str, int], int]:
    """Return the numbers of matching works by topic, and of all."""
    by_topic, found = _counting(selection.counted())
    rows = db.session.execute(by_topic).all()
    total = rows[0][-1] if rows else db.session.scalar(found)
    return {slug: works for slug, works, _ in rows}, total or 0


@lru_cache(maxsize=64)
def _counting(selection: PublicFilter) -> tuple[Select[str, int, int], Select[int]]:
    """Select the numbers of matching works by topic, each with that of all, and that one alone."""
    matching = search.matching_works(selection).cte("matching")
    found = select(func.count()).select_from(matching)
    counted = _per_topic(work_topic.c.work_id.in_(select(matching.c.work_id)))
    works = func.coalesce(counted.c.works, 0)
    by_topic = select(Topic.slug, works, found.scalar_subquery())
    return by_topic.outerjoin(counted, counted.c.topic_id == Topic.id), found


def _per_topic(condition: ColumnElement[bool]) -> Subquery:
    return (
        select(work_topic.c.topic_id, func.count().label("works"))
        .where(condition)
        .group_by(work_topic.c.topic_id)
        .subquery()
    )
