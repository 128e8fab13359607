"""Invalid links are skipped with a warning on the entry."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import ValidationError, convert

from app.bibliography import csl, ris, urls
from app.bibliography.bibtex import reader
from app.bibliography.document import entries
from app.bibliography.document.reader import DocumentError, read_document
from app.bibliography.entry import ParsedEntry
from app.bibliography.record import HttpAddress
from app.bibliography.urls import encoded, skipped_link, validation_error

INVALID = {
    "ftp://cape.example/a.pdf": "must begin with https:// or http://",
    "file:///home/ada/a.pdf": "must begin with https:// or http://",
    "ftp://cape.example": "must begin with https:// or http://",
    "https://cape.example/a b.pdf": "must not contain spaces",
    "https:///a.pdf": "is not a valid web address",
    "https://cape.example:99999/": "is not a valid web address",
    "http://" + "a" * 70 + ".com/": "is not a valid web address",
    "https://" + "ü" * 60 + ".example/": "has an invalid host name",
    "http://xn--ÿ/": "has an invalid host name",
    "http://exa\ufffdmple/": "has an invalid host name",
    "https://cape.example/" + "a" * 2_000: "is longer than 2,000 characters",
    "https://cape.example/" + "ü" * 400: "is longer than 2,000 characters once encoded",
}
Reader = Callable[[str], ParsedEntry]


def of_bibtex(url: str) -> ParsedEntry:
    (entry,) = reader.read_bibtex(f"@misc{{k, title = {{T}}, url = {{{url}}}}}")
    return entry


def of_ris(url: str) -> ParsedEntry:
    (entry,) = ris.read(f"TY  - JOUR\nTI  - T\nUR  - {url}\nER  - ")
    return entry


def of_csl(url: str) -> ParsedEntry:
    (entry,) = csl.read(json.dumps([{"title": "T", "URL": url}]))
    return entry


def of_document(url: str) -> ParsedEntry:
    (entry,) = entries.read_entries(json.dumps({"title": "T", "links": [{"url": url}]}))
    return entry


@pytest.mark.parametrize("reader", [of_bibtex, of_ris, of_csl])
@pytest.mark.parametrize("url", INVALID)
def test_an_invalid_link_is_skipped_with_a_warning_but_stays_in_the_source(
    reader: Reader, url: str
) -> None:
    entry = reader(url)
    assert entry.record
    assert entry.record.links == ()
    (warning,) = entry.warnings
    assert warning.startswith(f"the link “{url[:60]}")
    assert warning.endswith(f"” was skipped: it {INVALID[url]}")
    assert url in entry.source or json.dumps(url) in entry.source


@pytest.mark.parametrize("reader", [of_bibtex, of_ris, of_csl])
@pytest.mark.parametrize(
    "written", ["www.cape.example/a", "//cape.example/a", "cape.example/a", "Www.cape.example"]
)
def test_an_address_without_a_scheme_becomes_a_link(reader: Reader, written: str) -> None:
    entry = reader(written)
    assert entry.record
    url = f"https://{written.removeprefix('//')}"
    assert ([link.url for link in entry.record.links], entry.warnings) == ([url], ())
    assert entry.extras == {}


@pytest.mark.parametrize(
    "written", ["tides.pdf", "salt/tides.pdf", "hal-01", "cape.example", "10.1000/182", "a b.org/c"]
)
def test_a_name_of_a_file_is_no_address(written: str) -> None:
    assert urls.with_scheme(written) == written


@pytest.mark.parametrize("reader", [of_bibtex, of_ris, of_csl, of_document])
@pytest.mark.parametrize("url", ["https://cape.example/a.pdf", "https://ü.example/ü"])
def test_a_valid_link_is_kept_without_a_warning(reader: Reader, url: str) -> None:
    entry = reader(url)
    assert entry.record
    assert ([link.url for link in entry.record.links], entry.warnings) == ([url], ())


def test_an_invalid_link_in_a_document_is_skipped_with_a_warning() -> None:
    entry = of_document("http://xn--ÿ/")
    assert entry.record
    assert entry.record.links == ()
    assert entry.warnings == (skipped_link("http://xn--ÿ/"),)


@pytest.mark.parametrize("value", ["paper.pdf", "true", "hal-01", "/assets/a.pdf"])
def test_a_value_that_is_not_a_url_gives_no_warning(value: str) -> None:
    assert of_bibtex(value).warnings == ()


def test_a_url_that_repeats_the_doi_gives_no_warning() -> None:
    (entry,) = ris.read("TY  - JOUR\nTI  - T\nDO  - 10.1000/x\nUR  - doi.org/10.1000/x\nER  - ")
    assert entry.warnings == ()


@pytest.mark.parametrize("url", INVALID)
def test_an_invalid_url_in_a_profile_is_reported_with_its_path(url: str) -> None:
    person = {"name": "Kim", "url": url}
    profile = {"name": "Ada", "links": [{"label": "a", "url": url}]}
    for where, parts in (
        ("people[0].url: ", {"profile": {"name": "Ada"}, "people": [person]}),
        ("profile.links[0].url: ", {"profile": profile}),
    ):
        with pytest.raises(DocumentError) as raised:
            read_document(json.dumps({"vitae": 1} | parts).encode())
        assert str(raised.value).startswith(where)


def test_a_lone_surrogate_in_a_url_is_reported_with_its_line() -> None:
    text = '{"vitae": 1,\n"profile": {"name": "A"}, "people": [{"url": "http://exa\\udcffmple/"}]}'
    with pytest.raises(DocumentError, match=r"^line 2: "):
        read_document(text.encode())


@given(st.text(alphabet="ab.:/?#ü℀א1-[]@% \udcff").map(lambda end: f"http://{end}"))
def test_a_url_without_a_validation_error_can_be_encoded_and_stored(url: str) -> None:
    if validation_error(url):
        return
    assert encoded(url)
    try:
        convert(url, HttpAddress)
    except ValidationError:
        pytest.fail(url)
