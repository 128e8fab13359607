"""CSV export for spreadsheets, safe from formula injection."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.bibliography import spreadsheet
from app.bibliography.record import Link, Record
from tests.support.records import records

TIDES = Record(
    title=r"On \emph{tides}, ``salt'' \& $x^2$",
    authors=("Ada Roe", "{The Tide Team}", "Gabriel {García Márquez}"),
    year=2024,
    venue='Tide, "Letters"',
    topics=("Salt", "Waves"),
    links=(Link("https://a.org"), Link("https://b.org")),
    abstract="One.\n\nTwo.",
)


def rows(*several: Record) -> list[dict[str, str]]:
    text = spreadsheet.write_csv(several)
    assert text.startswith("\ufeffkey,type,genre,status,title,authors,editors,translators,")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def test_a_row_contains_the_record_as_plain_text() -> None:
    (row,) = rows(TIDES)
    assert row["key"] == "roe2024tides"
    assert row["title"] == "On tides, “salt” & x²"
    assert row["authors"] == "Ada Roe; The Tide Team; Gabriel García Márquez"
    assert (row["venue"], row["year"], row["month"]) == ('Tide, "Letters"', "2024", "")
    assert (row["topics"], row["links"]) == ("Salt; Waves", "https://a.org https://b.org")
    assert row["abstract"] == "One. Two."


def test_lines_end_with_crlf() -> None:
    assert spreadsheet.write_csv([TIDES, TIDES]).count("\r\n") == 3
    assert spreadsheet.write_csv([]).endswith("links,abstract\r\n")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", " =", "  @", "＝"])
def test_cells_are_escaped_against_formula_injection(start: str) -> None:
    (row,) = rows(Record(title=f"{start}cmd()", venue=f"{start}HYPERLINK(1)", volume="\t=1"))
    assert row["title"].startswith("'")
    assert row["venue"] == f"'{start}HYPERLINK(1)"
    assert row["volume"] == "'\t=1"


@settings(deadline=None)
@given(st.lists(records, max_size=3))
def test_every_record_is_one_row_with_all_columns(several: list[Record]) -> None:
    found = rows(*several)
    assert len(found) == len(several)
    assert all(set(row) == set(spreadsheet.COLUMNS) for row in found)
    assert not any(
        cell.lstrip().startswith(tuple("=+-@")) for row in found for cell in row.values()
    )
