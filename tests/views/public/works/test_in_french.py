"""What visitors read in French, where English and French build sentences differently."""

from flask import Flask

from tests.support.factories import fill, many, record
from tests.support.languages import speak


def test_numbers_decide_the_words(app: Flask) -> None:
    fill(app, record(topics=["Tides"]), *many(2))
    speak(app, "fr", of_texts="en")
    client = app.test_client()
    assert "3 publications" in client.get("/").text
    found = client.get("/fragments/publications?topic=tides").text
    assert "1 des 3 publications" in found
    assert "Aucune publication ne correspond à «\u202fzzzz\u202f»." in client.get("/?q=zzzz").text


def test_names_of_kinds_links_and_months_are_translated(app: Flask) -> None:
    link = {"url": "https://example.org/code", "kind": "code"}
    slides = {"url": "https://example.org/slides", "kind": "slides", "label": "Slides"}
    dated = record(type="thesis", genre="Doctoral dissertation", year=2025, month=8, day=1)
    fill(app, dated | {"links": [link, slides], "authors": ["Ann Roe"]})
    speak(app, "fr", of_texts="en")
    page = app.test_client().get("/publications/on-tides").text
    assert "1 août 2025" in page
    assert "Thèse de doctorat" in page
    assert ">Diapositives</a>" in page


def test_long_lists_of_authors_end_in_words(app: Flask) -> None:
    fill(app, record(authors=[f"Ann{n} Roe{n}" for n in range(14)]))
    speak(app, "fr", of_texts="en")
    page = app.test_client().get("/").text
    assert "et 11 autres</a>" in page
    assert "11 more" not in page
