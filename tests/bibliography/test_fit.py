"""Page ranges in the notation of each format."""

import pytest

from app.bibliography import fit


@pytest.mark.parametrize(
    ("pages", "kept", "all_kept", "ends"),
    [
        ("1-10", "1--10", "1--10", ("1", "10")),
        ("1 – 10", "1--10", "1--10", ("1", "10")),
        ("1--10", "1--10", "1--10", ("1", "10")),
        ("e12-e15", "e12-e15", "e12-e15", ("e12", "e15")),
        ("1-3, 7-9", "1-3, 7-9", "1--3, 7--9", ("1-3, 7-9", "")),
        ("12", "12", "12", ("12", "")),
        ("pp. 45–67", "45--67", "45--67", ("pp. 45", "67")),
        ("ARTN 105", "105", "105", ("ARTN 105", "")),
        ("Art. No. e106", "e106", "e106", ("Art. No. e106", "")),
        ("Paper 7", "Paper 7", "Paper 7", ("Paper 7", "")),
        ("", "", "", ("", "")),
    ],
)
def test_page_ranges_are_normalised_and_split(
    pages: str, kept: str, all_kept: str, ends: tuple[str, str]
) -> None:
    assert fit.page_range(pages) == kept
    assert fit.page_ranges(pages) == all_kept
    assert fit.split_pages(pages) == ends


def test_page_ranges_are_written_compared_and_split() -> None:
    assert fit.with_hyphen("1--10") == "1-10"
    assert fit.with_dash("1--10") == "1–10"
    assert fit.comparable_pages("1-10") == fit.comparable_pages("1--10") == "1–10"
    assert fit.split_page_ranges("1--3, 7--9") == ["1", "3, 7", "9"]
