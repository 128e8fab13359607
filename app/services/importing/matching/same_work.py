"""What makes two records versions of one work: an identifier, or a title and an author."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from app.bibliography.record import Record
from app.services.importing.matching.index import VersionRef, WorkIndex, author_key, folded


class IdentifiedEntry(NamedTuple):
    """An entry with its position in the file and its identifiers."""

    position: int
    record: Record
    related: tuple[str, ...]


# Returns the record of a version, or None if it can't be read.
RecordOf = Callable[[int], Record | None]


def numbered_versions(
    entry: IdentifiedEntry, index: WorkIndex, record_of: RecordOf
) -> Iterator[VersionRef]:
    """Yield the versions that share an identifier with an entry and may be of its work."""
    for version in index.by_number(entry.record, entry.related):
        other = record_of(version.publication)
        # Papers that carry the DOI of their proceedings are not one paper.
        if other is None or may_be_one(other, entry.record):
            yield version


def titled_versions(record: Record, index: WorkIndex, record_of: RecordOf) -> Iterator[VersionRef]:
    """Yield the versions that share their title and an author with a record."""
    authors = author_keys(record)
    for version in index.by_title(record):
        other = record_of(version.publication)
        if other is not None and not authors.isdisjoint(author_keys(other)):
            yield version


def author_keys(record: Record) -> set[str]:
    """Return the authors of a record, normalized for comparison."""
    return {key for author in record.people if (key := author_key(author.name))}


def may_be_one(one: Record, other: Record) -> bool:
    """Return whether two records with a common identifier may be of one work."""
    authors, others = author_keys(one), author_keys(other)
    have_other_authors = authors and others and authors.isdisjoint(others)
    return folded(one.title) == folded(other.title) or not have_other_authors
