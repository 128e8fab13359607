"""Works as schema.org JSON-LD for search engines and catalogues."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from msgspec import structs

from app.bibliography.bibtex import reader
from app.bibliography.metadata import json_ld, schema_org
from app.bibliography.record import (
    Author,
    ContributorRole,
    Link,
    LinkKind,
    PublicationType,
    Record,
    Status,
)
from app.bibliography.text.translation import Translation
from tests.support import samples
from tests.support.records import records
from tests.support.schema_org_shapes import violations

URL = "https://ada.example/publications/on-tides"
TIDES = Record(
    title=r"On \emph{tides}",
    type=PublicationType.ARTICLE_JOURNAL,
    authors=("Ada Roe", "{The Tide Team}", "Ludwig van Beethoven"),
    venue="Tide Letters",
    venue_short="Tide Lett.",
    volume="7",
    issue="2",
    pages="101--110",
    publisher="Cape Press",
    year=2024,
    month=5,
    doi="10.5555/cape.77",
    arxiv_id="2410.08811",
    language="en",
    topics=("Salt",),
    abstract=r"Waves, \textbf{counted}.",
    links=(Link("https://cape.example/77.pdf", LinkKind.PDF), Link("https://cape.example")),
)


EXPECTED: dict[str, Any] = {
    "@type": "ScholarlyArticle",
    "@id": URL,
    "url": URL,
    "name": "On tides",
    "headline": "On tides",
    "author": [
        {"@type": "Person", "name": "Ada Roe", "givenName": "Ada", "familyName": "Roe"},
        {"@type": "Organization", "name": "The Tide Team"},
        {
            "@type": "Person",
            "name": "Ludwig van Beethoven",
            "givenName": "Ludwig",
            "familyName": "van Beethoven",
        },
    ],
    "datePublished": "2024-05",
    "isPartOf": {
        "@type": "PublicationIssue",
        "issueNumber": "2",
        "isPartOf": {
            "@type": "PublicationVolume",
            "volumeNumber": "7",
            "isPartOf": {
                "@type": "Periodical",
                "name": "Tide Letters",
                "alternateName": "Tide Lett.",
            },
        },
    },
    "pageStart": "101",
    "pageEnd": "110",
    "publisher": {"@type": "Organization", "name": "Cape Press"},
    "identifier": [
        {"@type": "PropertyValue", "propertyID": "DOI", "value": "10.5555/cape.77"},
        {"@type": "PropertyValue", "propertyID": "arXiv", "value": "2410.08811"},
    ],
    "sameAs": ["https://doi.org/10.5555/cape.77", "https://arxiv.org/abs/2410.08811"],
    "inLanguage": "en",
    "keywords": ["Salt"],
    "abstract": "Waves, counted.",
    "encoding": [
        {
            "@type": "MediaObject",
            "encodingFormat": "application/pdf",
            "contentUrl": "https://cape.example/77.pdf",
        }
    ],
}


def test_the_json_ld_of_a_journal_article_is_complete() -> None:
    assert schema_org.json_ld(TIDES, URL) == EXPECTED
    assert violations(json_ld.to_text(EXPECTED)) == []


@pytest.mark.parametrize(
    ("kind", "type_", "part_of", "publisher"),
    [
        ("paper-conference", "ScholarlyArticle", {"@type": "Book", "name": "Cape"}, None),
        ("article", "ScholarlyArticle", None, "Cape"),
        ("chapter", "Chapter", {"@type": "Book", "name": "Cape"}, None),
        ("book", "Book", {"@type": "BookSeries", "name": "Cape"}, None),
        ("thesis", "Thesis", None, "Cape"),
        ("report", "Report", None, "Cape"),
        ("software", "SoftwareSourceCode", None, "Cape"),
        ("dataset", "Dataset", None, "Cape"),
    ],
)
def test_publication_types_map_to_schema_org_types_and_venues(
    kind: str, type_: str, part_of: dict[str, str] | None, publisher: str | None
) -> None:
    found = schema_org.json_ld(Record(title="Tides", type=PublicationType(kind), venue="Cape"), URL)
    assert found["@type"] == type_
    assert found.get("isPartOf") == part_of
    assert found.get("publisher", {}).get("name") == publisher


def test_other_versions_are_listed_as_work_examples() -> None:
    preprint = Record(title="On tides", arxiv_id="2410.08811", year=2023)
    (example,) = schema_org.json_ld(TIDES, URL, [preprint])["workExample"]
    assert example["@type"] == "ScholarlyArticle"
    assert example["sameAs"] == ["https://arxiv.org/abs/2410.08811"]
    # What both have is said once.
    assert "author" not in example or example["author"] != EXPECTED["author"]


def test_a_version_repeats_nothing_that_the_shown_one_says() -> None:
    again = Record(title="On tides", authors=TIDES.authors, abstract=TIDES.abstract, year=2023)
    (example,) = schema_org.json_ld(TIDES, URL, [again])["workExample"]
    assert example == {
        "@type": "ScholarlyArticle",
        "name": "On tides",
        "headline": "On tides",
        "datePublished": "2023",
    }


@pytest.mark.parametrize("file", samples.bibliographies())
def test_every_entry_has_only_what_schema_org_defines(file: Path) -> None:
    found = [one.record for one in reader.read_bibtex(samples.text(file)) if one.record]
    for record in found:
        text = json_ld.to_text(schema_org.json_ld(record, URL, found[:1]))
        assert violations(text) == []


@settings(deadline=None)
@given(records, records)
def test_any_record_has_only_what_schema_org_defines(record: Record, other: Record) -> None:
    orcids = {one.name: "0000-0002-1825-0097" for one in record.people[:1]}
    text = json_ld.to_text(schema_org.json_ld(record, URL, [other], orcids))
    assert violations(text) == []


def test_the_checker_of_shapes_finds_faults() -> None:
    faults = {
        '{"@type": "Thesis", "pageStart": "1"}': ["Thesis has no pageStart"],
        '{"@type": "Poster"}': ["the page has types ['Poster']"],
        '{"@type": "Book", "author": "Ada"}': ["author has {'@value': 'Ada'}"],
        '{"@type": "Book", "datePublished": "May"}': ["datePublished has 'May'"],
        '{"@type": "Book", "isPartOf": {"@type": "Person"}}': ["isPartOf is {'Person'}"],
    }
    for text, expected in faults.items():
        assert violations(text.replace("{", '{"@context": "https://schema.org", ', 1)) == expected


def test_known_people_are_identified() -> None:
    orcids = {"Ada Roe": "0000-0002-1825-0097"}
    first, *others = schema_org.json_ld(TIDES, URL, orcids=orcids)["author"]
    assert first["@id"] == "https://orcid.org/0000-0002-1825-0097"
    assert not any("@id" in other for other in others)


def test_the_editors_of_a_book_belong_to_the_book() -> None:
    editor = Author("Ada Roe", role=ContributorRole.EDITOR)
    ada = [EXPECTED["author"][0]]
    record = Record(
        title="Ebb",
        type=PublicationType.CHAPTER,
        authors=(editor,),
        venue="Tides",
        isbn="978-0-00",
    )
    chapter = schema_org.json_ld(record, URL)
    assert chapter["isPartOf"] == {
        "@type": "Book",
        "name": "Tides",
        "editor": ada,
        "isbn": "978-0-00",
    }
    assert "editor" not in chapter
    alone = schema_org.json_ld(structs.replace(record, venue=None), URL)
    assert alone["editor"] == ada
    assert alone["identifier"][0]["propertyID"] == "ISBN"


def test_what_was_not_published_has_no_date_of_publication() -> None:
    draft = schema_org.json_ld(Record(title="Ebb", year=2026, status=Status.UNDER_REVIEW), URL)
    assert draft["dateCreated"] == "2026"
    assert "datePublished" not in draft
    assert draft["creativeWorkStatus"] == "under review"


def values(found: Any) -> list[Any]:
    if isinstance(found, dict):
        return [value for one in found.values() for value in values(one)]
    if isinstance(found, list):
        return [value for one in found for value in values(one)] or [None]
    return [found]


@settings(deadline=None)
@given(records)
def test_empty_values_are_omitted(record: Record) -> None:
    found = schema_org.json_ld(record, URL, [record])
    assert json.loads(json.dumps(found)) == found
    assert all(value not in (None, "") for value in values(found))


def test_titles_in_other_languages_are_alternate_names() -> None:
    translations = (
        Translation("fr", "title", "Les \\emph{marées}"),
        Translation("fr", "note", "N"),
    )
    found = schema_org.json_ld(Record(title="On tides", translations=translations), URL)
    assert found["name"] == "On tides"
    assert found["alternateName"] == [{"@language": "fr", "@value": "Les marées"}]
    assert "alternateName" not in schema_org.json_ld(Record(title="On tides"), URL)
