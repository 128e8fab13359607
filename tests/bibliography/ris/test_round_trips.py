"""RIS round trips, as far as RIS can express a record."""

import msgspec
import pytest
import rispy
from hypothesis import given, settings

from app.bibliography import ris
from app.bibliography.entry import ParsedEntry
from app.bibliography.latex import to_text
from app.bibliography.record import (
    ContributorRole,
    Record,
)
from app.bibliography.text.translation import Translation
from tests.support.records import records, said
from tests.support.ris_expectations import expressible


def again(record: Record) -> ParsedEntry:
    (entry,) = ris.read(ris.write([record]))
    return entry


@settings(deadline=None)
@given(records)
def test_a_record_survives_a_round_trip_as_far_as_ris_can_express_it(record: Record) -> None:
    entry = again(record)
    assert said(entry.record) == expressible(record)


@settings(deadline=None)
@given(records)
def test_a_second_round_trip_changes_nothing(record: Record) -> None:
    first = again(record)
    assert first.record is not None
    second = again(first.record)
    assert said(second.record) == expressible(first.record)
    assert second.extras == first.extras


@settings(deadline=None)
@given(records)
def test_rispy_can_read_the_output(record: Record) -> None:
    (found,) = rispy.loads(ris.write([record]))
    assert found["title"] == to_text(record.title)
    assert len(found.get("authors", [])) == len(record.names_of(ContributorRole.AUTHOR))


def test_a_translated_title_is_written_once_and_never_read_as_the_title() -> None:
    french = Translation("fr", "title", "Sur les \\emph{marées}")
    record = Record(title="On tides", translations=(french,))
    text = ris.write([record])
    assert text.count("TT  - Sur les marées\r\n") == 1
    (entry,) = ris.read(text)
    assert entry.record
    assert entry.record.title == "On tides"
    # The entry's own stays the only one.
    again_with_source = msgspec.structs.replace(record, source=text)
    assert ris.write([again_with_source]).count("TT  - ") == 1


def test_tags_without_a_place_in_the_record_are_written_again() -> None:
    source = "\n".join(
        [
            "TY  - MGZN",
            "A2  - Li, Kim",
            "A2  - Ek, Bo",
            "TI  - Tides",
            "T2  - Tide Letters",
            "JO  - Tide Lett.",
            "JF  - Tide Letters (Cape)",
            "Y1  - 2024///Spring",
            "SN  - 1234-5678",
            "KW  - salt; waves",
            "KW  - tides",
            "C1  - x",
            "M3  - Essay",
            "ZZ  - odd",
            "ER  - ",
        ]
    )
    (first,) = ris.read(source)
    assert first.record is not None
    second = again(first.record)
    assert (
        second.extras
        == first.extras
        == {
            "TY": "MGZN",
            "JF": "Tide Letters (Cape)",
            "Y1": "2024///Spring",
            "SN": "1234-5678",
            "C1": "x",
            "ZZ": "odd",
        }
    )
    assert second.keywords == first.keywords == ("salt", "waves", "tides")
    assert said(second.record) == said(first.record)
    assert ris.write([first.record]).startswith("TY  - MGZN\r\n")


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (["UR  - ftp://example.org"], {"UR": "ftp://example.org"}),
        (["L1  - file:///a.pdf https://a.org/a.pdf"], {"L1": "file:///a.pdf"}),
        (
            ["DO  - 10.1000/t", "UR  - http://dx.doi.org/10.1000/t"],
            {"UR": "http://dx.doi.org/10.1000/t"},
        ),
    ],
)
def test_urls_that_are_not_links_are_written_again(lines: list[str], kept: dict[str, str]) -> None:
    (first,) = ris.read("\n".join(["TY  - JOUR", "TI  - Tides", *lines, "ER  - "]))
    assert first.record is not None
    second = again(first.record)
    assert said(second.record) == said(first.record)
    assert second.extras == kept
    assert second.record is not None
    assert again(second.record).extras == kept


def test_a_deleted_doi_is_not_restored_from_a_url() -> None:
    (first,) = ris.read("TY  - JOUR\nTI  - Tides\nUR  - http://dx.doi.org/10.1000/t\nER  - ")
    assert first.record is not None
    assert first.record.doi == "10.1000/t"
    second = again(msgspec.structs.replace(first.record, doi=None))
    assert said(second.record) == {"type": "article-journal", "title": "Tides"}


def test_whitespace_and_entities_in_keywords_are_normalised() -> None:
    (entry,) = ris.read("TY  - JOUR\nTI  - Tides\nKW  - sal  t; Caf&eacute; waves\nER  - ")
    assert entry.keywords == ("sal t", "Café waves")
    assert entry.record is not None
    assert again(entry.record).keywords == entry.keywords
