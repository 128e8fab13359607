"""Looked-up entries are stored as text and read back unchanged."""

import json

import pytest
from flask import Flask

from app.bibliography import csl, formats
from app.bibliography.entry import ParsedEntry
from app.bibliography.record import Record
from app.services.importing import sources as importing_sources
from app.services.importing.matching.same_version import related_identifiers
from app.services.lookups import find
from app.services.lookups import sources as lookups_sources
from tests.bibliography.answers.test_orcid import summary
from tests.support.fake_hosts import Answer, fake_host, sources

ORCID = "0000-0002-1825-0097"
ITEM = '{"type": "article-journal", "title": "On dunes", "custom-thing": "kept"}'


def look_up(
    monkeypatch: pytest.MonkeyPatch, *entries: ParsedEntry, missing: int = 0
) -> list[ParsedEntry]:
    found = find.LookupResult("OpenAlex A1", list(entries), missing)
    monkeypatch.setattr(find, "look_up", lambda _: found)
    given = importing_sources.look_up("A1")
    assert given.name == (
        "OpenAlex A1 (2,000 more works not fetched)" if missing else "OpenAlex A1"
    )
    return list(formats.read_entries(given.format, formats.decode(given.content)[0]))


def test_looked_up_items_are_read_back_unchanged(monkeypatch: pytest.MonkeyPatch) -> None:
    (entry,) = csl.read(ITEM)
    read = look_up(monkeypatch, entry, entry, missing=2_000)
    assert [one.extras for one in read] == [entry.extras] * 2
    assert [one.record.title for one in read if one.record] == ["On dunes"] * 2


def test_an_entry_in_another_format_keeps_its_record(monkeypatch: pytest.MonkeyPatch) -> None:
    record = Record(title="On $x^2$", authors=("Ada Roe",), venue="arXiv", arxiv_id="2301.00001")
    atom = ParsedEntry(1, "<entry/>", record, extras={"comment": "8 pages"})
    (read,) = look_up(monkeypatch, atom, ParsedEntry(2, "<entry/>", error="no title"))
    assert read.record
    assert (read.record.title, read.record.arxiv_id) == (record.title, record.arxiv_id)


def test_extras_and_warnings_survive_repeated_reading(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = {"doi": "10.1000/dunes", "comment": "8 pages", "categories": "cs.LG"}
    record = Record(title="On dunes", authors=("Ada Roe",), venue="arXiv", arxiv_id="2301.00001")
    atom = ParsedEntry(1, "<entry/>", record, extras=said, warnings=("it is odd",))
    (read,) = look_up(monkeypatch, atom)
    again = formats.read_source(read.source)
    for entry in (read, again):
        assert entry
        assert (entry.extras, entry.warnings) == (said, ("it is odd",))
        assert related_identifiers(entry) == ("10.1000/dunes",)


def test_the_warning_about_missing_orcid_authors_survives_every_reading(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    works = {"group": [{"work-summary": [summary()]}]}
    with fake_host() as host, app.app_context():
        host.play(f"/v3.0/{ORCID}/works", Answer(json.dumps(works).encode()))
        found = find.look_up(ORCID, sources(host))
    monkeypatch.setattr(find, "look_up", lambda _: found)
    given = importing_sources.look_up(ORCID)
    (read,) = formats.read_entries(given.format, given.content.decode())
    again = formats.read_source(read.source)
    assert again
    assert read.warnings == again.warnings == (lookups_sources.NO_AUTHORS,)
    assert read.extras == again.extras == {}
