"""The order in which versions of a work are preferred: journal, conference, …, preprint."""

from app.bibliography.record import PublicationType, VenueKind

PREFERENCE = {
    PublicationType.ARTICLE_JOURNAL: 0,
    PublicationType.BOOK: 0,
    PublicationType.CHAPTER: 1,
    PublicationType.PAPER_CONFERENCE: 1,
    PublicationType.THESIS: 3,
    PublicationType.REPORT: 3,
    PublicationType.ARTICLE: 4,
}


def rank(kind: PublicationType, venue_kind: VenueKind | None, year: int | None) -> tuple[int, bool]:
    """Return the rank of a version within its work; the lowest is shown first."""
    preference = PREFERENCE.get(kind, 3)
    if kind is PublicationType.PAPER_CONFERENCE and venue_kind is VenueKind.WORKSHOP:
        preference = 2
    return preference, year is None
