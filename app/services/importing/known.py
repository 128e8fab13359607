"""What an entry may turn out to be: the works of the site, and those of its own file."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import select

from app.bibliography import formats, identifiers, latex, names
from app.bibliography.raw_entries import parts
from app.bibliography.record import Record
from app.database import db, reading
from app.models import Publication, Work, WorkSlug

YEARS_APART = 2
SIGNS = re.compile(r"[+#=<>*@^|~\u2190-\u22ff\u2600-\u27bf]")


class Place(NamedTuple):
    """A version by its id and its work's; negative ones are entries that wait in the same file."""

    publication: int
    work: int
    year: int | None


@dataclass
class Known:
    """Versions by what tells them: their raw entries, numbers, titles, and the works' addresses."""

    sources: dict[bytes, list[Place]] = field(default_factory=lambda: defaultdict(list))
    numbers: dict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))
    titles: dict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))
    slugs: dict[str, int] = field(default_factory=dict)

    def add(self, place: Place, record: Record, related: tuple[str, ...] = ()) -> None:
        """Know an entry of the file from now on."""
        for part in parts(record.source):
            self.sources[digest(part)].append(place)
        for number in numbers_of(record.doi, record.arxiv_id, related):
            self.numbers[number].append(place)
        self.titles[folded(record.title)].append(place)
        if record.work:
            self.slugs.setdefault(record.work, place.work)

    def candidates(self, record: Record, related: tuple[str, ...] = ()) -> Iterator[Place]:
        """Yield the versions that may be of the record's work, the surest first."""
        yield from self.sources.get(digest(record.source or ""), ())
        yield from self.by_number(record, related)
        yield from self.by_title(record)

    def by_number(self, record: Record, related: tuple[str, ...] = ()) -> Iterator[Place]:
        """Yield the versions that share a DOI or an arXiv number."""
        for number in numbers_of(record.doi, record.arxiv_id, related):
            yield from self.numbers.get(number, ())

    def by_title(self, record: Record) -> Iterator[Place]:
        """Yield the versions of the same title, of years that agree."""
        for place in self.titles.get(folded(record.title), ()):
            if (
                None in (record.year, place.year)
                or abs((record.year or 0) - (place.year or 0)) <= YEARS_APART
            ):
                yield place


def read() -> Known:
    """Return what the site has."""
    with reading():
        return _read()


def _read() -> Known:
    known = Known()
    of = Publication
    columns = of.id, of.work_id, of.year, of.title_text, of.title
    rows = select(*columns, Publication.doi, Publication.arxiv_id, Publication.source)
    found = db.session.execute(rows.order_by(Publication.id).execution_options(yield_per=1000))
    for id_, work_id, year, plain, title, doi, arxiv_id, source in found:
        place = Place(id_, work_id, year)
        for part in parts(source):
            known.sources[digest(part)].append(place)
        for number in numbers_of(doi, arxiv_id):
            known.numbers[number].append(place)
        for one in {as_compared(plain), *_former_titles(title, source)}:
            known.titles[one].append(place)
    for slug, work_id in db.session.execute(select(WorkSlug.slug, WorkSlug.work_id)):
        known.slugs[slug] = work_id
    for slug, work_id in db.session.execute(select(Work.slug, Work.id)):
        known.slugs[slug] = work_id
    return known


def _former_titles(title: str, source: str | None) -> Iterator[str]:
    """Yield the titles of what a version was made of, where its own was changed since."""
    if source is None or title in source or " ".join(title.split()) in " ".join(source.split()):
        return
    for part in parts(source):
        if (entry := formats.read_source(part)) and entry.record:
            yield folded(entry.record.title)


@lru_cache(maxsize=2048)
def folded(title: str) -> str:
    """Return a title as titles are compared."""
    return as_compared(latex.to_text(title) or title)


def as_compared(text: str) -> str:
    """Return a plain text without case, accents and punctuation; signs tell "C++" from "C#"."""
    signs = "".join(SIGNS.findall(text))
    return f"{names.fold(text)} {signs}".strip() or text.casefold()


@lru_cache(maxsize=4096)
def author_key(name: str) -> str:
    """Return an author as authors are compared."""
    return names.key(latex.to_text(name))


def digest(source: str) -> bytes:
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
