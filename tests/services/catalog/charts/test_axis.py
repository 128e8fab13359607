"""Round numbers for the axes of charts."""

import pytest

from app.services.catalog.charts import axis


@pytest.mark.parametrize(
    ("first", "last", "most", "found"),
    [
        (2024, 2024, 7, [2024]),
        (2018, 2024, 7, list(range(2018, 2025))),
        (2013, 2026, 7, [2014, 2016, 2018, 2020, 2022, 2024, 2026]),
        (1966, 2025, 7, [1970, 1980, 1990, 2000, 2010, 2020]),
        (1000, 2025, 7, [1000, 1200, 1400, 1600, 1800, 2000]),
        (0, 1, 4, [0, 1]),
        (0, 4, 4, [0, 2, 4]),
        (0, 13, 4, [0, 5, 10]),
        (0, 1015, 4, [0, 500, 1000]),
    ],
)
def test_ticks_are_round_and_few(first: int, last: int, most: int, found: list[int]) -> None:
    assert axis.ticks(first, last, most) == found


@pytest.mark.parametrize(
    ("part", "whole", "found"),
    [(1, 1, "100%"), (1, 3, "33.33%"), (1, 30_000, "0%"), (0.5, 60, "0.83%"), (5, 8, "62.5%")],
)
def test_shares_are_percentages(part: float, whole: float, found: str) -> None:
    assert axis.percent(part, whole) == found
