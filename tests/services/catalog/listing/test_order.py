"""What works are sorted by in lists by type and by title."""

import pytest

from app.services.catalog.listing import order


@pytest.mark.parametrize(
    ("title", "language", "key"),
    [
        ("The Tides of an Island", "en", "tides of an island"),
        ("A “Flood”", None, "flood"),
        ("Andes", "en-GB", "andes"),
        ("L’Été à Brest", "fr-FR", "ete a brest"),
        ("Les marées", "fr", "marees"),
        ("Les marées", None, "les marees"),
        ("Die Flut", "de", "flut"),
        ("Die Hard", "en", "die hard"),
        ("El agua", "ES", "agua"),
        ("O mar", "pt", "mar"),
        ("Het water", "nl", "water"),
        ("Gli scogli", "it", "scogli"),
        ("The", "en", "the"),
        ("A tide", "xx", "a tide"),
        ("42 storms", None, "000000042 storms"),
        ("المد والجزر", "ar", "المد والجزر"),
        ("?!", None, ""),
        ("tide " * 30, None, ("tide " * 30)[:100]),
    ],
)
def test_titles_are_sorted_without_leading_articles_case_and_accents(
    title: str, language: str | None, key: str
) -> None:
    assert order.title_key(title, language) == key
