"""An index of versions, of the site and of a file, to find those that an entry may match."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from app.bibliography import identifiers, latex
from app.bibliography.names import names
from app.bibliography.raw import first_entry, raw_parts
from app.bibliography.record import Record

YEARS_APART = 2
SIGNS = re.compile(r"[+#=<>*@^|~\u2190-\u22ff\u2600-\u27bf]")


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


@lru_cache(maxsize=2048)
def folded(title: str) -> str:
    """Return a title normalized for comparison."""
    return folded_text(latex.to_text(title) or title)


def folded_text(text: str) -> str:
    """Return a text without case, accents and punctuation, but with symbols ("C++", "C#")."""
    signs = "".join(SIGNS.findall(text))
    return f"{names.fold(text)} {signs}".strip() or text.casefold()


@lru_cache(maxsize=4096)
def author_key(name: str) -> str:
    """Return an author's name normalized for comparison."""
    return names.key(latex.to_text(name))


def source_digest(source: str) -> bytes:
    """Return a digest of a raw entry in 16 bytes, whatever its line endings."""
    plain = source.strip().replace("\r\n", "\n")
    return hashlib.blake2b(plain.encode("utf-8", "replace"), digest_size=16).digest()


# The identifiers of an entry are needed several times in a row.
@lru_cache(maxsize=2048)
def identifiers_of(
    doi: str | None, arxiv_id: str | None, related: tuple[str, ...] = ()
) -> frozenset[str]:
    """Return the identifiers that name a work for certain; a DOI may hold an arXiv number."""
    given = [text for text in (doi, *related) if text]
    found = frozenset(f"doi:{doi}" for doi in map(identifiers.doi, given) if doi)
    texts = (arxiv_id, *given)
    return found | {f"arxiv:{n}" for t in texts if t and (n := identifiers.arxiv_id(t))}
