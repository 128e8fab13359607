"""What an entry may turn out to be: the works of the site, and those of its own file."""

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
    """A version by its id and its work's; negative ones are entries that wait in the same file."""

    publication: int
    work: int
    year: int | None


@dataclass
class WorkIndex:
    """Versions by what tells them: their raw entries, numbers, titles, and the works' addresses."""

    sources: dict[bytes, list[VersionRef]] = field(default_factory=lambda: defaultdict(list))
    numbers: dict[str, list[VersionRef]] = field(default_factory=lambda: defaultdict(list))
    titles: dict[str, list[VersionRef]] = field(default_factory=lambda: defaultdict(list))
    slugs: dict[str, int] = field(default_factory=dict)

    def add(self, place: VersionRef, record: Record, related: tuple[str, ...] = ()) -> None:
        """Know an entry of the file from now on."""
        for part in raw_parts(record.source):
            self.sources[source_digest(part)].append(place)
        for number in numbers_of(record.doi, record.arxiv_id, related):
            self.numbers[number].append(place)
        self.titles[folded(record.title)].append(place)
        if record.work:
            self.slugs.setdefault(record.work, place.work)

    def candidates(self, record: Record, related: tuple[str, ...] = ()) -> Iterator[VersionRef]:
        """Yield the versions that may be of the record's work, the surest first."""
        yield from self.made_of(record)
        yield from self.by_number(record, related)
        yield from self.by_title(record)

    def made_of(self, record: Record) -> list[VersionRef]:
        """Return the versions that were made of a record's own raw entry."""
        return self.sources.get(source_digest(first_entry(record.source)), [])

    def by_number(self, record: Record, related: tuple[str, ...] = ()) -> Iterator[VersionRef]:
        """Yield the versions that share a DOI or an arXiv number."""
        for number in numbers_of(record.doi, record.arxiv_id, related):
            yield from self.numbers.get(number, ())

    def by_title(self, record: Record) -> Iterator[VersionRef]:
        """Yield the versions of the same title, of years that agree."""
        for place in self.titles.get(folded(record.title), ()):
            if (
                None in (record.year, place.year)
                or abs((record.year or 0) - (place.year or 0)) <= YEARS_APART
            ):
                yield place


@lru_cache(maxsize=2048)
def folded(title: str) -> str:
    """Return a title as titles are compared."""
    return folded_text(latex.to_text(title) or title)


def folded_text(text: str) -> str:
    """Return a plain text without case, accents and punctuation; signs tell "C++" from "C#"."""
    signs = "".join(SIGNS.findall(text))
    return f"{names.fold(text)} {signs}".strip() or text.casefold()


@lru_cache(maxsize=4096)
def author_key(name: str) -> str:
    """Return an author as authors are compared."""
    return names.key(latex.to_text(name))


def source_digest(source: str) -> bytes:
    """Return what stands for a raw entry, 16 bytes, the ends of its lines aside."""
    plain = source.strip().replace("\r\n", "\n")
    return hashlib.blake2b(plain.encode("utf-8", "replace"), digest_size=16).digest()


# An entry is asked for its numbers several times, one after the other.
@lru_cache(maxsize=2048)
def numbers_of(
    doi: str | None, arxiv_id: str | None, related: tuple[str, ...] = ()
) -> frozenset[str]:
    """Return the numbers that name a work for certain; arXiv gives each of its own a DOI too."""
    given = [text for text in (doi, *related) if text]
    found = frozenset(f"doi:{doi}" for doi in map(identifiers.doi, given) if doi)
    texts = (arxiv_id, *given)
    return found | {f"arxiv:{n}" for t in texts if t and (n := identifiers.arxiv_id(t))}
