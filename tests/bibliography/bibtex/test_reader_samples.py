"""Entries of the sample bibliographies are read as their expectation files say."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.bibliography import latex
from app.bibliography.bibtex import reader
from app.bibliography.entry import ParsedEntry
from app.bibliography.record import ContributorRole
from tests.support import samples

Expected = dict[str, Any]


def expected(file: Path) -> list[Expected]:
    """Return the expected values of a file's entries, each with its key and its purpose."""
    found: list[Expected] = msgspec.json.decode(file.with_suffix(".expected.json").read_bytes())
    return found


def cases() -> list[pytest.ParameterSet]:
    return [
        pytest.param(file, number, each, id=f"{file.stem}-{each['key']}-{number}")
        for file in samples.sample_files()
        for number, each in enumerate(expected(file))
    ]


def field_value(entry: ParsedEntry, name: str) -> Any:
    """Return the value of an entry's field in the form of the expectation files."""
    assert entry.record
    if name == "doubts":
        return list(entry.warnings)
    if name == "keywords":
        return list(entry.keywords)
    if name == "title":
        return latex.to_text(entry.record.title)
    if name == "authors":
        return entry.record.names_of(ContributorRole.AUTHOR)
    if name == "links":
        return [[link.url, link.kind] for link in entry.record.links]
    return getattr(entry.record, name)


@pytest.mark.parametrize(("file", "number", "each"), cases())
def test_an_entry_is_read_as_expected(file: Path, number: int, each: Expected) -> None:
    entry = list(reader.read_bibtex(samples.text(file)))[number]
    fields = {name: value for name, value in each.items() if name not in ("key", "why", "extras")}
    assert entry.key == each["key"]
    assert {name: field_value(entry, name) for name in fields} == fields
    assert each.get("extras", {}).items() <= entry.extras.items()


@pytest.mark.parametrize("file", samples.sample_files(), ids=lambda file: file.name)
def test_every_entry_has_an_expectation(file: Path) -> None:
    assert len(expected(file)) == samples.SAMPLE_ENTRIES[file.name]


def test_every_sample_has_an_entry_count() -> None:
    assert [file.name for file in samples.sample_files()] == sorted(samples.SAMPLE_ENTRIES)


def test_samples_keep_their_line_endings() -> None:
    content = {file.name: file.read_bytes() for file in samples.sample_files()}
    managers, handwritten = content["managers.bib"], content["handwritten.bib"]
    assert managers.startswith(b"\xef\xbb\xbf")
    assert managers.count(b"\r\n") == managers.count(b"\n")
    assert 0 < handwritten.count(b"\r\n") < handwritten.count(b"\n")


def test_broken_entries_are_reported_with_their_line() -> None:
    found = list(reader.read_bibtex(samples.text(samples.BROKEN)))
    assert [entry.error for entry in found] == [
        "",
        "line 7: the entry has no title",
        "line 12: this is not a BibTeX entry",
        "line 16: “nonsense” is not a field",
        "line 21: a comma is missing before “year”",
        "line 26: the entry ends before “year”",
        "line 32: the value of “year” is not closed",
        "",
    ]
    assert [entry.record.title for entry in found if entry.record] == [
        "Read Before What Is Broken",
        "Read Behind What Is Broken",
    ]
