"""The years of a CV for a grant."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.catalog.year_ranges import FIRST, LAST
from app.services.exporting.cv.years import CvYears, choices, overlaps, parse_years

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("text", "span", "label"),
    [
        ("5", (2021, LAST), "2021–2026"),
        (" 10 ", (2016, LAST), "2016–2026"),
        ("2019-2023", (2019, 2023), "2019–2023"),
        ("2023–2019", (2019, 2023), "2019–2023"),
        ("2020", (2020, 2020), "2020"),
        ("2019-", (2019, LAST), "2019–2026"),
        ("2030-", (2030, LAST), "2030 or later"),
        ("–2019", (FIRST, 2019), "2019 or earlier"),
        ("all", (FIRST, LAST), ""),
    ],
)
def test_years_are_read(text: str, span: tuple[int, int], label: str) -> None:
    found = parse_years(text)
    assert found is not None
    assert (found.span(TODAY), found.label(TODAY)) == (span, label)
    assert parse_years(found.text) == found


@pytest.mark.parametrize(
    "text", ["", "0", "-5", "-", "-19", "100", "5.5", "٥", "20190-2020", "1e3"]
)
def test_other_years_are_ignored(text: str) -> None:
    assert parse_years(text) is None


def test_the_years_of_an_address_are_among_those_offered() -> None:
    assert [value for value, _ in choices(None, TODAY)] == ["", "3", "5", "10", "all"]
    assert choices(parse_years("5"), TODAY) == choices(None, TODAY)
    assert choices(CvYears(last=7), TODAY)[-1] == ("7", "2019–2026, for a grant")


@given(*[st.one_of(st.none(), st.integers(1990, 2030)) for _ in range(2)], st.integers(1990, 2030))
def test_what_overlaps_has_a_year_in_common(
    started: int | None, ended: int | None, first: int
) -> None:
    span = first, first + 4
    lasted = range(started or FIRST, (ended or LAST) + 1)
    expected = any(year in lasted for year in range(span[0], span[1] + 1))
    if lasted:
        assert overlaps(span, started, ended) is expected
