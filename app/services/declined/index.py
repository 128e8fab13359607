"""Find what an entry was declined as: by its identifiers, or by its title with an author.

The rules are those by which an import finds the work of an entry.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from itertools import groupby

from sqlalchemy import select

from app.bibliography.matching.keys import YEARS_APART, may_be_one
from app.bibliography.record import Record
from app.database import db
from app.models import Declined, DeclinedKind, DeclinedValue
from app.services.declined import hashing
from app.services.declined.hashing import Hashed
from app.services.declined.values import Value, recognized_by

# What is certain comes first.
FOUND_BY = (
    DeclinedKind.ENTRY,
    DeclinedKind.DOI,
    DeclinedKind.ARXIV,
    DeclinedKind.ISBN,
    DeclinedKind.TITLE,
)
Values = dict[DeclinedKind, set[str]]


@dataclass(frozen=True)
class DeclinedVersion:
    """A version of a declined entry with its values, some of which may be hashes."""

    declined_id: int
    values: Values


@dataclass
class DeclinedIndex:
    """The declined versions by each value that finds them."""

    hashed: Hashed | None = None
    versions: dict[Value, list[DeclinedVersion]] = field(default_factory=lambda: defaultdict(list))

    def add(self, version: DeclinedVersion) -> None:
        """Add a declined version."""
        for kind in FOUND_BY:
            for value in version.values[kind]:
                self.versions[kind, value].append(version)

    def matches(
        self, record: Record, related: tuple[str, ...] = (), *, by_title: bool = True
    ) -> list[int]:
        """Return the ids of what a record was declined as; not `by_title`: its title is not enough.

        `related` are further identifiers that its entry names.
        """
        if not self.versions:
            return []
        asked = self._asked(recognized_by(record, related))
        kinds = [kind for kind in FOUND_BY if by_title or kind is not DeclinedKind.TITLE]
        return list(
            dict.fromkeys(
                version.declined_id
                for kind in kinds
                for value in asked[kind]
                for version in self.versions.get((kind, value), ())
                if _may_be_one(kind, version.values, asked)
            )
        )

    def _asked(self, given: Iterable[Value]) -> Values:
        """Return the values to look for, in years near enough, and their hashes if needed."""
        wanted = [near for value in given for near in _near(value)]
        return _by_kind([*wanted, *(map(self.hashed, wanted) if self.hashed else ())])


def read_declined_index() -> DeclinedIndex:
    """Return the index of everything that is declined now."""
    of = DeclinedValue
    rows = select(of.declined_id, of.version, of.kind, of.value, of.is_hashed)
    rows = rows.join(Declined, Declined.id == of.declined_id)
    rows = rows.where(Declined.taken_back_by.is_(None)).order_by(of.declined_id.desc(), of.version)
    found = list(db.session.execute(rows))
    index = DeclinedIndex(hashing.hasher() if any(row.is_hashed for row in found) else None)
    for (declined_id, _), values in groupby(found, key=lambda row: (row[0], row[1])):
        index.add(DeclinedVersion(declined_id, _by_kind((row[2], row[3]) for row in values)))
    return index


def _by_kind(values: Iterable[Value]) -> Values:
    found: Values = {kind: set() for kind in DeclinedKind}
    for kind, value in values:
        found[kind].add(value)
    return found


def _near(value: Value) -> Iterator[Value]:
    kind, text = value
    if kind is not DeclinedKind.YEAR:
        yield value
        return
    for year in range(int(text) - YEARS_APART, int(text) + YEARS_APART + 1):
        yield kind, str(year)


def _may_be_one(kind: DeclinedKind, declined: Values, asked: Values) -> bool:
    if kind is DeclinedKind.ENTRY:
        return True
    is_same_title = _share(DeclinedKind.TITLE, declined, asked)
    if kind is not DeclinedKind.TITLE:
        authors, others = declined[DeclinedKind.AUTHOR], asked[DeclinedKind.AUTHOR]
        return may_be_one(is_same_title, authors, others)
    return _share(DeclinedKind.AUTHOR, declined, asked) and _are_near(
        declined[DeclinedKind.YEAR], asked[DeclinedKind.YEAR]
    )


def _share(kind: DeclinedKind, one: Values, other: Values) -> bool:
    return not one[kind].isdisjoint(other[kind])


def _are_near(years: Set[str], others: Set[str]) -> bool:
    return not years or not others or not years.isdisjoint(others)
