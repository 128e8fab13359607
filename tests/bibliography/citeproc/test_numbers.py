"""Numbers and ranges of pages, as citeproc-js 2.4.63 writes them."""

import pytest

from app.bibliography.citeproc import numbers


@pytest.mark.parametrize(
    ("pages", "expanded", "chicago", "minimal"),
    [
        ("1-10", "1–10", "1–10", "1–10"),
        ("12-13", "12–13", "12–13", "12–3"),
        ("100-104", "100–104", "100–104", "100–4"),
        ("101-108", "101–108", "101–8", "101–8"),
        ("321-28", "321–328", "321–28", "321–8"),
        ("436-444", "436–444", "436–44", "436–44"),
        ("1087-9", "1087–1089", "1087–89", "1087–9"),
        ("1496-500", "1496–1500", "1496–500", "1496–500"),
        ("98-103", "98–103", "98–103", "98–103"),
        ("1-3, 101-108", "1–3, 101–108", "1–3, 101–8", "1–3, 101–8"),
        ("S12-S15", "S12–S15", "S12–15", "S12–5"),
        ("12:1-12:10", "12:1-12:10", "12:1-12:10", "12:1-12:10"),
        ("e123", "e123", "e123", "e123"),
        ("xii-xiv", "xii–xiv", "xii–xiv", "xii–xiv"),
    ],
)
def test_ranges_of_pages(pages: str, expanded: str, chicago: str, minimal: str) -> None:
    assert numbers.pages(pages, "expanded") == expanded
    assert numbers.pages(pages, "chicago-16") == chicago
    assert numbers.pages(pages, "minimal") == minimal


@pytest.mark.parametrize("text", ["12", "2nd", "e5", "1-10", "1, 3", "1 and 3", "3/4", "iv"])
def test_numeric(text: str) -> None:
    assert numbers.is_numeric(text)


@pytest.mark.parametrize("text", ["", "IV", "TR-5", "Special issue", "2 ed", "1.2", "1,3", "?"])
def test_not_numeric(text: str) -> None:
    assert not numbers.is_numeric(text)


def test_more_than_one_number() -> None:
    assert [n for n in ("1", "1-2", "1, 2", "3/4", "A-B", "1 & 2") if numbers.is_several(n)] == [
        "1-2",
        "1, 2",
        "1 & 2",
    ]


def test_only_ranges_of_numbers_get_dashes() -> None:
    assert numbers.with_dashes("1-2") == "1–2"
    assert numbers.with_dashes("ISO 9001-1") == "ISO 9001-1"
