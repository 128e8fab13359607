"""Reading profile documents and reporting their errors."""

from typing import Any

import msgspec
import pytest

from app.bibliography.document import reader
from app.bibliography.document.reader import (
    Document,
    DocumentError,
    FilePart,
    ProfileLink,
    SupervisionPart,
)
from app.bibliography.record import Author, Link, LinkKind, PublicationType, Record, VenueKind
from tests.support import samples

WHOLE = """\ufeff{
  "vitae": 1,
  "profile": {
    "name": "Ada Roe", "given_name": "Ada", "family_name": "Roe", "other_names": ["A. Roe"],
    "memberships": ["Tide Society"], "position": "Professor", "affiliation": "Cape University",
    "research_topics": ["Tides"], "email": "ada@cape.example", "orcid": "0000-0002-1825-009X",
    "links": [{"label": "Blog", "url": "https://cape.example/~ada"}],
    "biography": "Ada counts *waves*.\\n\\nAnd tides."
  },
  "people": [{"name": "Kim Li", "level": "PhD", "role": "co", "started_on": "2024-09"}, {}],
  "topics": ["Tides", "Salt"],
  "publications": [{
    "title": "On \\\\emph{tides}", "type": "paper-conference", "year": 2024, "month": 2, "day": 29,
    "authors": ["Kim Li", {"name": "Ada Roe", "corresponding": true, "equal": true}, "Kim Li"],
    "venue": "Tide Conference", "venue_short": "TC", "venue_kind": "conference",
    "doi": "https://doi.org/10.1000/ABC", "arxiv_id": "arXiv:2410.08811v3", "language": "en-GB",
    "abstract": "One.\\n\\n\\tTwo.", "topics": ["Tides"], "work": "tides", "source": "@article{…}",
    "links": [{"url": "http://cape.example/a.pdf", "kind": "pdf", "label": "Slides of the talk"}]
  }]
}
"""


def read(*publications: Any, **parts: Any) -> Document:
    whole = {"vitae": 1, "profile": {"name": "Ada Roe"}, "publications": publications}
    return reader.read_document(msgspec.json.encode(whole | parts))


def error_message(*publications: Any, **parts: Any) -> str:
    with pytest.raises(DocumentError) as raised:
        read(*publications, **parts)
    return str(raised.value)


def test_a_whole_document_is_read() -> None:
    found = reader.read_document(WHOLE.encode())
    assert found.profile.links == (ProfileLink("Blog", "https://cape.example/~ada"),)
    assert found.profile.biography == "Ada counts *waves*.\n\nAnd tides."
    kim = SupervisionPart(name="Kim Li", level="PhD", role="co", started_on="2024-09")
    assert found.people == (kim, SupervisionPart())
    assert found.topics == ("Tides", "Salt")
    assert tuple(one.record for one in found.publications) == (
        Record(
            title=r"On \emph{tides}",
            type=PublicationType.PAPER_CONFERENCE,
            authors=("Kim Li", Author("Ada Roe", corresponding=True, equal=True), "Kim Li"),
            venue="Tide Conference",
            venue_short="TC",
            venue_kind=VenueKind.CONFERENCE,
            year=2024,
            month=2,
            day=29,
            doi="10.1000/abc",
            arxiv_id="2410.08811",
            language="en-GB",
            abstract="One.\n\n\tTwo.",
            topics=("Tides",),
            links=(Link("http://cape.example/a.pdf", LinkKind.PDF, "Slides of the talk"),),
            work="tides",
            source="@article{…}",
        ),
    )


def test_files_are_named_beside_their_publication() -> None:
    files = [{"file": "ada-tides.pdf", "name": "tides"}, {"file": "Talk.pdf"}]
    (found,) = read({"title": "On tides", "files": files}).publications
    assert found.files == (FilePart("ada-tides.pdf", "tides"), FilePart("Talk.pdf"))
    # The record that is imported again is the same with and without them.
    assert found.record == read({"title": "On tides"}).publications[0].record
    entry = {"title": "On tides", "files": [{"file": "a.pdf", "name": "../b"}]}
    with pytest.raises(DocumentError, match=r"publications\[0\]\.files\[0\]\.name"):
        read(entry)


def test_authors_may_be_names_or_objects_and_duplicates_are_kept() -> None:
    people = reader.read_document(WHOLE.encode()).publications[0].people
    assert people == (Author("Kim Li"), Author("Ada Roe", True, True), Author("Kim Li"))


def test_the_sample_is_read() -> None:
    found = reader.read_document(samples.EMBEDDED.read_bytes())
    assert found.profile.name == "David Scott Krueger"
    assert len(found.publications) == 12


def test_only_names_and_titles_are_required() -> None:
    assert read().profile.name == "Ada Roe"
    assert read({"title": "On tides"}).publications[0].type is PublicationType.ARTICLE


def test_the_source_is_the_original_record_with_sorted_keys() -> None:
    record = {"year": 2024, "title": "On tides", "arxiv_id": "2410.08811v3"}
    source = read(record).publications[0].source
    assert source == '{"arxiv_id":"2410.08811v3","title":"On tides","year":2024}'
    assert read(dict(sorted(record.items()))).publications[0].source == source


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("On\0 ti\x1bdes\x7f", "On tides"),
        ("On\u202e tides\u2066", "On tides"),
        ("On\n\ttides", "On\n\ttides"),
        ("On\r\ntides", "On\ntides"),
        ("\ufeffOn tides", "On tides"),
    ],
)
def test_control_characters_are_removed_except_newlines_and_tabs(text: str, title: str) -> None:
    found = read({"title": text, "authors": [text]}, topics=[text]).publications[0]
    assert (found.title, found.authors) == (title, (title,))
    assert read(topics=[text]).topics == (title,)


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"vitae": 2}, "vitae: must be 1, not “2”"),
        ({"vitae": "1"}, "vitae: expected a whole number, got text"),
        ({"papers": []}, "the document: “papers” is not an allowed key"),
        ({"profile": {}}, "profile: the key “name” is missing"),
        ({"profile": {"name": " "}}, "profile.name: must not be blank"),
        ({"profile": {"name": "A", "email": "ada"}}, "profile.email: must be an e-mail address"),
        (
            {"profile": {"name": "A", "orcid": "0000"}},
            "profile.orcid: must be an ORCID iD such as 0000-0002-1825-0097",
        ),
        ({"people": [{"role": "aunt"}]}, "people[0].role: must be principal or co, not “aunt”"),
        ({"people": [{}, {"nam": "B"}]}, "people[1]: “nam” is not an allowed key"),
        (
            {"people": [{"started_on": "0000"}]},
            "people[0].started_on: must be a date such as 2024, 2024-09 or 2024-09-30",
        ),
        (
            {"people": [{"started_on": "2024", "ended_on": "2023-12"}]},
            "people[0].ended_on: 2023-12 is before the start, 2024",
        ),
        ({"publications": {}}, "publications: expected a list in brackets [ ], got keys in "),
    ],
)
def test_an_error_in_the_document_is_reported_with_its_key(
    parts: dict[str, Any], message: str
) -> None:
    assert error_message(**parts).startswith(message)


@pytest.mark.parametrize("dates", [("2024", "2024-05"), ("2024-05", "2024"), ("2024", "2024")])
def test_partial_dates_are_accepted(dates: tuple[str, str]) -> None:
    assert read(people=[{"started_on": dates[0], "ended_on": dates[1]}]).people


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"year": "2024"}, ".year: expected a whole number, got text"),
        ({"year": 20.5}, ".year: expected a whole number, got a decimal number"),
        ({"year": True}, ".year: expected a whole number, got true or false"),
        ({"year": 1066}, ".year: must be 1500 or more"),
        ({"year": 9999}, ".year: must be 2200 or less"),
        ({"year": 2024, "month": 13}, ".month: must be 12 or less"),
        ({"month": 3}, ".month: a month needs its year"),
        ({"year": 2024, "day": 3}, ".day: a day needs its month"),
        ({"year": 2023, "month": 2, "day": 29}, ".day: that month has only 28 days"),
        ({"yaer": 2024}, ": “yaer” is not an allowed key"),
        ({"title": ""}, ".title: must not be blank"),
        ({"title": " \n\t"}, ".title: must not be blank"),
        ({"title": "\0\u202e\u200b"}, ".title: must not be blank"),
        ({"title": 3}, ".title: expected text, got a whole number"),
        ({"title": "a" * 200_001}, ".title: must not be longer than 200000 characters"),
        ({"type": "poem"}, ".type: must be article-journal, paper-conference, article, chapter, "),
        ({"venue_kind": "pub"}, ".venue_kind: must be journal, conference, workshop, repository, "),
        ({"doi": "11.1000/1"}, ".doi: “11.1000/1” is not a DOI such as 10.1000/182"),
        ({"arxiv_id": "24.1"}, ".arxiv_id: “24.1” is not an arXiv number such as 2410.08811"),
        ({"language": "English!"}, ".language: must be a language code such as en or fr-CA"),
        ({"authors": "Ada Roe"}, ".authors: expected a list in brackets [ ], got text"),
        ({"authors": [3]}, ".authors[0]: expected text or keys in braces { }, got a whole number"),
        ({"authors": ["A", {"nam": "B"}]}, ".authors[1]: “nam” is not an allowed key"),
        ({"authors": ["A", " "]}, ".authors[1]: must not be blank"),
        ({"links": [{"url": "https://a.b", "kind": "x"}]}, ".links[0].kind: must be pdf, code, "),
    ],
)
def test_an_error_in_a_record_is_reported_with_its_path(
    fields: dict[str, Any], message: str
) -> None:
    good = {"title": "On tides"}
    assert error_message(good, good, good, good | fields).startswith(f"publications[3]{message}")


def test_a_record_needs_a_title() -> None:
    assert error_message({"year": 2024}) == "publications[0]: the key “title” is missing"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//a.b",
        "a.b",
        "https://",
        "http://[a",
        "ftp://a.b",
        "javascript://a.b/%0Ax",
        "http:// a",
        "https://a.b/ c",
        "https://a.b\n",
        "https://a.b/\njavascript:x",
        " https://a.b",
    ],
)
def test_links_must_be_http_urls(address: str) -> None:
    message = "must be a web address that begins with https:// or http://"
    link = {"label": "Tides", "url": address}
    record = {"title": "On tides", "links": [link]}
    assert error_message(record) == f"publications[0].links[0].url: {message}"
    profile = {"name": "Ada Roe", "links": [link]}
    assert error_message(profile=profile) == f"profile.links[0].url: {message}"
