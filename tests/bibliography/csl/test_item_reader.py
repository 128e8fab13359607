"""Reading CSL-JSON from Zotero, Crossref and DataCite, valid or not."""

import json
from typing import Any

import pytest

from app.bibliography import csl
from app.bibliography.entry import ParsedEntry
from app.bibliography.record import Link, LinkKind, PublicationType, Record, VenueKind

CROSSREF: dict[str, Any] = {
    "DOI": "10.5555/CAPE.77",
    "type": "journal-article",
    "title": ["Salt &amp; <i>tides</i>"],
    "subtitle": ["A count of waves"],
    "short-container-title": ["Tide Lett."],
    "container-title": ["Tide Letters &amp; Notes"],
    "published-print": {"date-parts": [[2023, 7]]},
    "issued": {"date-parts": [[None]]},
    "created": {"date-parts": [[2022, 12, 1]], "timestamp": 1},
    "author": [
        {"given": "Ada", "family": "Roe", "sequence": "first", "affiliation": [{"name": "Cape"}]},
        {"given": "Tom", "family": "Li", "suffix": "Jr.", "sequence": "additional"},
        {"name": "The Tide Team", "sequence": "additional", "affiliation": []},
        {"given": "Ludwig", "non-dropping-particle": "van", "family": "Beethoven"},
        {"given": "Gabriel", "family": "García Márquez"},
    ],
    "abstract": "<jats:title>Abstract</jats:title><jats:p>Waves, <jats:italic>all</jats:italic> of"
    " them.</jats:p>\n<jats:p>Counted.</jats:p>",
    "volume": "12",
    "journal-issue": {"issue": "3"},
    "issue": "3",
    "page": "101-110",
    "publisher": "Cape Press",
    "ISSN": ["1234-5678", "8765-4321"],
    "URL": "https://doi.org/10.5555/cape.77",
    "resource": {"primary": {"URL": "https://cape.example/77"}},
    "link": [
        {
            "URL": "https://cape.example/77.pdf",
            "content-type": "application/pdf",
            "intended-application": "similarity-checking",
        },
        {
            "URL": "https://cape.example/open/77.pdf",
            "content-type": "application/pdf",
            "intended-application": "unspecified",
        },
    ],
    "relation": {"has-preprint": [{"id-type": "doi", "id": "10.48550/arXiv.2410.08811"}]},
    "subject": ["Tides", "Salt"],
    "language": "en",
}


def one(item: Any) -> ParsedEntry:
    (entry,) = csl.read(json.dumps(item))
    return entry


def record_of(**item: Any) -> Record:
    entry = one({"id": "x", "title": "Tides"} | item)
    assert entry.record is not None
    return entry.record


def test_a_crossref_item_is_read() -> None:
    entry = one(CROSSREF)
    assert entry.record == Record(
        title=r"Salt \& \emph{tides}: A count of waves",
        type=PublicationType.ARTICLE_JOURNAL,
        authors=(
            "Ada Roe",
            "Tom Li Jr.",
            "{The Tide Team}",
            "Ludwig van Beethoven",
            "Gabriel {García Márquez}",
        ),
        venue="Tide Letters & Notes",
        venue_short="Tide Lett.",
        year=2023,
        month=7,
        volume="12",
        issue="3",
        pages="101--110",
        publisher="Cape Press",
        doi="10.5555/cape.77",
        language="en",
        abstract="Waves, \\emph{all} of them.\n\nCounted.",
        links=(Link("https://cape.example/open/77.pdf", LinkKind.PDF),),
        source=entry.source,
    )
    assert entry.keywords == ("Tides", "Salt")
    assert entry.extras["ISSN"] == '["1234-5678","8765-4321"]'
    assert csl.related_dois(entry.extras) == ("10.48550/arxiv.2410.08811",)


@pytest.mark.parametrize(
    "event",
    [
        {"event-title": "Tides 2020", "event-place": "Cape"},
        {"event": "Tides 2020"},
        {"event": {"name": "Tides 2020", "location": "Cape"}},
    ],
)
@pytest.mark.parametrize("kind", ["paper-conference", "speech"])
def test_a_conference_is_the_venue_unless_a_book_is(kind: str, event: dict[str, Any]) -> None:
    assert record_of(type=kind, **event).venue == "Tides 2020"
    assert record_of(type=kind, **event, **{"container-title": "B"}).venue == "B"


@pytest.mark.parametrize(
    ("issued", "date"),
    [
        ({"date-parts": [[2024, 5, 12]]}, (2024, 5, 12)),
        ({"date-parts": [["2024", "05"]]}, (2024, 5, None)),
        ({"date-parts": [[2024], [2025]]}, (2024, None, None)),
        ({"date-parts": [[2024, 13, 1]]}, (2024, None, None)),
        ({"date-parts": [[2023, 2, 29]]}, (2023, 2, None)),
        ({"raw": "2024-05-12"}, (2024, 5, 12)),
        ({"literal": "Spring 2024"}, (2024, None, None)),
        ({"raw": "4 May 2024"}, (2024, 5, 4)),
        ({"date-parts": [[None]]}, (None, None, None)),
        ({"date-parts": 2024}, (2024, None, None)),
        ({"date-parts": [2024, 5]}, (2024, 5, None)),
        ({"date-parts": ["2024-05"]}, (2024, 5, None)),
        ({"date-parts": [["2024-05-12"]]}, (2024, 5, 12)),
        ({"date-parts": [["2024", "May", 12]]}, (2024, 5, 12)),
        ({"date-parts": [["2024", "07-08"]]}, (2024, 7, None)),
        ({"date-parts": [["2024", "5", "3rd"]]}, (2024, 5, 3)),
        ({"date-parts": [["2024", "5", "3-5"]]}, (2024, 5, 3)),
        ({"year": 2024, "month": 5}, (2024, 5, None)),
        ({"year": "2024", "month": "May", "day": "12"}, (2024, 5, 12)),
        ({"raw": "2024-05"}, (2024, 5, None)),
        ({"edtf": "2024-05"}, (2024, 5, None)),
        ([{"date-parts": [[2024, 5]]}], (2024, 5, None)),
        ({"date-parts": [[10**30]]}, (None, None, None)),
        ({"date-parts": [[True, {}]]}, (None, None, None)),
        ("2024-05", (2024, 5, None)),
        (2024, (2024, None, None)),
        ([], (None, None, None)),
        ("in press", (None, None, None)),
    ],
)
def test_dates_are_read_in_any_form(issued: Any, date: tuple[int | None, ...]) -> None:
    record = record_of(issued=issued)
    assert (record.year, record.month, record.day) == date


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ({"family": "Roe", "given": "Ada"}, ("Ada Roe",)),
        ([{"literal": "Cape Lab"}], ("{Cape Lab}",)),
        ([{"family": "Plato"}, {"given": "Aristotle"}], ("Plato", "Aristotle")),
        ([{"family": "Cape Lab"}], ("{Cape Lab}",)),
        ([{"family": "Cruz", "given": "Eva", "dropping-particle": "de la"}], ("Eva de la Cruz",)),
        (["Roe, Ada", "Kim Li"], ("Ada Roe", "Kim Li")),
        ("Roe, Ada", ("Ada Roe",)),
        (["World Health Organization"], ("{World Health Organization}",)),
        ({"family": "Silva", "given": "Ana", "suffix": "Neto"}, ("Ana {Silva} Neto",)),
        ([None, 5, {}, []], ("5",)),
        ([{"family": "R{o}e_", "given": "A&da"}], (r"A\&da R\{o\}e\_",)),
    ],
)
def test_names_are_read_in_any_form(author: Any, names: tuple[str, ...]) -> None:
    assert record_of(author=author).authors == names


@pytest.mark.parametrize(
    ("variables", "pages"),
    [
        ({"page": "1-10"}, "1--10"),
        ({"page": "e12-e12"}, "e12"),
        ({"page-first": "12"}, "12"),
        ({"page": "12 pp.", "article-number": "104"}, "104"),
        ({"number-of-pages": "12"}, None),
        ({"page": "1-3, 7-9"}, "1--3, 7--9"),
        ({"article-number": "104"}, "104"),
        ({"number": 104}, "104"),
        ({"page": "1-10", "number": "104"}, "1--10"),
        ({"page": "arXiv:2410.08811"}, None),
    ],
)
def test_pages_or_an_article_number_are_read(variables: dict[str, Any], pages: str | None) -> None:
    assert record_of(type="article-journal", **variables).pages == pages


def test_a_number_of_another_type_is_not_an_article_number() -> None:
    assert record_of(type="report", number="TR-5").pages is None


def test_a_short_doi_becomes_a_link() -> None:
    record = record_of(DOI="10/fg6rf9")
    assert record.links == (Link("https://doi.org/10/fg6rf9"),)
    assert csl.item(record, "k")["URL"] == "https://doi.org/10/fg6rf9"


@pytest.mark.parametrize(("word", "code"), [("English", "en"), ("fr-CA", "fr-CA"), ("ger", "de")])
def test_languages_become_codes(word: str, code: str) -> None:
    assert record_of(language=word).language == code


@pytest.mark.parametrize(
    "item",
    [
        {"page": "2410.08811"},
        {"page": "arXiv:2410.08811v2 [cs.LG]"},
        {"article-number": "arXiv:2410.08811"},
        {"volume": "abs/2410.08811"},
        {"issue": "2410.08811"},
        {"DOI": "10.48550/arXiv.2410.08811"},
        {"number": "arXiv:2410.08811"},
        {"note": "arXiv:2410.08811 [cs]"},
        {"URL": "http://arxiv.org/abs/2410.08811v2"},
        {"archive": "arXiv", "archive_location": "2410.08811"},
        {"archive": "arXiv.org", "number": "2410.08811"},
        {"number": "2410.08811"},
        {"container-title": "arXiv:2410.08811 [cs.LG]"},
    ],
)
def test_arxiv_ids_are_found_in_any_field(item: dict[str, str]) -> None:
    record = record_of(**item, publisher="arXiv")
    assert (record.arxiv_id, record.venue, record.links) == ("2410.08811", "arXiv", ())
    assert (record.publisher, record.note, record.pages, record.volume) == (None,) * 4


def test_the_venue_depends_on_the_type() -> None:
    assert record_of(type="thesis", publisher="Cape University").venue == "Cape University"
    named = record_of(type="dissertation", institution=[{"name": "Cape"}], publisher="Online")
    assert (named.venue, named.publisher) == ("Cape", "Online")
    book = record_of(type="book-chapter", **{"container-title": ["Lectures", "On Tides"]})
    assert book.venue == "On Tides"
    paper = record_of(type="paper-conference", **{"container-title": "Tide Workshop"})
    assert paper.venue_kind is VenueKind.WORKSHOP


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ("roe2024", "roe2024"),
        (12, "12"),
        ("http://zotero.org/users/1/items/A", None),
        ("a b", None),
    ],
)
def test_an_id_that_looks_like_a_citation_key_is_used_as_one(given: Any, key: str | None) -> None:
    assert record_of(id=given).citation_key == key
    assert record_of(id=given, **{"citation-key": "own"}).citation_key == "own"


def test_malformed_relations_give_no_related_dois() -> None:
    for text in ("", "{", "[]", '{"has-preprint": 5}', '{"has-preprint": [5, {"id-type": "doi"}]}'):
        assert csl.related_dois({"relation": text}) == ()
    assert csl.related_dois({}) == ()
