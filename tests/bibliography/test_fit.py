"""Page ranges in the notation of each format."""

import pytest

from app.bibliography import fit


@pytest.mark.parametrize(
    ("pages", "kept", "ends"),
    [
        ("1-10", "1--10", ("1", "10")),
        ("1 – 10", "1--10", ("1", "10")),
        ("449- 462", "449--462", ("449", "462")),
        ("1--10", "1--10", ("1", "10")),
        ("e12-e15", "e12--e15", ("e12", "e15")),
        ("S1–S5", "S1--S5", ("S1", "S5")),
        ("iv - xii", "iv--xii", ("iv", "xii")),
        ("A-12", "A-12", ("A-12", "")),
        ("3-12 - 3-19", "3-12--3-19", ("3-12", "3-19")),
        ("123S-130S", "123S--130S", ("123S", "130S")),
        ("i–xiv, 1-200", "i--xiv, 1--200", ("i–xiv, 1-200", "")),
        ("12‐19", "12--19", ("12‐19", "")),
        ("12-", "12", ("12-", "")),
        ("1--12 pp.", "1--12", ("1", "12 pp.")),
        ("1-3, 7-9", "1--3, 7--9", ("1-3, 7-9", "")),
        ("12", "12", ("12", "")),
        ("12-+", "12+", ("12-+", "")),
        ("12--+", "12+", ("12", "+")),
        ("pp. 45–67", "45--67", ("pp. 45", "67")),
        ("pp. iv--xii", "iv--xii", ("pp. iv", "xii")),
        ("", "", ("", "")),
    ],
)
def test_page_ranges_are_normalised_and_split(pages: str, kept: str, ends: tuple[str, str]) -> None:
    assert fit.page_ranges(pages) == kept
    assert fit.split_pages(pages) == ends


@pytest.mark.parametrize(
    ("pages", "number"),
    [
        ("ARTN 105", "105"),
        ("Art. No. e106", "e106"),
        ("Art. 105", "105"),
        ("Art. ID 105, 12 pp", "105"),
        ("Art.-Nr. 105", "105"),
        ("Artikel 105", "105"),
        ("art. no. 105, pp. 1--12", "105"),
        ("Paper No. 105, 12", "105"),
        ("Paper No. 105, 12 pp.", "105"),
        ("Paper 105 (12 pages)", "105"),
        ("Article number: 2401.5", "2401.5"),
        ("105, 12 pp.", "105"),
        ("1--12 (12 pages)", "1--12"),
        ("105, 12", "105, 12"),
    ],
)
def test_an_article_number_has_no_count_of_pages(pages: str, number: str) -> None:
    assert fit.page_ranges(pages) == number


@pytest.mark.parametrize(
    "text",
    [
        "-",
        "--",
        "??--??",
        "n/a",
        "N.A.",
        "0",
        "0-0",
        "None",
        "12 pp.",
        "345 p.",
        "viii+345 pp.",
        "TBA",
        "n. pag.",
        "12 S.",
    ],
)
def test_placeholders_and_counts_are_no_pages(text: str) -> None:
    assert fit.page_ranges(text) == ""


def test_page_ranges_are_written_compared_and_split() -> None:
    assert fit.with_hyphen("1--10") == "1-10"
    assert fit.with_dash("1--10") == "1–10"
    assert fit.comparable_pages("1-10") == fit.comparable_pages("1--10") == "1–10"
    assert fit.with_hyphen("1--3, S7--S9") == "1-3, S7-S9"
    assert fit.split_page_ranges("1--3, 7--9") == ["1", "3, 7", "9"]
    assert fit.split_page_ranges("S1--S5") == ["S1", "S5"]
