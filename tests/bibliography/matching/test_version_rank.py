"""The order of a work's versions."""

from collections.abc import Iterable

import pytest

from app.bibliography.matching import version_rank
from app.bibliography.record import PublicationType, Record, Status, VenueKind

JOURNAL = PublicationType.ARTICLE_JOURNAL
CONFERENCE = PublicationType.PAPER_CONFERENCE
PREPRINT = PublicationType.ARTICLE


def version(
    kind: PublicationType,
    venue_kind: VenueKind | None = None,
    year: int | None = 2024,
    status: Status = Status.PUBLISHED,
) -> Record:
    return Record(title="On tides", type=kind, venue_kind=venue_kind, year=year, status=status)


def in_order(versions: Iterable[Record]) -> list[Record]:
    return sorted(
        versions, key=lambda one: version_rank.rank(one.type, one.venue_kind, one.year, one.status)
    )


IN_ORDER = [
    version(JOURNAL),
    version(JOURNAL, year=None, status=Status.IN_PRESS),
    version(CONFERENCE, VenueKind.CONFERENCE),
    version(CONFERENCE, VenueKind.WORKSHOP),
    version(PublicationType.THESIS),
    version(PREPRINT, VenueKind.REPOSITORY),
    version(PREPRINT, VenueKind.REPOSITORY, year=None),
    version(PublicationType.SPEECH),
    version(JOURNAL, status=Status.UNDER_REVIEW),
]


@pytest.mark.parametrize("shift", range(len(IN_ORDER)))
def test_versions_rank_journal_conference_workshop_thesis_preprint(shift: int) -> None:
    shuffled = IN_ORDER[shift:] + IN_ORDER[:shift]
    assert in_order(shuffled) == IN_ORDER
    assert in_order(reversed(shuffled)) == IN_ORDER


def test_versions_of_one_rank_keep_their_order() -> None:
    versions = [Record(title=title, type=JOURNAL, year=2024) for title in ("C", "A", "B")]
    versions[1:1] = [Record(title="With a venue", type=JOURNAL, venue="Tides", year=2020)]
    assert in_order(versions) == versions
