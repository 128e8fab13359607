"""The counts of the whole list: its topics, and its works by year, type, status and links."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Subquery, false, func, select, true

from app.bibliography.record import PublicationType, Status
from app.database import db
from app.models import FacetGroup, ProfileTopic, Topic, TopicSlug, Work, work_topic
from app.services.cache import remembered
from app.services.catalog import search
from app.services.catalog.translations import tables
from app.services.catalog.translations.shown import translations
from app.translations.collation import position_key


@dataclass(frozen=True)
class KnownTopic:
    """A topic of the site; `header_position` is set for the owner's research topics.

    The name is in the reader's language, `own_name` the one that forms have.
    """

    id: int
    slug: str
    name: str
    works: int
    header_position: int | None
    position: int
    own_name: str


class GroupCount(NamedTuple):
    """How many works agree in year (0 for none), type, status and kinds of links (as bits)."""

    id: int
    year: int
    type: PublicationType
    status: Status
    links: int
    works: int


@dataclass(frozen=True)
class Overview:
    """The counts of the works that a reader sees."""

    topics: tuple[KnownTopic, ...]
    groups: tuple[GroupCount, ...]

    @cached_property
    def works(self) -> int:
        """The number of works."""
        return sum(group.works for group in self.groups)

    @cached_property
    def years(self) -> range:
        """Every year from the first to the last."""
        years = [group.year for group in self.groups if group.year]
        return range(min(years), max(years) + 1) if years else range(0)

    @property
    def research_topics(self) -> list[KnownTopic]:
        """The topics of the profile's header, in the owner's order."""
        chosen = [topic for topic in self.topics if topic.header_position is not None]
        return sorted(chosen, key=lambda topic: topic.header_position or 0)


@remembered
def overview(changes: int, drafts: bool) -> Overview:
    """Return the counts of the whole list; `changes` is the key of the cache."""
    return Overview(_known_topics(drafts), _groups(drafts))


@remembered
def merged_topics(changes: int) -> dict[str, str]:
    """Return the current slugs of the topics that merged ones lead to, by their former slugs."""
    joined = select(TopicSlug.slug, Topic.slug).join(Topic, Topic.id == TopicSlug.topic_id)
    return {row[0]: row[1] for row in db.session.execute(joined)}


def _groups(drafts: bool) -> tuple[GroupCount, ...]:
    return tuple(GroupCount(*row) for row in db.session.execute(_groups_in_use(drafts)))


@lru_cache
def _groups_in_use(drafts: bool) -> Select[*tuple[Any, ...]]:
    counted = select(Work.facet_group_id, func.count().label("works"))
    counted = counted.where(search.visible_condition(drafts)).group_by(Work.facet_group_id)
    by_id = counted.subquery()
    group = FacetGroup.id, FacetGroup.year, FacetGroup.type, FacetGroup.status, FacetGroup.links
    return select(*group, by_id.c.works).join(by_id, by_id.c.facet_group_id == FacetGroup.id)


def _known_topics(drafts: bool) -> tuple[KnownTopic, ...]:
    shown = translations()
    found = (
        KnownTopic(
            row.id, row.slug, shown.text(tables.TOPIC, row.id, "name", row.name), *row[3:], row.name
        )
        for row in db.session.execute(_topics_in_use(drafts))
    )
    return tuple(sorted(found, key=lambda topic: position_key(topic.position, topic.name)))


@lru_cache
def _topics_in_use(drafts: bool) -> Select[int, str, str, int, int | None, int]:
    tagged = _per_topic(true())
    # Drafts are few: to look up the state of every other work would take far longer.
    hidden = _per_topic(false() if drafts else work_topic.c.work_id.in_(search.DRAFTS))
    works = func.coalesce(tagged.c.works, 0) - func.coalesce(hidden.c.works, 0)
    return (
        select(Topic.id, Topic.slug, Topic.name, works, ProfileTopic.position, Topic.position)
        .outerjoin(tagged, tagged.c.topic_id == Topic.id)
        .outerjoin(hidden, hidden.c.topic_id == Topic.id)
        .outerjoin(ProfileTopic, ProfileTopic.topic_id == Topic.id)
    )


def _per_topic(condition: ColumnElement[bool]) -> Subquery:
    return (
        select(work_topic.c.topic_id, func.count().label("works"))
        .where(condition)
        .group_by(work_topic.c.topic_id)
        .subquery()
    )
