"""How many of the works that a filter matches have each topic, co-author, year, and so on."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import func, or_, select

from app.bibliography.record import LinkKind
from app.database import db
from app.models import Coauthor
from app.models.listing import link_bit
from app.services.cache import remembered
from app.services.catalog import search, slugs
from app.services.catalog.facets import statement
from app.services.catalog.facets.overview import GroupCount, Overview, overview
from app.services.catalog.facets.statement import IdCounts
from app.services.catalog.selection import PublicFilter
from app.translations.collation import sort_key

# Co-authors listed beside the works; the others are one click away.
COAUTHORS = 8
HAS = (LinkKind.PDF, LinkKind.CODE, LinkKind.DATA, LinkKind.VIDEO, LinkKind.SLIDES)
Values = Callable[[GroupCount], Iterable[Any]]
# The values of a group in the facets in which choices add up.
VALUES: dict[str, Values] = {
    "year": lambda group: [group.year] if group.year else [],
    "type": lambda group: [group.type],
    "status": lambda group: [group.status],
    "has": lambda group: [kind for kind in HAS if group.links & link_bit(kind)],
}


class CoauthorCount(NamedTuple):
    slug: str
    name: str
    works: int


@dataclass(frozen=True)
class Coauthors:
    """The co-authors with most of the works, and the number of all of them."""

    listed: tuple[CoauthorCount, ...]
    all: int


@dataclass(frozen=True)
class FacetCounts:
    """The numbers of the works that a filter matches.

    `groups` has all works with its topics, authors and words, whatever their year or type:
    in these facets, a value is counted as if the facet's own choices were not made.
    """

    topics: dict[str, int]
    groups: tuple[GroupCount, ...]
    coauthors: Coauthors
    found: int


def counts(changes: int, selection: PublicFilter) -> FacetCounts:
    """Return the counts for a filter; only those for single choices are remembered."""
    selection = selection.counted()
    read = _remembered if selection.is_single else _counts
    return read(changes, selection)


def by_value(groups: Iterable[GroupCount], selection: PublicFilter, key: str) -> Counter[Any]:
    """Return the numbers of works by the values of a facet, of those that match all others."""
    found: Counter[Any] = Counter()
    rest = selection.without(key)
    for group in groups:
        if _matches(group, rest):
            for value in VALUES[key](group):
                found[value] += group.works
    return found


def coauthors(changes: int, selection: PublicFilter, most: int, find: str = "") -> Coauthors:
    """Return the co-authors of the matching works, those whose names have the words of `find`."""
    selection = selection.counted()
    if not (selection.narrows or selection.drafts or find):
        return _of_all_works(most)
    found = _count_ids(overview(changes, selection.drafts), selection)
    return _most_frequent(selection, found.coauthors, most, slugs.readable(find))


@remembered
def _remembered(changes: int, selection: PublicFilter) -> FacetCounts:
    return _counts(changes, selection)


def _counts(changes: int, selection: PublicFilter) -> FacetCounts:
    whole = overview(changes, selection.drafts)
    if not selection.narrows and not selection.drafts:
        topics = {topic.slug: topic.works for topic in whole.topics}
        return FacetCounts(topics, whole.groups, _of_all_works(COAUTHORS), whole.works)
    found, groups = _count_ids(whole, selection), whole.groups
    if search.narrows_by_works(selection):
        groups = tuple(group._replace(works=found.groups[group.id]) for group in groups)
    return FacetCounts(
        {topic.slug: found.topics[topic.id] for topic in whole.topics},
        groups,
        _most_frequent(selection, found.coauthors, COAUTHORS),
        sum(group.works for group in groups if _matches(group, selection)),
    )


def _count_ids(whole: Overview, selection: PublicFilter) -> IdCounts:
    matching = [group.id for group in whole.groups if _matches(group, selection)]
    return statement.count_ids(selection, matching)


def _of_all_works(number: int) -> Coauthors:
    """Return the co-authors of all published works, which are counted when works are saved."""
    has_works = Coauthor.works > 0
    every = select(func.count()).where(has_works).scalar_subquery()
    columns = Coauthor.slug, Coauthor.name, Coauthor.works, every
    most = select(*columns).where(has_works).order_by(Coauthor.works.desc(), Coauthor.id)
    rows = db.session.execute(most.limit(number)).all()
    return Coauthors(_in_order(CoauthorCount(*row[:3]) for row in rows), rows[0][3] if rows else 0)


def _most_frequent(
    selection: PublicFilter, works: Counter[int], most: int, find: str = ""
) -> Coauthors:
    """Return the chosen co-authors and those with most works, named."""
    if find:
        words = (Coauthor.slug.contains(word) for word in find.split("-"))
        known = set(db.session.scalars(select(Coauthor.id).where(*words)))
        works = Counter({id_: number for id_, number in works.items() if id_ in known})
    first = [id_ for id_, _ in sorted(works.items(), key=lambda pair: (-pair[1], pair[0]))[:most]]
    either = or_(Coauthor.id.in_(first), Coauthor.slug.in_(selection.authors))
    named = db.session.execute(select(Coauthor.id, Coauthor.slug, Coauthor.name).where(either))
    found = [CoauthorCount(slug, name, works[id_]) for id_, slug, name in named]
    listed = _in_order((one for one in found if one.works), selection.authors)
    return Coauthors(listed[:most], len(works))


def _in_order(
    found: Iterable[CoauthorCount], chosen: Sequence[str] = ()
) -> tuple[CoauthorCount, ...]:
    def rank(one: CoauthorCount) -> tuple[Any, ...]:
        return one.slug not in chosen, -one.works, sort_key(one.name), one.slug

    return tuple(sorted(found, key=rank))


def _matches(group: GroupCount, selection: PublicFilter) -> bool:
    years, types, statuses = selection.years, selection.types, selection.statuses
    return (
        (not years or any(max(first, 1) <= group.year <= last for first, last in years))
        and (not types or group.type in types)
        and (not statuses or group.status in statuses)
        and (not selection.has or group.links & search.link_bits(selection.has) != 0)
    )
