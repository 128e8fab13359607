"""Reading pages of works from OpenAlex, with made-up data in the same format."""

import json
from typing import Any

import pytest

from app.bibliography.answers import openalex
from app.bibliography.answers.json import UnreadableAnswerError

JOURNAL = {
    "landing_page_url": "https://doi.org/10.1000/tides",
    "pdf_url": None,
    "source": {
        "display_name": "Journal of Tides",
        "type": "journal",
        "host_organization_name": "Moon Press",
    },
}
ARXIV = {
    "landing_page_url": "http://arxiv.org/abs/2410.00001",
    "source": {
        "display_name": "arXiv (Cornell University)",
        "type": "repository",
        "host_organization_name": "Cornell University",
    },
}


def authorship(name: str, raw: str | None = None) -> dict[str, Any]:
    return {
        "author_position": "first",
        "author": {"id": "https://openalex.org/A5000000001", "display_name": name, "orcid": None},
        "raw_author_name": raw,
    }


def work(**changes: Any) -> dict[str, Any]:
    return {
        "id": "https://openalex.org/W4000000001",
        "doi": "https://doi.org/10.1000/Tides",
        "title": "On Tides",
        "type": "article",
        "language": "en",
        "publication_year": 2024,
        "publication_date": "2024-05-09",
        "authorships": [authorship("Ada Roe", "A. Roe"), authorship("Gabriela Núñez")],
        "primary_location": JOURNAL,
        "locations": [JOURNAL, ARXIV],
        "biblio": {"volume": "3", "issue": "2", "first_page": "1", "last_page": "9"},
        "abstract_inverted_index": {"tides": [1, 3], "Low": [0], "follow": [2], "high.": [4]},
        **changes,
    }


def item(**changes: Any) -> dict[str, Any]:
    (found,) = openalex.result_page(json.dumps({"meta": {}, "results": [work(**changes)]})).items
    return found


def test_a_journal_article_is_converted_to_csl() -> None:
    assert item() == {
        "type": "article-journal",
        "title": "On Tides",
        "author": [
            {"family": "Roe", "given": "A."},
            {"family": "Núñez", "given": "Gabriela"},
        ],
        "container-title": "Journal of Tides",
        "publisher": "Moon Press",
        "issued": {"date-parts": [[2024, 5, 9]]},
        "volume": "3",
        "issue": "2",
        "page": "1-9",
        "DOI": "10.1000/tides",
        "archive": "arXiv",
        "archive_location": "2410.00001",
        "language": "en",
        "abstract": "Low tides follow tides high.",
    }


def test_a_preprint_is_converted_to_csl() -> None:
    found = item(
        type="preprint", primary_location=ARXIV, doi="https://doi.org/10.48550/arxiv.2410.00001"
    )
    assert found["type"] == "article"
    assert found["container-title"] == "arXiv"
    assert found["archive_location"] == "2410.00001"
    assert "publisher" not in found


@pytest.mark.parametrize(
    ("place", "csl"),
    [
        ({"source": None, "raw_type": "proceedings-article"}, "paper-conference"),
        ({"source": {"type": "conference"}}, "paper-conference"),
        ({"source": {"type": "repository"}}, "article"),
        (None, "document"),
        ({"source": {"display_name": "Tides"}}, "article-journal"),
        ({"source": {"display_name": "Tides", "type": "book series"}}, "chapter"),
    ],
)
def test_the_primary_location_determines_the_type_of_an_article(place: Any, csl: str) -> None:
    assert item(primary_location=place)["type"] == csl


@pytest.mark.parametrize(
    ("given", "csl"),
    [("book-chapter", "chapter"), ("dissertation", "thesis"), ("dataset", "dataset")],
)
def test_other_types_are_mapped(given: str, csl: str) -> None:
    assert item(type=given)["type"] == csl


def test_the_institution_of_a_thesis_becomes_its_publisher() -> None:
    place = {"source": {"type": "repository", "display_name": "University of the Cape"}}
    found = item(type="dissertation", primary_location=place)
    assert found["publisher"] == "University of the Cape"
    assert "container-title" not in found


def test_the_raw_source_name_is_used_for_an_unknown_venue() -> None:
    place = {"source": None, "raw_source_name": "Proceedings of the Tide Society"}
    assert item(primary_location=place)["container-title"] == "Proceedings of the Tide Society"


def test_author_names_are_parsed() -> None:
    authors = [authorship("x", "Roe, Ada"), authorship("Tide Gauge Collaboration"), authorship("")]
    assert item(authorships=authors)["author"] == [
        {"family": "Roe", "given": "Ada"},
        {"literal": "Tide Gauge Collaboration"},
    ]


@pytest.mark.parametrize(
    ("date", "year", "parts"),
    [
        ("2024-01-01", 2024, [2024]),
        (None, 2024, [2024]),
        ("soon", None, None),
        ("2024-12-31", None, [2024, 12, 31]),
    ],
)
def test_dates_are_parsed(date: str | None, year: int | None, parts: list[int] | None) -> None:
    found = item(publication_date=date, publication_year=year).get("issued")
    assert found == (parts and {"date-parts": [parts]})


@pytest.mark.parametrize(
    ("index", "text"),
    [({"a": [10**9], "b": [0]}, "b a"), ({"a": 1, "b": ["x", None, 2]}, "b"), ([], None)],
)
def test_malformed_abstracts_are_read_as_far_as_possible(index: Any, text: str | None) -> None:
    assert item(abstract_inverted_index=index).get("abstract") == text


def test_equal_first_and_last_pages_become_one_page() -> None:
    assert item(biblio={"first_page": "7", "last_page": "7"})["page"] == "7"


def test_a_result_page_has_the_cursor_of_the_next_page() -> None:
    meta = {"count": 230, "per_page": 100, "next_cursor": "IlsxNzE"}
    page = openalex.result_page(json.dumps({"meta": meta, "results": [work(), None, {}]}))
    assert (len(page.items), page.cursor, page.total) == (2, "IlsxNzE", 230)


@pytest.mark.parametrize("text", ["", "<html>", "[]", "{}", '{"results": {}}', "9" * 5000])
def test_an_unreadable_response_is_refused(text: str) -> None:
    with pytest.raises(UnreadableAnswerError):
        openalex.result_page(text)


@pytest.mark.parametrize(
    ("given", "csl", "genre"),
    [
        ("editorial", "article-journal", "Editorial"),
        ("reference-entry", "entry-encyclopedia", None),
        ("peer-review", "review", None),
        ("standard", "standard", None),
        ("other", "article-journal", None),
    ],
)
def test_further_types_are_mapped(given: str, csl: str, genre: str | None) -> None:
    found = item(type=given, primary_location={"source": {"type": "journal"}})
    assert (found["type"], found.get("genre")) == (csl, genre)


def test_a_work_of_unknown_type_is_no_preprint() -> None:
    assert item(type="other", primary_location=None)["type"] == "document"
