"""The versions of a work in their order: the first is the one that the list shows."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.bibliography.matching import same_work
from app.bibliography.record import PublicationType
from app.database import db
from app.models import Publication, Work

ONLY = "This is the work’s only version, and a work needs one."


class NoSuchRecordError(LookupError):
    """No work has this address, or it has no version of this number."""


class OnlyVersionError(ValueError):
    """A work can't do without its only version; the message says so."""


def work_at(slug: str) -> Work:
    """Return a work, draft or published. Raises NoSuchRecordError."""
    load = selectinload(Work.publications).selectinload(Publication.venue)
    query = select(Work).where(Work.slug == slug).options(load, selectinload(Work.topics))
    work = db.session.scalar(query)
    if work is None:
        raise NoSuchRecordError(slug)
    return work


def get_version(work: Work, id_: int) -> Publication:
    """Return a version of a work. Raises NoSuchRecordError."""
    found = next((p for p in work.publications if p.id == id_), None)
    if found is None:
        raise NoSuchRecordError(id_)
    return found


def one_of_several(work: Work, id_: int) -> Publication:
    """Return a version that its work can do without. Raises OnlyVersionError too."""
    found = get_version(work, id_)
    if len(work.publications) == 1:
        raise OnlyVersionError(ONLY)
    return found


def arrange_versions(work: Work) -> None:
    """Put the versions in the order of preference, unless a hand did, and date the work."""
    set_positions(work, in_preferred_order(work, work.publications))
    set_list_date(work)


def in_preferred_order(work: Work, publications: Iterable[Publication]) -> list[Publication]:
    """Return versions in the order in which the work shows them: a hand's, else of preference."""
    return list(publications) if work.is_arranged else sorted(publications, key=_rank)


def put_first(work: Work, chosen: Publication) -> None:
    """Let the list show a version that a hand chose."""
    work.is_arranged = True
    set_positions(work, [chosen, *(p for p in work.publications if p is not chosen)])
    set_list_date(work)


def set_positions(work: Work, ordered: Sequence[Publication]) -> None:
    """Give the versions the positions from 0 on."""
    if [publication.position for publication in ordered] == list(range(len(ordered))):
        return
    # Positions are unique: all step aside before any takes its place.
    aside = 1 + max(publication.position for publication in ordered) + len(ordered)
    for publication in ordered:
        publication.position += aside
    db.session.flush()
    for position, publication in enumerate(ordered):
        publication.position = position
    db.session.flush()
    db.session.expire(work, ["publications"])


def set_list_date(work: Work) -> None:
    """Date the work by the version shown."""
    shown = work.publications[0]
    work.listed_on = listed_on(shown.year, shown.month, shown.day)


def listed_on(year: int | None, month: int | None, day: int | None) -> int:
    """Return a date as the list sorts by it: YYYYMMDD with 00 for what is not known."""
    return (year or 0) * 10_000 + (month or 0) * 100 + (day or 0)


def version_label(publication: Publication) -> str:
    """Return the words that tell a version from the others: "ICML, 2025"."""
    venue = publication.venue
    place = (venue.short_name or venue.name) if venue else publication.publisher
    if publication.type is PublicationType.ARTICLE and publication.arxiv_id:
        place = f"arXiv {publication.arxiv_id}"
    return ", ".join(map(str, filter(None, (place or publication.type.label, publication.year))))


def _rank(publication: Publication) -> tuple[int, bool]:
    venue = publication.venue
    return same_work.rank(publication.type, venue.kind if venue else None, publication.year)
