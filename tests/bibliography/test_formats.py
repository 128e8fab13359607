"""Detecting a file's format, decoding its bytes and reading its entries."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bibliography import formats
from app.bibliography.bibtex import reader
from app.bibliography.entry import Format
from app.bibliography.record import Record


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.txt", "% mine\n@article{k, title = {T}}", Format.BIBTEX),
        ("a.bib", "TY  - JOUR\nER  -", Format.RIS),
        ("", "\ufeffty - JOUR", Format.RIS),
        ("a.json", '[{"title": "T"}]', Format.CSL),
        ("", '{"items": []}', Format.CSL),
        ("", '{"vitae": 1, "profile": {"name": "A"}}', Format.DOCUMENT),
        ("", ' {"person": {"name": "A"}}', Format.DOCUMENT),
        ("", '{"vitae": 1, "broken', Format.DOCUMENT),
        ("", '[{"broken', Format.CSL),
        ("", "[" * 100_000, Format.CSL),
        ("A.BIB", "", Format.BIBTEX),
        ("a.ris", "nothing", Format.RIS),
        ("a.json", "", Format.CSL),
        ("a.pdf", "me@example.org {x}", None),
        ("", "", None),
    ],
)
def test_formats_are_detected_by_text_then_by_file_name(
    name: str, text: str, expected: Format | None
) -> None:
    assert formats.detect(name, text) is expected


@pytest.mark.parametrize(
    ("content", "text", "doubts"),
    [
        ("Zoë".encode(), "Zoë", []),
        ("Zoë".encode("utf-8-sig"), "Zoë", []),
        ("Zoë".encode("utf-16"), "Zoë", []),
        (
            "a\nZoë".encode("latin-1"),
            "a\nZoë",
            ["line 2: this is not UTF-8 text; it was read as Latin-1"],
        ),
        (
            "“Zoë”".encode("cp1252"),
            "“Zoë”",
            ["line 1: this is not UTF-8 text; it was read as Latin-1"],
        ),
        (b"\x81\xff", "\x81ÿ", ["line 1: this is not UTF-8 text; it was read as Latin-1"]),
    ],
)
def test_bytes_are_decoded_to_text(content: bytes, text: str, doubts: list[str]) -> None:
    assert formats.decode(content) == (text, doubts)


@given(st.binary())
def test_arbitrary_bytes_never_raise(content: bytes) -> None:
    formats.detect("", formats.decode(content)[0])


def test_bibtex_is_read_as_bibtex() -> None:
    text = "@misc{k, title = {T}}"
    assert list(formats.read_entries(Format.BIBTEX, text)) == list(reader.read_bibtex(text))


def test_the_publications_of_a_document_are_entries() -> None:
    text = (
        '{"vitae": 1, "profile": {"name": "A"}, "publications": [{"title": "T"}, {"title": "U"}]}'
    )
    entries = list(formats.read_entries(Format.DOCUMENT, text))
    assert [entry.record and entry.record.title for entry in entries] == ["T", "U"]
    assert entries[0].source == '{"title":"T"}'


def test_an_invalid_document_yields_an_entry_with_an_error() -> None:
    (entry,) = formats.read_entries(Format.DOCUMENT, '{"vitae": 1, "profile": {}}')
    assert "name" in entry.error
    assert entry.record is None


@pytest.mark.parametrize(
    "source",
    [
        "@misc{k, title = {On tides}}",
        "@misc{k, title = {On tides}}\x1e@misc{l, title = {Other}}",
        '{"title": "On tides", "year": 2024}',
        '{"title": "On tides", "authors": ["Ada Roe"], "venue": "Waves"}',
        '{"title": "On tides", "authors": ["Ada Roe"], "url": "https://example.org"}',
    ],
)
def test_a_stored_source_is_parsed_again(source: str) -> None:
    entry = formats.read_source(source)
    assert entry
    assert entry.record
    assert entry.record.title == "On tides"
    assert entry.record.source == entry.source == source.partition("\x1e")[0]


def test_a_record_survives_a_json_round_trip() -> None:
    record = Record(title="T", authors=("Ada Roe",), year=2024, doi="10.1000/x")
    entry = formats.read_source(msgspec.json.encode(record).decode())
    assert entry
    assert entry.record
    assert msgspec.structs.replace(entry.record, source=None) == record


@pytest.mark.parametrize("source", ["", "words", "@misc{broken", "@misc{k, year = 2024}"])
def test_an_unreadable_source_returns_none(source: str) -> None:
    assert formats.read_source(source) is None
