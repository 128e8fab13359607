"""Pairs of co-authors who may be one person: names that agree, never printed side by side."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any, NamedTuple

from sqlalchemy import CompoundSelect, select, union_all

from app.bibliography.names import names
from app.database import db
from app.database.bulk import batches
from app.models import Coauthor, DismissedNames, Person, work_coauthor
from app.services import cache
from app.services.cache import remembered
from app.services.catalog import owner
from app.services.catalog.listing.author_names import name_slug
from app.services.editing.author_names import likeness
from app.translations.collation import sort_key, sorted_texts

# Enough for any person's spellings; a file of thousands of "A. Wang" must not take the square.
MOST_ALIKE = 60
PAGE_SIZE = 20
COAUTHORS = select(Coauthor.id, Coauthor.slug, Coauthor.name, Coauthor.person_id)
# People of the site whom no work names so far, with ids apart from those of co-authors.
KNOWN = select(Coauthor.person_id).where(Coauthor.person_id.is_not(None))
OTHERS = select(-Person.id, Person.slug, Person.name, Person.id).where(
    Person.id.not_in(KNOWN), Person.id.not_in(owner.OWNER_ID)
)

EVERYONE: CompoundSelect[*tuple[Any, ...]] = union_all(COAUTHORS, OTHERS)


class AuthorName(NamedTuple):
    """A co-author or a person of the site, with the number of works."""

    slug: str
    name: str
    person_id: int | None
    works: int


class NamePair(NamedTuple):
    """Two co-authors who may be one person, the fuller name first; whom both wrote with."""

    one: AuthorName
    other: AuthorName
    common: tuple[str, ...]

    @property
    def names(self) -> tuple[str, str]:
        """The two names."""
        return self.one.name, self.other.name

    @property
    def slugs(self) -> tuple[str, str]:
        """The slugs in order, by which a pair is remembered."""
        one, other = sorted((self.one.slug, self.other.slug))
        return one, other


@dataclass(frozen=True)
class NamesPage:
    """A page of undecided pairs, those with most common co-authors first."""

    pairs: list[NamePair]
    page: int
    pages: int
    found: int


def names_page(number: int, of: str = "") -> NamesPage:
    """Return a page of the undecided pairs; the last page if the number is too high.

    With the slug of a co-author, `of`, only the pairs with this one.
    """
    apart = dismissed_pairs()
    pairs = [pair for pair in name_pairs() if not of or of in pair.slugs]
    undecided = [pair for pair in pairs if pair.slugs not in apart]
    pages = max(1, -(-len(undecided) // PAGE_SIZE))
    number = min(max(1, number), pages)
    some = undecided[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    return NamesPage(some, number, pages, len(undecided))


def name_pairs(changes: int | None = None) -> list[NamePair]:
    """Return all pairs that may be one person, dismissed ones too."""
    return _pairs(cache.change_count() if changes is None else changes)


def pairs_of_people(changes: int) -> list[NamePair]:
    """Return the undecided pairs of a person and a name alone, with no word of common authors.

    Far faster than all pairs, since the people of a site are few.
    """
    apart = dismissed_pairs()
    return [pair for pair in _pairs_of_people(changes) if pair.slugs not in apart]


def dismissed_pairs() -> set[tuple[str, str]]:
    """Return the pairs of slugs that were said to be different people."""
    found = db.session.execute(select(DismissedNames.one, DismissedNames.other))
    return {(one, other) for one, other in found}


@remembered
def _pairs(_changes: int) -> list[NamePair]:
    works: dict[int, set[int]] = defaultdict(set)
    authors: dict[int, set[int]] = defaultdict(set)
    columns = select(work_coauthor.c.work_id, work_coauthor.c.coauthor_id)
    for work_id, id_ in db.session.execute(columns):
        works[id_].add(work_id)
        authors[work_id].add(id_)
    rows = db.session.execute(EVERYONE.order_by("slug")).all()
    known = {
        id_: AuthorName(slug, name, person_id, len(works[id_]))
        for id_, slug, name, person_id in rows
    }
    found = []
    for one, other in _alike(known):
        # Two names in one list of authors are two people.
        if works[one].isdisjoint(works[other]):
            near = [set().union(*(authors[work] for work in works[id_])) for id_ in (one, other)]
            common = tuple(sorted_texts(known[id_].name for id_ in near[0] & near[1]))
            found.append(NamePair(known[one], known[other], common))
    return sorted(found, key=lambda pair: (-len(pair.common), *map(sort_key, pair.names)))


@remembered
def _pairs_of_people(_changes: int) -> list[NamePair]:
    rows = db.session.execute(EVERYONE).all()
    may_be = likeness.sieve(name for _, _, name, person_id in rows if person_id)
    some = [
        (id_, AuthorName(slug, name, person_id, 0))
        for id_, slug, name, person_id in rows
        if person_id or (may_be(name) and slug == name_slug(name))
    ]
    some.sort(key=lambda pair: sort_key(pair[1].name))
    people = [pair for pair in some if pair[1].person_id]
    others = [pair for pair in some if not pair[1].person_id]
    alike = [(a, b) for a in people for b in others if _may_be_one(a[1], b[1])]
    works = _works_of({id_ for pair in alike for id_, _ in pair})
    return [
        NamePair(one._replace(works=len(works[a])), other._replace(works=len(works[b])), ())
        for (a, one), (b, other) in alike
        if works[a].isdisjoint(works[b])
    ]


def _works_of(ids: set[int]) -> dict[int, set[int]]:
    works: dict[int, set[int]] = defaultdict(set)
    columns = select(work_coauthor.c.work_id, work_coauthor.c.coauthor_id)
    for some in batches(sorted(ids)):
        for work_id, id_ in db.session.execute(
            columns.where(work_coauthor.c.coauthor_id.in_(some))
        ):
            works[id_].add(work_id)
    return works


def _alike(known: dict[int, AuthorName]) -> Iterator[tuple[int, int]]:
    """Return the ids of two names that agree, that of the person's name first."""
    groups: dict[str, list[int]] = defaultdict(list)
    for id_, author in known.items():
        # Someone with the owner's name has another slug than the name.
        if author.person_id or author.slug == name_slug(author.name):
            for key in names.keys(author.name):
                groups[key].append(id_)
    candidates: set[tuple[int, int]] = set()
    for ids in groups.values():
        ordered = sorted(ids, key=lambda id_: _rank(known[id_]))
        candidates.update(combinations(ordered[:MOST_ALIKE], 2))
    return (pair for pair in candidates if _may_be_one(*(known[id_] for id_ in pair)))


def _rank(author: AuthorName) -> tuple[bool, bool, int, int, str]:
    """Return the place of a name among its variants: the first names the person."""
    given = names.fold(names.parse(author.name).given).split()
    has_initial = not given or len(given[0]) == 1
    return author.person_id is None, has_initial, -author.works, -len(author.name), author.slug


def _may_be_one(one: AuthorName, other: AuthorName) -> bool:
    if one.person_id and other.person_id:
        return False
    return any(
        names.likely_same(printed.name, names.parse(whole.name))
        for printed, whole in ((other, one), (one, other))
    )
