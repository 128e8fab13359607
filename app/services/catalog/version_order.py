"""The order of a work's versions; the first is the one that the list shows."""

from collections.abc import Iterable, Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import selectinload

from app.bibliography.matching import version_rank
from app.bibliography.record import PublicationType, Status
from app.database import db
from app.models import Publication, Work
from app.models.work import FORTHCOMING
from app.translations.text import lazy_gettext

WORK = (
    select(Work)
    .where(Work.slug == bindparam("slug"))
    .options(selectinload(Work.publications).joinedload(Publication.venue))
    .options(selectinload(Work.topics))
)
ONLY = lazy_gettext("This is the work's only version, and a work needs at least one.")


class NoSuchRecordError(LookupError):
    """No work has this slug, or the work has no version with this id."""


class OnlyVersionError(ValueError):
    """The only version of a work can't be removed; the message says so."""


def work_at(slug: str) -> Work:
    """Return a work, draft or published. Raises NoSuchRecordError."""
    work = db.session.scalar(WORK, {"slug": slug})
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
    """Return a version that can be removed. Raises NoSuchRecordError, OnlyVersionError."""
    found = get_version(work, id_)
    if len(work.publications) == 1:
        raise OnlyVersionError(ONLY)
    return found


def arrange_versions(work: Work) -> None:
    """Sort the versions by preference, unless the user chose an order, and date the work."""
    set_positions(work, in_preferred_order(work, work.publications))
    set_list_date(work)


def in_preferred_order(work: Work, publications: Iterable[Publication]) -> list[Publication]:
    """Return versions in the order that the user chose, else by preference."""
    return list(publications) if work.is_arranged else sorted(publications, key=_rank)


def put_first(work: Work, chosen: Publication) -> None:
    """Show a version that the user chose in the list."""
    work.is_arranged = True
    set_positions(work, [chosen, *(p for p in work.publications if p is not chosen)])
    set_list_date(work)


def set_positions(work: Work, ordered: Sequence[Publication]) -> None:
    """Number the positions of the versions from 0."""
    if [publication.position for publication in ordered] == list(range(len(ordered))):
        return
    # Positions are unique, so all move out of the way first.
    offset = 1 + max(publication.position for publication in ordered) + len(ordered)
    for publication in ordered:
        publication.position += offset
    db.session.flush()
    for position, publication in enumerate(ordered):
        publication.position = position
    db.session.flush()
    db.session.expire(work, ["publications"])


def set_list_date(work: Work) -> None:
    """Date the work by the version shown."""
    shown = work.publications[0]
    work.listed_on = listed_on(shown.year, shown.month, shown.day, shown.status)


def listed_on(year: int | None, month: int | None, day: int | None, status: str | None) -> int:
    """Return a date as the list sorts it: YYYYMMDD, with 00 for unknown parts.

    What is not published yet comes before the published works of its year, or of all years.
    """
    if status not in {None, Status.PUBLISHED}:
        return (year or FORTHCOMING) * 10_000 + 9_999
    return (year or 0) * 10_000 + (month or 0) * 100 + (day or 0)


def version_label(publication: Publication) -> str:
    """Return the label of a version, such as "ICML, 2025"."""
    venue = publication.venue
    place = (venue.short_name or venue.name) if venue else publication.publisher
    if publication.type is PublicationType.ARTICLE and publication.arxiv_id:
        place = f"arXiv {publication.arxiv_id}"
    return ", ".join(map(str, filter(None, (place or publication.type_label, publication.year))))


def _rank(publication: Publication) -> tuple[int, bool]:
    venue = publication.venue
    venue_kind = venue.kind if venue else None
    return version_rank.rank(
        publication.type, venue_kind, publication.year, publication.status or Status.PUBLISHED
    )
