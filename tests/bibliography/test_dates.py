"""Dates in the notations of people, databases and reference managers."""

from time import process_time

import pytest

from app.bibliography.dates import parse_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2015", (2015, None, None)),
        ("2015-01", (2015, 1, None)),
        ("2024/05/04/", (2024, 5, 4)),
        ("2024///", (2024, None, None)),
        ("20150115", (2015, 1, 15)),
        ("15 January 2015", (2015, 1, 15)),
        ("January 15, 2015", (2015, 1, 15)),
        ("JAN 15 2020", (2020, 1, 15)),
        ("15-Jan-2015", (2015, 1, 15)),
        ("2015 Jan 15", (2015, 1, 15)),
        ("3rd of May, 2001", (2001, 5, 3)),
        ("Sept. 2012", (2012, 9, None)),
        ("09/2015", (2015, 9, None)),
        ("9.2015", (2015, 9, None)),
        ("15.1.2015", (2015, 1, 15)),
        ("15/01/2015", (2015, 1, 15)),
        ("1/15/2015", (2015, 1, 15)),
        ("1er mai 2020", (2020, 5, 1)),
        ("15. März 2019", (2019, 3, 15)),
        ("3 de agosto de 2011", (2011, 8, 3)),
        ("MAY 4", (None, 5, 4)),
        ("23 May", (None, 5, 23)),
        ("OCT", (None, 10, None)),
    ],
)
def test_whole_dates_are_parsed(text: str, date: tuple[int | None, ...]) -> None:
    assert parse_date(text) == (*date, True)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Spring 2015", (2015, None, None)),
        ("c. 2015", (2015, None, None)),
        ("2015/16", (2015, None, None)),
        ("1990/1999", (1990, None, None)),
        ("05/04/2024", (2024, None, None)),
        ("2019-02-31", (2019, 2, None)),
        ("31 Feb 2019", (2019, 2, None)),
        ("2015-01-15T12:00", (2015, 1, 15)),
        ("1996-12-10/1996-12-12", (1996, 12, 10)),
        ("../2004", (2004, None, None)),
        ("2003-21", (2003, None, None)),
        ("1999-XX-XX", (1999, None, None)),
        ("23–27 May", (None, 5, 23)),
        ("May 23–27, 2024", (2024, 5, 23)),
        ("30 nov–2 dec", (None, 11, 30)),
        ("30 November - 2 December", (None, 11, 30)),
        ("2, 3 and 4 May", (None, 5, 2)),
        ("31 octobre au 4 novembre", (None, 10, 31)),
        ("JUN 27-JUL 01", (None, 6, 27)),
        ("NOV 30-DEC 02", (None, 11, 30)),
        ("DEC 31-JAN 2", (None, 12, 31)),
        ("July 30 - August 2", (None, 7, 30)),
        ("2020 Jul 30-Aug 2", (2020, 7, 30)),
        ("October 31 - November 4, 2020", (2020, 10, 31)),
        ("Dec/Jan 2015", (2015, 12, None)),
        ("Mon, 5 Feb 2018", (2018, 2, 5)),
        ("mayday 2001", (2001, None, None)),
        ("in press", (None, None, None)),
        ("199X", (None, None, None)),
        ("", (None, None, None)),
    ],
)
def test_the_first_date_of_a_longer_text_is_parsed(text: str, date: tuple[int | None, ...]) -> None:
    assert parse_date(text) == (*date, False)


def test_a_date_without_a_year_has_no_parts_yet() -> None:
    date = parse_date("FEB 29")
    assert (date.is_yearless, date.parts()) == (True, {})
    assert date._replace(year=2024).parts() == {"year": 2024, "month": 2, "day": 29}
    assert date._replace(year=2023).parts() == {"year": 2023, "month": 2}


@pytest.mark.parametrize("piece", ["1 ", "may ", "1-", "2015 ", "1st of ", "., "])
def test_long_texts_are_parsed_in_little_time(piece: str) -> None:
    start = process_time()
    parse_date(piece * 50_000)
    assert process_time() - start < 0.1
