"""Where talks were given, in the notes of each format."""

from time import process_time

import pytest

from app.bibliography.occasions import read_occasion
from app.bibliography.record import PublicationType
from tests.support import formats


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("Presented at the 3rd Int. Conf. on Tides, Rome", "3rd Int. Conf. on Tides"),
        ("Presented at the Conf. on Tides", "Conf. on Tides"),
        ("Keynote at St. Petersburg Conference", "St. Petersburg Conference"),
        ("Keynote at the St. Petersburg Conference. Slides online", "St. Petersburg Conference"),
        (
            "Talk at the 12th Ann. Meeting of the Am. Tide Union (ATU), Rome",
            "12th Ann. Meeting of the Am. Tide Union",
        ),
        ("Invited talk at MIT. Slides available", "MIT"),
        ("Talk at MIT on 3 May 2020", "MIT"),
        ("Talk given at Tide Days in July 2019", "Tide Days"),
        ("Talk at the Tide Meeting, May 2020", "Tide Meeting"),
        ("Invited talk, Univ. of Tides, Rome", "Univ. of Tides"),
        ("Invited talk: Tide Days 2020", "Tide Days 2020"),
        ("Keynote, 3rd Workshop on Tides", "3rd Workshop on Tides"),
        ("Contributed talk -- Tide Days", "Tide Days"),
        ("Colloquium talk, MIT", "MIT"),
        ("Vortrag an der Universität Bonn", "Universität Bonn"),
        ("Exposé à l'Université de Lyon", "Université de Lyon"),
        ("Invited talk, May 2020", None),
        ("Invited talk, slides online", None),
        ("Invited talk", None),
    ],
)
def test_the_occasion_of_a_talk_is_its_venue(text: str, venue: str | None) -> None:
    entries = (
        formats.bibtex_entry(f"howpublished = {{{text}}}", "misc"),
        formats.bibtex_entry(f"note = {{{text}}}", "unpublished"),
        formats.ris_entry(f"N1  - {text}", kind="SLIDE"),
        formats.csl_entry(type="speech", note=text),
    )
    for record in map(formats.record_in, entries):
        assert (record.type, record.venue) == (PublicationType.SPEECH, venue)


@pytest.mark.parametrize("piece", ["talk at ", "Talk, ", "Vortrag an der ", "May ", "at the 3 "])
def test_long_texts_are_searched_in_little_time(piece: str) -> None:
    start = process_time()
    read_occasion(piece * 40_000)
    assert process_time() - start < 0.5
