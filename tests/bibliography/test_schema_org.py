"""Works as schema.org JSON-LD for search engines and catalogues."""

import json
from typing import Any

import pytest
from hypothesis import given, settings

from app.bibliography import schema_org
from app.bibliography.record import Link, LinkKind, PublicationType, Record
from tests.support.records import records

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


EXPECTED = {
    "@context": "https://schema.org",
    "@type": "ScholarlyArticle",
    "@id": URL,
    "url": URL,
    "name": "On tides",
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
    assert "@context" not in example


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
