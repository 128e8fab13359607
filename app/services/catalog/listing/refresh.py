"""Refresh what the list is filtered and searched by: it is derived from works when they change.

Each part has `refresh(ids)`, which stores what is derived from works that exist or are deleted;
`outdated(ids)`, which returns those for which that would change something; and `clear()`.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from sqlalchemy import or_, select

from app.database import db
from app.database.bulk import batches
from app.database.full_text import TABLE
from app.models import (
    Authorship,
    Coauthor,
    Person,
    PersonName,
    Publication,
    Work,
    WorkFacets,
    work_coauthor,
    work_topic,
)
from app.services.catalog import owner
from app.services.catalog.full_text import index
from app.services.catalog.listing import coauthors, facet_values, groups, order
from app.services.catalog.listing.author_names import name_slug
from app.services.catalog.listing.known_people import namesake_slug

PARTS: tuple[ModuleType, ...] = (groups, order, coauthors, facet_values, index)
# Those that also depend on the names of venues and topics.
TEXT_PARTS: tuple[ModuleType, ...] = (index,)
BATCH_SIZE = 1_000


@dataclass
class ListingChanges:
    """The ids of changed records, and the names and slugs that changed people had."""

    works: set[int] = field(default_factory=set)
    venues: set[int] = field(default_factory=set)
    topics: set[int] = field(default_factory=set)
    people: set[int] = field(default_factory=set)
    former_names: set[str] = field(default_factory=set)
    # Whether the site has another owner, or everything may have changed.
    is_everything: bool = False


def refresh_works(ids: Iterable[int], parts: Sequence[ModuleType] = PARTS) -> None:
    """Refresh what is derived from works; they may be deleted."""
    for some in batches(sorted(set(ids)), BATCH_SIZE):
        for part in parts:
            part.refresh(some)


def refresh_all() -> None:
    """Refresh what is derived from all works."""
    for part in PARTS:
        part.clear()
    refresh_works(db.session.scalars(select(Work.id)))


def purge() -> None:
    """Delete what remains of the names and words of deleted works."""
    coauthors.purge()
    index.purge()


def works_of_people(ids: Collection[int]) -> list[int]:
    """Return the works of co-authors who are these people."""
    works = select(work_coauthor.c.work_id).join(Coauthor).where(Coauthor.person_id.in_(ids))
    return list(db.session.scalars(works))


def refresh_changed(changes: ListingChanges) -> None:
    """Refresh what is derived from the works that changed records concern."""
    records = (*changes.people, *changes.venues, *changes.topics)
    if changes.is_everything or len(records) > BATCH_SIZE:
        refresh_all()
        return
    works = changes.works | _works_of_people(changes)
    refresh_works(works)
    refresh_works(_works_of_names(changes) - works, TEXT_PARTS)


def refresh_missing() -> None:
    """Refresh what is derived from works of before it was stored."""
    missing = or_(Work.facet_group_id.is_(None), Work.id.not_in(select(TABLE.c.rowid)))
    missing = or_(missing, Work.id.not_in(select(WorkFacets.work_id)))
    refresh_works(db.session.scalars(select(Work.id).where(missing)))


def outdated_works() -> list[int]:
    """Return the ids of the works for which a refresh would change something."""
    every = list(db.session.scalars(select(Work.id).order_by(Work.id)))
    return [
        id_
        for some in batches(every, BATCH_SIZE)
        for id_ in sorted(set[int]().union(*(part.outdated(some) for part in PARTS)))
    ]


def _works_of_people(changes: ListingChanges) -> set[int]:
    """Return the works of co-authors that changed people are or were."""
    if not changes.people:
        return set()
    people = changes.people
    names = {*changes.former_names, *_names_of(Person.name, Person.id, people)}
    names |= _names_of(PersonName.name, PersonName.person_id, people)
    slugs = {slug for name in names if (slug := name_slug(name))}
    slugs |= _names_of(Person.slug, Person.id, people)
    slugs |= {namesake_slug(slug) for slug in slugs}
    either = or_(Coauthor.slug.in_(slugs), Coauthor.person_id.in_(people))
    pairs = select(work_coauthor.c.work_id).join(Coauthor).where(either)
    signed = select(Publication.work_id).join(Authorship)
    signed = signed.where(Authorship.person_id.in_(people - {owner.owner_id()}))
    return {*db.session.scalars(pairs), *db.session.scalars(signed)}


def _works_of_names(changes: ListingChanges) -> set[int]:
    """Return the works that have changed venues and topics."""
    venues = select(Publication.work_id).where(Publication.venue_id.in_(changes.venues))
    topics = select(work_topic.c.work_id).where(work_topic.c.topic_id.in_(changes.topics))
    return {*db.session.scalars(venues), *db.session.scalars(topics)}


def _names_of(name: Any, person_id: Any, people: set[int]) -> set[str]:
    return set(db.session.scalars(select(name).where(person_id.in_(people))))
