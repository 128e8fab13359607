"""The order in which versions of a work are preferred: journal, conference, …, preprint."""

from app.bibliography.record import PublicationType, Status, VenueKind

PREFERENCE = {
    PublicationType.ARTICLE_JOURNAL: 0,
    PublicationType.REVIEW: 0,
    PublicationType.BOOK: 0,
    PublicationType.STANDARD: 0,
    PublicationType.CHAPTER: 1,
    PublicationType.ENTRY_ENCYCLOPEDIA: 1,
    PublicationType.PAPER_CONFERENCE: 1,
    PublicationType.ARTICLE: 4,
    PublicationType.SPEECH: 5,
    PublicationType.MANUSCRIPT: 5,
    PublicationType.WEBPAGE: 5,
}
WORKSHOP, OTHER, UNDECIDED = 2, 3, 6


def rank(
    kind: PublicationType,
    venue_kind: VenueKind | None,
    year: int | None,
    status: Status = Status.PUBLISHED,
) -> tuple[int, bool]:
    """Return the rank of a version within its work; the lowest is shown first."""
    preference = PREFERENCE.get(kind, OTHER)
    if kind is PublicationType.PAPER_CONFERENCE and venue_kind is VenueKind.WORKSHOP:
        preference = WORKSHOP
    # Nobody has accepted these yet; whatever is published comes first.
    if status in {Status.UNDER_REVIEW, Status.IN_PREPARATION}:
        preference = UNDECIDED
    return preference, year is None
