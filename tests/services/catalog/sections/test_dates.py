"""The order of dates that are known to the year, the month or the day, and their words."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.catalog.sections.dates import Span

DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))
DATES = st.builds(lambda day, length: day.isoformat()[:length], DAYS, st.sampled_from([4, 7, 10]))


@pytest.mark.parametrize(
    ("started", "ended", "is_event", "years", "dates"),
    [
        ("2024", None, False, "2024 –", "2024 –"),
        ("2021-03", "2024-09", False, "2021 – 2024", "Mar 2021 – Sep 2024"),
        ("2021", "2021", False, "2021", "2021"),
        ("2024-09-03", None, True, "2024", "3 Sep 2024"),
        ("2024-09-30", "2024-10-02", True, "2024", "30 Sep 2024 – 2 Oct 2024"),
        (None, "2024", False, "2024", "2024"),
        (None, None, False, "", ""),
    ],
)
def test_dates_in_words(
    started: str | None, ended: str | None, is_event: bool, years: str, dates: str
) -> None:
    span = Span(started, ended, is_event)
    assert (span.years, span.dates) == (years, dates)


@given(st.lists(DATES, min_size=1))
def test_events_are_ordered_by_their_dates_whatever_is_known_of_them(days: list[str]) -> None:
    ordered = sorted((Span(day, None, is_event=True) for day in days), key=lambda span: span.order)
    texts = [str(span.started) for span in ordered]
    for earlier, later in pairwise(texts):
        known = min(len(earlier), len(later))
        assert earlier[:known] <= later[:known]


@given(DATES, DATES, DATES)
def test_what_lasts_until_now_is_newer_than_what_ended(start: str, other: str, end: str) -> None:
    ongoing, undated = Span(start, None, is_event=False), Span(None, None, is_event=False)
    for past in (Span(other, end, is_event=False), Span(other, None, is_event=True)):
        assert undated.order < past.order < ongoing.order


@given(DATES, DATES)
def test_of_two_that_last_the_later_began_last(start: str, other: str) -> None:
    first, second = (Span(day, None, is_event=False) for day in (start, other))
    assert (first.order < second.order) == (start < other)
