"""Which records are versions of one work: only what is certain joins."""

from collections.abc import Hashable, Iterable, Sequence
from itertools import islice
from typing import Generic, TypeVar

from app.bibliography import identifiers, names
from app.bibliography.latex import to_text
from app.bibliography.record import PublicationType, Record, VenueKind

Key = tuple[Hashable, ...]
T = TypeVar("T")
# Of one title, further apart, it is a further edition or another paper.
YEARS_APART = (0, -1, 1, -2, 2)

PREFERENCE = {
    PublicationType.ARTICLE_JOURNAL: 0,
    PublicationType.BOOK: 0,
    PublicationType.CHAPTER: 1,
    PublicationType.PAPER_CONFERENCE: 1,
    PublicationType.THESIS: 3,
    PublicationType.REPORT: 3,
    PublicationType.ARTICLE: 4,
}


def keys(record: Record) -> set[Key]:
    """Return what certainly names the work: two records with a key in common are versions of it.

    A DOI, an arXiv number, or the normalised title with an author, for years that are near
    (`Known`); where the record itself names its work, only that.
    """
    if record.work:
        return {("work", record.work)}
    return identity_keys(record.title, [a.name for a in record.people], record.doi, record.arxiv_id)


def identity_keys(
    title: str, authors: Iterable[str], doi: str | None, arxiv_id: str | None
) -> set[Key]:
    """Return the keys of a publication by its fields."""
    # arXiv gives each number a DOI too, so a preprint may be known by either.
    found: set[Key] = {("doi", identifiers.doi(doi))} if doi else set()
    found |= {("arxiv", identifiers.arxiv_id(text)) for text in (arxiv_id, doi) if text}
    if plain := names.fold(to_text(title)):
        found |= {("title", plain, names.key(to_text(author))) for author in authors}
    return {key for key in found if key[-1]}


class Known(Generic[T]):
    """Works by what certainly names them; a title counts where years are at most two apart."""

    def __init__(self) -> None:
        self._works: dict[Key, dict[int | None, T]] = {}

    def add(self, keys: Iterable[Key], year: int | None, work: T) -> None:
        """Remember a work by the keys of one of its versions; who was there first stays."""
        for key in keys:
            self._works.setdefault(key, {}).setdefault(year if key[0] == "title" else None, work)

    def find(self, keys: Iterable[Key], year: int | None) -> T | None:
        """Return the work that a version of these keys and this year certainly belongs to."""
        return next((work for key in keys for work in self.all(key, year)), None)

    def all(self, key: Key, year: int | None) -> list[T]:
        """Return the works known by a key, the nearest in years first; without one, the first."""
        works = self._works.get(key, {})
        if year is None or key[0] != "title":
            return list(islice(works.values(), 1))
        near = (year + apart for apart in YEARS_APART)
        return [works[known] for known in (*near, None) if known in works]


def groups(records: Sequence[Record]) -> list[list[Record]]:
    """Return the records as works, in the order of their first record."""
    leader: list[int] = list(range(len(records)))
    seen: Known[int] = Known()
    # One without a year may be any of several of its title: it comes last, and joins the first.
    for index in sorted(leader, key=lambda index: records[index].year is None):
        found, year = keys(records[index]), records[index].year
        for other in _same(found, year, seen):
            _join(leader, index, other)
        seen.add(found, year, index)
    works: dict[int, list[Record]] = {}
    for index, record in enumerate(records):
        works.setdefault(_find(leader, index), []).append(record)
    return list(works.values())


def shown_first(records: Iterable[Record]) -> list[Record]:
    """Return a work's versions in the order to show them: journal, conference, …, preprint."""
    return sorted(records, key=lambda record: rank(record.type, record.venue_kind, record.year))


def rank(kind: PublicationType, venue_kind: VenueKind | None, year: int | None) -> tuple[int, bool]:
    """Return where a version stands among those of its work, the lowest shown first."""
    preference = PREFERENCE.get(kind, 3)
    if kind is PublicationType.PAPER_CONFERENCE and venue_kind is VenueKind.WORKSHOP:
        preference = 2
    return preference, year is None


def _same(found: set[Key], year: int | None, seen: Known[int]) -> list[int]:
    named = [index for key in found if key[0] != "title" for index in seen.all(key, year)]
    titled = [index for key in found if key[0] == "title" for index in seen.all(key, year)]
    return named + (titled if year else [min(titled)] if titled else [])


def _join(leader: list[int], one: int, other: int) -> None:
    first, second = sorted((_find(leader, one), _find(leader, other)))
    leader[second] = first


def _find(leader: list[int], index: int) -> int:
    while leader[index] != index:
        leader[index] = leader[leader[index]]
        index = leader[index]
    return index
