"""Statuses beside the name of a journal, with or without a sign between them."""

import pytest

from app.bibliography.record import PublicationType, Status
from app.bibliography.statuses.phrases import read_status
from tests.support import formats

ARTICLE, MANUSCRIPT = PublicationType.ARTICLE_JOURNAL, PublicationType.MANUSCRIPT
PRESS, ACCEPTED, REVIEW = Status.IN_PRESS, Status.ACCEPTED, Status.UNDER_REVIEW


@pytest.mark.parametrize(
    ("venue", "status"),
    [
        ("Tides in press", PRESS),
        ("Tides in press (2024)", PRESS),
        ("Tides, in press 2024", PRESS),
        ("Tides, 2024, in press", PRESS),
        ("Tides in press, arXiv:2001.01234", PRESS),
        ("Tides, to be published", PRESS),
        ("Tides, in production", PRESS),
        ("Tides, pending publication", PRESS),
        ("Scheduled to appear in Tides", PRESS),
        ("Appearing in Tides", PRESS),
        ("Tides, wird erscheinen", PRESS),
        ("Tides, en presse", PRESS),
        ("To be published in Tides", PRESS),
        ("Will appear in Tides", PRESS),
        ("Soon to appear in Tides", PRESS),
        ("Tides to appear", PRESS),
        ("Tides (in proof)", PRESS),
        ("Tides accepted", ACCEPTED),
        ("Tides, accepted 2024", ACCEPTED),
        ("Tides, provisionally accepted", ACCEPTED),
        ("Tides forthcoming", ACCEPTED),
    ],
)
def test_the_journal_of_an_accepted_article_is_named_without_its_status(
    venue: str, status: Status
) -> None:
    records = formats.articles(venue)
    for record in (*records, *formats.read_again(records)):
        assert (record.type, record.status, record.venue) == (ARTICLE, status, "Tides")


@pytest.mark.parametrize(
    "venue",
    [
        "Tides submitted",
        "Tides submitted (2024)",
        "Tides, submitted 2024",
        "Tides, subm.",
        "Subm. to Tides",
        "Tides under review",
        "Tides, under second review",
        "Tides, undergoing review",
        "Tides, awaiting decision",
        "Tides, pending review",
        "In second round review at Tides",
        "Tides, under consideration",
        "Under consideration at Tides",
        "Under consideration for publication in Tides",
    ],
)
def test_a_journal_that_may_still_reject_an_article_is_not_its_venue(venue: str) -> None:
    records = formats.articles(venue)
    for record in (*records, *formats.read_again(records)):
        assert (record.type, record.status, record.venue) == (MANUSCRIPT, REVIEW, None)
        assert record.note == "Submitted to Tides"


@pytest.mark.parametrize(
    "venue", ["The Year in Review", "Women in Print", "Books in Review", "Work in Progress"]
)
def test_words_of_a_status_may_be_part_of_a_name(venue: str) -> None:
    for record in formats.articles(venue):
        assert (record.type, record.status, record.venue) == (ARTICLE, Status.PUBLISHED, venue)


@pytest.mark.parametrize(
    ("text", "status", "year"),
    [
        ("submitted 2024", REVIEW, 2024),
        ("submitted, 2024", REVIEW, 2024),
        ("soon to appear", PRESS, None),
        ("Paper accepted.", ACCEPTED, None),
        ("This article is currently under review", REVIEW, None),
        ("Work in progress", Status.IN_PREPARATION, None),
        ("Paper in progress.", Status.IN_PREPARATION, None),
    ],
)
def test_a_status_may_have_a_year_but_no_venue(text: str, status: Status, year: int | None) -> None:
    stated = read_status(text)
    assert stated
    assert (stated.status, stated.venue, stated.year) == (status, "", year)


def test_a_journal_is_not_in_progress() -> None:
    assert read_status("Work in progress", is_venue=True) is None


@pytest.mark.parametrize(
    ("text", "status", "venue"),
    [
        ("This paper has been accepted for publication in Tides", ACCEPTED, "Tides"),
        ("This work has been submitted to the ATU for possible publication", REVIEW, "ATU"),
        ("MNRAS in press", PRESS, "MNRAS"),
        ("Phys. Rev. Lett. submitted", REVIEW, "Phys. Rev. Lett"),
    ],
)
def test_a_sentence_or_a_short_name_tells_the_venue(text: str, status: Status, venue: str) -> None:
    stated = read_status(text)
    assert stated
    assert (stated.status, stated.venue) == (status, venue)


@pytest.mark.parametrize(
    "text", ["Second part in press", "Code submitted", "This paper is accepted as best paper"]
)
def test_other_words_before_a_status_are_no_venue(text: str) -> None:
    assert read_status(text) is None
