"""An index of versions, of the site and of a file, to find those that an entry may match."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from app.bibliography.matching.keys import (
    YEARS_APART,
    folded,
    identifiers_of,
    source_digest,
)
from app.bibliography.raw import first_entry, raw_parts
from app.bibliography.record import Record


class VersionRef(NamedTuple):
    """A version and its work by id; negative ids are earlier entries of the same file."""

    publication: int
    work: int
    year: int | None


@dataclass
class WorkIndex:
    """Versions by raw entry, identifier and title, and works by address."""

    sources: dict[bytes, list[VersionRef]] = field(default_factory=lambda: defaultdict(list))
    numbers: dict[str, list[VersionRef]] = field(default_factory=lambda: defaultdict(list))
    titles: dict[str, list[VersionRef]] = field(default_factory=lambda: defaultdict(list))
    slugs: dict[str, int] = field(default_factory=dict)

    def add(self, place: VersionRef, record: Record, related: tuple[str, ...] = ()) -> None:
        """Add an entry of the file."""
        for part in raw_parts(record.source):
            self.sources[source_digest(part)].append(place)
        for number in identifiers_of(record.doi, record.arxiv_id, related):
            self.numbers[number].append(place)
        self.titles[folded(record.title)].append(place)
        if record.work:
            self.slugs.setdefault(record.work, place.work)

    def candidates(self, record: Record, related: tuple[str, ...] = ()) -> Iterator[VersionRef]:
        """Yield the versions that may be of the record's work, most certain first."""
        yield from self.by_source(record)
        yield from self.by_identifier(record, related)
        yield from self.by_title(record)

    def by_source(self, record: Record) -> list[VersionRef]:
        """Return the versions that were imported from a record's raw entry."""
        return self.sources.get(source_digest(first_entry(record.source)), [])

    def by_identifier(self, record: Record, related: tuple[str, ...] = ()) -> Iterator[VersionRef]:
        """Yield the versions that share a DOI or an arXiv number."""
        for number in identifiers_of(record.doi, record.arxiv_id, related):
            yield from self.numbers.get(number, ())

    def by_title(self, record: Record) -> Iterator[VersionRef]:
        """Yield the versions with the same title and a similar year."""
        for place in self.titles.get(folded(record.title), ()):
            if (
                None in (record.year, place.year)
                or abs((record.year or 0) - (place.year or 0)) <= YEARS_APART
            ):
                yield place
