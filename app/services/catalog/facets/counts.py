"""How many of the works that a filter matches have each topic, co-author, year, and so on."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.bibliography.record import LinkKind
from app.database import db
from app.models.listing import link_bit
from app.services.cache import remembered
from app.services.catalog import search, slugs
from app.services.catalog.facets import statement
from app.services.catalog.facets.overview import GroupCount, overview
from app.services.catalog.facets.statement import COAUTHOR, GROUP, TOPIC
from app.services.catalog.selection import PublicFilter

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


def coauthors(selection: PublicFilter, most: int, find: str = "") -> Coauthors:
    """Return the co-authors of the matching works, those whose names have the words of `find`."""
    selection = selection.counted()
    matching = statement.matching_works(selection) if selection.narrows else None
    read = statement.coauthor_counts(selection, most, slugs.readable(find), matching)
    return _coauthors(selection, db.session.execute(read).all())


@remembered
def _remembered(changes: int, selection: PublicFilter) -> FacetCounts:
    return _counts(changes, selection)


def _counts(changes: int, selection: PublicFilter) -> FacetCounts:
    whole = overview(changes, selection.drafts)
    topics, groups = {topic.slug: topic.works for topic in whole.topics}, whole.groups
    if not selection.narrows:
        return FacetCounts(topics, groups, coauthors(selection, COAUTHORS), whole.works)
    rows = db.session.execute(statement.counting_statement(selection, COAUTHORS)).all()
    by_id = {(what, id_): works for what, id_, works, *_ in rows}
    topics = {topic.slug: by_id.get((TOPIC, topic.id), 0) for topic in whole.topics}
    if search.narrows_by_works(selection):
        found = ((group, by_id.get((GROUP, group.id), 0)) for group in groups)
        groups = tuple(group._replace(works=works) for group, works in found if works)
    written = _coauthors(selection, [row for row in rows if row[0] == COAUTHOR])
    number = sum(group.works for group in groups if _matches(group, selection))
    return FacetCounts(topics, groups, written, number)


def _coauthors(selection: PublicFilter, rows: Sequence[Any]) -> Coauthors:
    listed = [CoauthorCount(slug, name, works) for _, _, works, _, slug, name in rows]
    listed.sort(key=lambda one: (one.slug not in selection.authors, -one.works, one.name))
    return Coauthors(tuple(listed), rows[0][3] if rows else 0)


def _matches(group: GroupCount, selection: PublicFilter) -> bool:
    years, types, statuses = selection.years, selection.types, selection.statuses
    return (
        (not years or any(first <= group.year <= last for first, last in years))
        and (not types or group.type in types)
        and (not statuses or group.status in statuses)
        and (not selection.has or group.links & search.link_bits(selection.has) != 0)
    )
