"""Reading works from ORCID responses, with made-up data in the same format."""

import json
from typing import Any

import pytest

from app.bibliography.answers import orcid
from app.bibliography.answers.json import UnreadableAnswerError


def external(kind: str, value: str, relation: str = "self", normalized: str = "") -> dict[str, Any]:
    return {
        "external-id-type": kind,
        "external-id-value": value,
        "external-id-normalized": {"value": normalized, "transient": True} if normalized else None,
        "external-id-url": None,
        "external-id-relationship": relation,
    }


def summary(**changes: Any) -> dict[str, Any]:
    return {
        "put-code": 7,
        "display-index": "0",
        "title": {"title": {"value": "On\n Tides"}, "subtitle": None, "translated-title": None},
        "type": "journal-article",
        "publication-date": {
            "year": {"value": "2024"},
            "month": {"value": "05"},
            "day": {"value": "09"},
        },
        "journal-title": {"value": "Journal of Tides"},
        "external-ids": {"external-id": []},
        "url": {"value": "https://tides.example/1"},
        **changes,
    }


def items(*summaries: dict[str, Any], ids: tuple[dict[str, Any], ...] = ()) -> list[dict[str, Any]]:
    group = {"external-ids": {"external-id": list(ids)}, "work-summary": list(summaries)}
    return orcid.items(json.dumps({"group": [group], "path": "/0000-0002-1825-0097/works"}))


def test_a_journal_article_is_converted_to_csl() -> None:
    doi = external("doi", "https://doi.org/10.1000/Tides", normalized="10.1000/tides")
    assert items(summary(), ids=(doi,)) == [
        {
            "type": "article-journal",
            "title": "On Tides",
            "container-title": "Journal of Tides",
            "issued": {"date-parts": [[2024, 5, 9]]},
            "DOI": "10.1000/tides",
        }
    ]


@pytest.mark.parametrize(
    ("given", "csl"),
    [
        ("conference-paper", "paper-conference"),
        ("book-chapter", "chapter"),
        ("book", "book"),
        ("dissertation-thesis", "thesis"),
        ("preprint", "article"),
        ("DATA_SET", "dataset"),
        ("software", "software"),
        ("report", "report"),
        ("lecture-speech", "speech"),
        ("conference-poster", "speech"),
        ("encyclopedia-entry", "entry-encyclopedia"),
        ("book-review", "review"),
        ("technical-standard", "standard"),
        ("patent", "patent"),
        ("website", "webpage"),
        ("other", "document"),
        (None, "document"),
        ("magazine-article", "article-magazine"),
        ("dictionary-entry", "entry-dictionary"),
        ("blog-post", "post-weblog"),
        ("moving-image", "motion_picture"),
    ],
)
def test_types_are_mapped(given: str | None, csl: str) -> None:
    assert items(summary(type=given))[0]["type"] == csl


def test_the_institution_of_a_thesis_becomes_its_publisher() -> None:
    place = {"value": "University of the Cape"}
    (item,) = items(summary(type="dissertation-thesis", **{"journal-title": place}))
    assert item["publisher"] == "University of the Cape"
    assert "container-title" not in item


def test_the_preferred_summary_of_a_group_is_used() -> None:
    other = summary(title={"title": {"value": "Tides, preferred"}}, **{"display-index": "10"})
    assert items(summary(**{"display-index": "9"}), other)[0]["title"] == "Tides, preferred"


def test_a_subtitle_is_appended_to_the_title() -> None:
    title = {"title": {"value": "Tides"}, "subtitle": {"value": "A History"}}
    assert items(summary(title=title))[0]["title"] == "Tides: A History"


def test_the_arxiv_id_and_the_doi_of_a_work_are_both_read() -> None:
    ids = (external("arxiv", "arXiv:2410.00001v2"), external("doi", "10.1000/tides"))
    (item,) = items(summary(), ids=ids)
    assert (item["archive_location"], item["DOI"]) == ("2410.00001", "10.1000/tides")


def test_identifiers_of_the_book_are_not_used_for_its_chapter() -> None:
    ids = (external("doi", "10.1000/book", "part-of"), external("isbn", "9780000000002", "part-of"))
    (item,) = items(summary(), ids=ids)
    assert "DOI" not in item
    assert "ISBN" not in item
    assert item["URL"] == "https://tides.example/1"


@pytest.mark.parametrize(
    ("date", "parts"),
    [
        ({"year": {"value": "2024"}, "month": None, "day": None}, [2024]),
        (None, None),
        ({"year": {"value": "2024"}, "month": None, "day": {"value": "1"}}, [2024]),
        ({"year": {"value": "²024"}}, None),
        ({"year": {"value": "9" * 5000}}, None),
    ],
)
def test_incomplete_dates_are_read_as_far_as_possible(date: Any, parts: list[int] | None) -> None:
    (item,) = items(summary(**{"publication-date": date}))
    assert item.get("issued") == (parts and {"date-parts": [parts]})


@pytest.mark.parametrize("work", [{}, {"title": 3, "external-ids": []}, {"display-index": []}])
def test_a_malformed_work_never_raises(work: dict[str, Any]) -> None:
    assert items(work) == [{"type": "document"}]


def test_groups_without_works_are_skipped() -> None:
    assert orcid.items('{"group": [{"work-summary": []}, null, 3]}') == []


@pytest.mark.parametrize("text", ["", "<html>", "[]", "{}", '{"group": {}}', "[" * 100_000, "NaN"])
def test_an_unreadable_response_is_refused(text: str) -> None:
    with pytest.raises(UnreadableAnswerError):
        orcid.items(text)
