"""Real bibliographies survive round trips through CSL-JSON and RIS, entry by entry."""

from pathlib import Path

import pytest

from app.bibliography import csl, formats, ris
from app.bibliography.bibtex import reader
from app.bibliography.entry import Format, ParsedEntry
from app.bibliography.record import Record
from tests.support import samples
from tests.support.records import said
from tests.support.ris_expectations import expressible

each_file = pytest.mark.parametrize("file", samples.bibliographies())


def entries(file: Path) -> list[ParsedEntry]:
    return [entry for entry in reader.read_bibtex(samples.text(file)) if entry.record]


def records(found: list[ParsedEntry]) -> list[Record]:
    return [entry.record for entry in found if entry.record]


@pytest.mark.slow
@each_file
def test_real_files_survive_a_csl_round_trip(file: Path) -> None:
    found = entries(file)
    again = list(csl.read(formats.write_records(Format.CSL, records(found))))
    for before, after in zip(found, again, strict=True):
        assert said(after.record) == said(before.record)
        assert dict(after.extras) == dict(before.extras)
        assert after.keywords == before.keywords


@pytest.mark.slow
@each_file
def test_a_second_csl_round_trip_changes_nothing(file: Path) -> None:
    once = list(csl.read(formats.write_records(Format.CSL, records(entries(file)))))
    twice = list(csl.read(formats.write_records(Format.CSL, records(once))))
    for before, after in zip(once, twice, strict=True):
        assert said(after.record) == said(before.record)
        assert dict(after.extras) == dict(before.extras)


@pytest.mark.slow
@each_file
def test_a_ris_round_trip_keeps_what_ris_can_express(file: Path) -> None:
    found = entries(file)
    again = ris.read(formats.write_records(Format.RIS, records(found)))
    for before, after in zip(found, again, strict=True):
        assert before.record is not None
        assert said(after.record) == expressible(before.record)
        assert after.keywords == before.keywords
