"""The versions of a work in their order: the first is the one that the list shows."""

from app.bibliography import matching
from app.database import db
from app.models import Publication, Work


def arrange(work: Work) -> None:
    """Put the versions in the order of preference and date the work by the first."""
    ordered = sorted(work.publications, key=_rank)
    if ordered != work.publications:
        # Positions are unique: all step aside before any takes its place.
        for publication in ordered:
            publication.position += len(ordered)
        db.session.flush()
        for position, publication in enumerate(ordered):
            publication.position = position
        db.session.flush()
        db.session.expire(work, ["publications"])
    shown = ordered[0]
    work.listed_on = (shown.year or 0) * 10_000 + (shown.month or 0) * 100 + (shown.day or 0)


def _rank(publication: Publication) -> tuple[int, bool]:
    venue = publication.venue
    return matching.rank(publication.type, venue.kind if venue else None, publication.year)
