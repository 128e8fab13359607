"""Meta tags by Scholar's guidelines and Zotero's rules, for every entry of all bibliographies."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings

from app.bibliography.bibtex import reader
from app.bibliography.metadata import citation_tags
from app.bibliography.record import Author, ContributorRole, PublicationType, Record
from app.bibliography.text.translation import Translation
from tests.support import embedded_metadata, samples, scholar_guidelines
from tests.support.records import records

each_file = pytest.mark.parametrize("file", samples.bibliographies())
ARTICLE = Record(
    title=r"On \emph{tides}",
    type=PublicationType.ARTICLE_JOURNAL,
    authors=("Ada Roe", "Ludwig van Beethoven", "Tom Roe Jr.", "{The Tide Team}", "Plato"),
    venue="Tide Letters",
    venue_short="Tide Lett.",
    year=2024,
    month=5,
    day=3,
    volume="7",
    issue="2",
    pages="101--110",
    publisher="Cape Press",
    doi="10.5555/cape.77",
    arxiv_id="2410.08811",
    language="en",
    abstract=r"Waves, \textbf{counted}.",
    topics=("Salt", "Wind, strong"),
    source="@article{roe, issn = {1234-5679}}",
)
ALL_TAGS = [
    ("citation_title", "On tides"),
    ("citation_author", "Roe, Ada"),
    ("citation_author", "van Beethoven, Ludwig"),
    ("citation_author", "Roe, Tom Jr."),
    ("citation_author", "The Tide Team"),
    ("citation_author", "Plato"),
    ("citation_publication_date", "2024/05/03"),
    ("citation_journal_title", "Tide Letters"),
    ("citation_journal_abbrev", "Tide Lett."),
    ("citation_publisher", "Cape Press"),
    ("citation_volume", "7"),
    ("citation_issue", "2"),
    ("citation_firstpage", "101"),
    ("citation_lastpage", "110"),
    ("citation_issn", "1234-5679"),
    ("citation_doi", "10.5555/cape.77"),
    ("citation_arxiv_id", "2410.08811"),
    ("citation_language", "en"),
    ("citation_keywords", "Salt"),
    ("citation_keywords", "Wind, strong"),
    ("citation_abstract", "Waves, counted."),
    ("z:itemType", "journalArticle"),
]


def of_file(file: Path) -> list[Record]:
    return [one.record for one in reader.read_bibtex(samples.text(file)) if one.record]


def named(record: Record, *others: Record) -> dict[str, str]:
    return dict(reversed(citation_tags.citation_tags(record, others)))


@each_file
def test_the_tags_of_every_entry_follow_the_guidelines(file: Path) -> None:
    for record in of_file(file):
        tags = citation_tags.citation_tags(record)
        assert scholar_guidelines.complaints(tags, record) == [], record


@each_file
def test_a_reference_manager_reads_every_entry_as_it_is(file: Path) -> None:
    for record in of_file(file):
        tags = citation_tags.citation_tags(record)
        assert embedded_metadata.read(tags) == embedded_metadata.expected(record)


@settings(deadline=None)
@given(records)
def test_no_tag_is_empty_or_of_several_lines(record: Record) -> None:
    for name, content in citation_tags.citation_tags(record):
        assert content.strip(), name
        assert content.isprintable() or "\N{NO-BREAK SPACE}" in content


@settings(deadline=None)
@given(records)
def test_a_reference_manager_reads_any_type(record: Record) -> None:
    read = embedded_metadata.read(citation_tags.citation_tags(record))
    assert read["type"] == embedded_metadata.expected(record)["type"]
    assert read["title"] == embedded_metadata.expected(record)["title"]


def test_a_journal_article_has_all_tags() -> None:
    assert citation_tags.citation_tags(ARTICLE) == ALL_TAGS


@pytest.mark.parametrize(
    ("kind", "tags"),
    [
        ("paper-conference", {"citation_conference_title", "prism.publicationName"}),
        ("article", {"citation_publisher"}),
        ("chapter", {"citation_inbook_title"}),
        ("book", {"citation_series_title"}),
        ("thesis", {"citation_dissertation_institution"}),
        ("report", {"citation_technical_report_institution"}),
        ("review", {"citation_journal_title"}),
        ("speech", {"eprints.event_title"}),
        ("standard", {"citation_publisher"}),
        ("webpage", {"prism.publicationName"}),
    ],
)
def test_each_type_names_its_venue_in_its_own_tag(kind: str, tags: set[str]) -> None:
    found = named(Record(title="Tides", type=PublicationType(kind), venue="Cape"))
    assert {name for name, content in found.items() if content == "Cape"} == tags


@pytest.mark.parametrize(
    ("date", "text"),
    [
        ({"year": 2024}, "2024"),
        ({"year": 2024, "month": 5}, "2024/05"),
        ({"year": 2024, "month": 12, "day": 3}, "2024/12/03"),
        ({}, None),
        ({"month": 5}, None),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(date: dict[str, int], text: str | None) -> None:
    record = msgspec.convert({"title": "Tides", **date}, Record)
    assert named(record).get("citation_publication_date") == text


def test_other_versions_lend_an_abstract_and_a_number() -> None:
    preprint = Record(title="Tides", abstract="Old.", arxiv_id="2410.08811", doi="10.1000/old")
    found = named(Record(title="Tides"), preprint)
    assert found["citation_abstract"] == "Old."
    assert found["citation_arxiv_id"] == "2410.08811"
    assert "citation_doi" not in found
    assert named(Record(title="Tides", abstract="New."), preprint)["citation_abstract"] == "New."


def test_a_lone_author_with_several_names_stays_one_person() -> None:
    lone = Record(title="Tides", authors=("Ana María {de la Cruz}",))
    assert embedded_metadata.read(citation_tags.citation_tags(lone))["creators"] == [
        ("author", "Ana María", "de la Cruz")
    ]


def test_editors_are_authors_to_scholar_and_editors_to_reference_managers() -> None:
    editors = tuple(Author(n, role=ContributorRole.EDITOR) for n in ("Ada Roe", "Kim Li"))
    book = citation_tags.citation_tags(
        Record(title="Tides", type=PublicationType.BOOK, authors=editors)
    )
    assert [c for name, c in book if name == "citation_author"] == ["Roe, Ada", "Li, Kim"]
    both = [("editor", "Ada", "Roe"), ("editor", "Kim", "Li")]
    assert embedded_metadata.read(book)["creators"] == both
    chapter = Record(title="Ebb", type=PublicationType.CHAPTER, authors=("Bo Ek", *editors))
    read = embedded_metadata.read(citation_tags.citation_tags(chapter))
    assert read["creators"] == [("author", "Bo", "Ek"), *both]


def test_titles_in_other_languages_are_alternatives() -> None:
    translations = (Translation("fr", "title", "Les \\emph{marées}"),)
    tags = citation_tags.citation_tags(Record(title="On tides", translations=translations))
    assert ("citation_title", "On tides") in tags
    assert ("DCTERMS.alternative", "Les marées") in tags
