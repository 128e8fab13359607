"""The people of the site, recognized by the names that are printed of them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import select

from app.database import db
from app.models import Person, PersonName
from app.services.catalog import owner
from app.services.catalog.listing.author_names import name_slug, printed_author

PEOPLE = select(Person.id, Person.slug, Person.name).order_by(Person.id.desc())
NAMES = select(PersonName.person_id, PersonName.name).order_by(PersonName.person_id.desc())


class CoauthorValues(NamedTuple):
    """A co-author, who is a person of the site or known by name alone."""

    slug: str
    name: str
    person_id: int | None


@dataclass
class KnownPeople:
    """Everyone by id, everyone but the owner by slug, and the owner's own slugs."""

    owner_id: int | None
    people: dict[int, CoauthorValues] = field(default_factory=dict)
    by_slug: dict[str, int] = field(default_factory=dict)
    owner_slugs: set[str] = field(default_factory=set)
    # By person and printed name: the same names recur in a large import.
    _found: dict[int | None, dict[str, CoauthorValues | None]] = field(
        default_factory=lambda: defaultdict(dict)
    )

    def coauthor(self, printed: str, person_id: int | None) -> CoauthorValues | None:
        """Return the co-author whom a printed name names; None for the owner and for nobody."""
        found = self._found[person_id]
        if printed not in found:
            found[printed] = self._coauthor(printed, person_id)
        return found[printed]

    def _coauthor(self, printed: str, person_id: int | None) -> CoauthorValues | None:
        if person_id is not None and person_id == self.owner_id:
            return None
        if person_id in self.people:
            return self.people[person_id]
        author = printed_author(printed)
        if author is None:
            return None
        # Someone else with the owner's name.
        slug = namesake_slug(author.slug) if author.slug in self.owner_slugs else author.slug
        known = self.by_slug.get(slug)
        return self.people[known] if known else CoauthorValues(slug, author.name, None)


def namesake_slug(slug: str) -> str:
    """Return the slug of someone with the owner's name."""
    return f"{slug}-2"


def known_people() -> KnownPeople:
    """Return the people of the site."""
    known = KnownPeople(owner.owner_id())
    people = [CoauthorValues(slug, name, id_) for id_, slug, name in db.session.execute(PEOPLE)]
    known.people = {one.person_id: one for one in people if one.person_id}
    # Of two people with one name, the first has it; a slug is its person's, whoever is named so.
    for id_, slug in [*_name_slugs(people), *((one.person_id, one.slug) for one in people)]:
        if id_ == known.owner_id:
            known.owner_slugs.add(slug)
        elif id_:
            known.by_slug[slug] = id_
    return known


def _name_slugs(people: list[CoauthorValues]) -> Iterator[tuple[int, str]]:
    variants = [(id_, name) for id_, name in db.session.execute(NAMES)]
    for id_, name in (*variants, *((one.person_id, one.name) for one in people)):
        if id_ and (slug := name_slug(name)):
            yield id_, slug
