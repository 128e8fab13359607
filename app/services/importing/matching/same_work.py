"""What makes two records versions of one work: an identifier, or a title and an author."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from app.bibliography.matching.keys import author_keys, folded, may_be_one
from app.bibliography.record import Record
from app.services.importing.matching.index import VersionRef, WorkIndex


class IdentifiedEntry(NamedTuple):
    """An entry with its position in the file and its identifiers."""

    position: int
    record: Record
    related: tuple[str, ...]


# Returns the record of a version, or None if it can't be read.
RecordOf = Callable[[int], Record | None]
# Returns the work itself, or the one that it was merged into.
WorkOf = Callable[[int], int]


def works_by_identifier(
    entry: IdentifiedEntry, index: WorkIndex, record_of: RecordOf, work_of: WorkOf
) -> list[int]:
    """Return the works of versions that share an identifier with an entry."""

    def may_match(other: Record | None) -> bool:
        # Papers that carry the DOI of their proceedings are not one paper.
        if other is None:
            return True
        is_same_title = folded(other.title) == folded(entry.record.title)
        return may_be_one(is_same_title, author_keys(other), author_keys(entry.record))

    return _works(index.by_identifier(entry.record, entry.related), may_match, record_of, work_of)


def works_by_title(
    record: Record, index: WorkIndex, record_of: RecordOf, work_of: WorkOf
) -> list[int]:
    """Return the works of versions that share their title and an author with a record."""
    authors = author_keys(record)

    def shares_author(other: Record | None) -> bool:
        return other is not None and not authors.isdisjoint(author_keys(other))

    return _works(index.by_title(record), shares_author, record_of, work_of)


def _works(
    versions: Iterable[VersionRef],
    matches: Callable[[Record | None], bool],
    record_of: RecordOf,
    work_of: WorkOf,
) -> list[int]:
    found: dict[int, None] = {}
    for version in versions:
        work = work_of(version.work)
        # Unpacking the record of each version of one work would take quadratic time.
        if work not in found and matches(record_of(version.publication)):
            found[work] = None
    return list(found)
