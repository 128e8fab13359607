"""Publication dates in BibTeX and BibLaTeX."""

import pytest

from app.bibliography.bibtex import writer
from tests.support.bibtex_entries import only_entry


@pytest.mark.parametrize(
    ("fields", "date", "kept"),
    [
        ("year = 2019", (2019, None, None), []),
        ("year = {2019}, month = {May}", (2019, 5, None), []),
        ("year = {2019}, month = 10 # {~} # oct", (2019, 10, 10), []),
        ("year = {2019}, month = {05}, day = {3}", (2019, 5, 3), []),
        ("year = {2019}, month = {08/2019}", (2019, 8, None), ["month"]),
        ("date = {2019-05-03}", (2019, 5, 3), []),
        ("date = {2019-05}, year = {2019}", (2019, 5, None), []),
        ("date = {2019-05-03/2019-06-01}", (2019, 5, 3), ["date"]),
        ("date = {2019-05-03/2019-06-01}, month = may, day = 3", (2019, 5, 3), ["date"]),
        ("date = {2019-05-03/2019-06-01}, month = jun", (2019, 5, 3), ["date", "month"]),
        ("date = {2019-02-31}", (2019, 2, None), ["date"]),
        ("date = {2019-05-03/}", (2019, 5, 3), ["date"]),
        ("date = {2019-05-03/..}", (2019, 5, 3), ["date"]),
        ("year = {2019a}", (2019, None, None), ["year"]),
        ("year = {in press}", (None, None, None), []),
        ("year = {forthcoming}, month = may", (None, None, None), ["month"]),
        ("month = may", (None, None, None), ["month"]),
    ],
)
def test_dates_are_read_and_fields_with_more_detail_stay_extras(
    fields: str, date: tuple[int | None, int | None, int | None], kept: list[str]
) -> None:
    entry = only_entry(f"@misc{{k, title = {{T}}, {fields}}}")
    assert entry.record
    assert (entry.record.year, entry.record.month, entry.record.day) == date
    assert list(entry.extras) == kept


@pytest.mark.parametrize(
    ("fields", "date", "kept"),
    [
        ("date = {15 January 2015}", (2015, 1, 15), []),
        ("date = {09/2015}", (2015, 9, None), []),
        ("date = {Spring 2015}", (2015, None, None), ["date"]),
        ("year = {March 2015}", (2015, 3, None), []),
        ("year = {2015-03-01}, month = apr", (2015, 4, None), ["year"]),
        ("year = 2024, month = {JUL 3}", (2024, 7, 3), []),
        ("year = 2024, month = {5 } # may", (2024, 5, 5), []),
        ('year = 2024, month = "23--27 " # may', (2024, 5, 23), ["month"]),
        ("year = 2024, month = jun # {--} # jul", (2024, 6, None), ["month"]),
        ("year = 2024, month = 4 # {~} # may, day = 4", (2024, 5, 4), []),
        ("year = 2024, month = 4 # {~} # may, day = 5", (2024, 5, 5), ["month"]),
        ("year = 2023, month = {30 feb}", (2023, 2, None), ["month"]),
        ("year = 2023, month = {29 feb}", (2023, 2, None), ["month"]),
        ("date = {2024-05}, month = 4 # {~} # may", (2024, 5, None), ["month"]),
        ("year = 2024, month = {07--08}", (2024, 7, None), ["month"]),
        ("year = 2024, month = {7 & 8}", (2024, 7, None), ["month"]),
        ("year = 2024, month = {7, 8}", (2024, 7, None), ["month"]),
        ("year = 2024, month = {3--5 May}", (2024, 5, 3), ["month"]),
        ("year = 2024, month = {2, 3 and 4 May}", (2024, 5, 2), ["month"]),
        ("year = 2024, month = {07.}", (2024, 7, None), ["month"]),
        ("year = 2024, month = {13}", (2024, None, None), ["month"]),
        ("year = 2024, month = may, day = {3rd}", (2024, 5, 3), []),
        ("year = 2024, month = may, day = {3.}", (2024, 5, 3), []),
        ("year = 2024, month = may, day = {3--5}", (2024, 5, 3), ["day"]),
        ("year = 2024, month = may, day = {3rd - 5th}", (2024, 5, 3), ["day"]),
        ("year = 2024, issue_date = {May 2024}", (2024, 5, None), []),
        ("year = 2024, issue_date = {15 May 2024}", (2024, 5, 15), []),
        ("year = 2024, issue_date = {May-June 2024}", (2024, 5, None), ["issue_date"]),
        ("year = 2024, issue_date = {Spring 2024}", (2024, None, None), ["issue_date"]),
        ("year = 2024, issue_date = {May 2023}", (2024, None, None), ["issue_date"]),
        ("year = 2024, issue_date = {May 2024}, month = jun", (2024, 6, None), ["issue_date"]),
        ("issue_date = {May 2024}", (2024, 5, None), []),
        ("issue_date = {May 2024}, day = 4", (2024, 5, 4), []),
        ("year = 2024, month_numeric = {5}", (2024, 5, None), []),
        ("year = 2024, month_numeric = {0}", (2024, None, None), ["month_numeric"]),
    ],
)
def test_dates_in_words_are_read_with_their_days(
    fields: str, date: tuple[int | None, int | None, int | None], kept: list[str]
) -> None:
    entry = only_entry(f"@misc{{k, title = {{T}}, {fields}}}")
    assert entry.record
    assert (entry.record.year, entry.record.month, entry.record.day) == date
    assert list(entry.extras) == kept
    assert entry.warnings == ()
    back = only_entry(writer.write_bibtex([entry.record]))
    assert back.record
    assert (back.record.year, back.record.month, back.record.day) == date
