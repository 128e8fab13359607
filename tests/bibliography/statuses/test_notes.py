"""Statuses among the other remarks of a note."""

from time import process_time

import pytest

from app.bibliography.record import Status
from app.bibliography.statuses.notes import read_note

PRESS, ACCEPTED, REVIEW = Status.IN_PRESS, Status.ACCEPTED, Status.UNDER_REVIEW


@pytest.mark.parametrize(
    ("note", "status", "venue", "rest"),
    [
        ("12 pages, 5 figures, submitted to Tides", REVIEW, "Tides", "12 pages, 5 figures"),
        ("12 pages, 3 color figures, accepted", ACCEPTED, "", "12 pages, 3 color figures"),
        ("Accepted in Tides, 12 pages, 1 table", ACCEPTED, "Tides", "12 pages, 1 table"),
        ("Accepted in Tides, Rome, 9 pages", ACCEPTED, "Tides, Rome", "9 pages"),
        ("LaTeX, 12 pages, to appear in Tides", PRESS, "Tides", "LaTeX, 12 pages"),
        ("With a new proof, to appear in Tides", PRESS, "Tides", "With a new proof"),
        (
            "5+3 pages, submitted to Tides; comments welcome",
            REVIEW,
            "Tides",
            "5+3 pages; comments welcome",
        ),
        ("Six pages, accepted at Tides as a poster", ACCEPTED, "Tides", "Six pages, as a poster"),
        ("9 pages. Submitted to Int. J. Tides", REVIEW, "Int. J. Tides", "9 pages."),
        ("Short paper, Rome. To appear.", PRESS, "", "Short paper, Rome."),
    ],
)
def test_a_status_may_follow_a_comma(note: str, status: Status, venue: str, rest: str) -> None:
    stated, others = read_note(note)
    assert stated
    assert (stated.status, stated.venue, others) == (status, venue, rest)


@pytest.mark.parametrize(
    "note",
    [
        "12 pages, 5 figures",
        "First submitted in another form, with A. Li, to Tides",
        "We thank the press",
        "Received 3 May 2024; accepted 4 June 2024",
        "Manuscript received May 3, 2024, accepted June 4, 2024",
    ],
)
def test_other_remarks_tell_no_status(note: str) -> None:
    assert read_note(note) == (None, note)


@pytest.mark.parametrize(
    "piece",
    ["12 pages, ", "in press, ", "in press; ", "in press (", "submitted to ", "in, ", "Ab. "],
)
@pytest.mark.parametrize("length", [790, 40_000])
def test_notes_are_read_in_little_time(piece: str, length: int) -> None:
    start = process_time()
    read_note((piece * length)[:length])
    assert process_time() - start < 0.5
