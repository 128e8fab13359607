"""The real bibliographies go out as CSL-JSON and RIS and come in again, entry for entry."""

from pathlib import Path

import pytest

from app.bibliography import bibtex, csl, formats, ris
from app.bibliography.entries import Entry
from app.bibliography.record import Record
from tests.bibliography.records import said
from tests.bibliography.test_ris_round_trips import sayable

DATA = Path(__file__).parents[2] / "../shared/data/bib"
FILES = sorted(DATA.glob("*.bib")) or [DATA / "missing.bib"]
real = pytest.mark.skipif(
    not DATA.exists(), reason="the real bibliographies are not beside this checkout"
)


def entries(file: Path) -> list[Entry]:
    text, _ = formats.decode(file.read_bytes())
    return [entry for entry in bibtex.read(text) if entry.record]


def records(found: list[Entry]) -> list[Record]:
    return [entry.record for entry in found if entry.record]


@real
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_as_csl(file: Path) -> None:
    found = entries(file)
    again = list(csl.read(csl.write(records(found))))
    for before, after in zip(found, again, strict=True):
        assert said(after.record) == said(before.record)
        assert dict(after.extras) == dict(before.extras)
        assert after.keywords == before.keywords


@pytest.mark.slow
@real
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_as_csl_twice(file: Path) -> None:
    once = list(csl.read(csl.write(records(entries(file)))))
    twice = list(csl.read(csl.write(records(once))))
    for before, after in zip(once, twice, strict=True):
        assert said(after.record) == said(before.record)
        assert dict(after.extras) == dict(before.extras)


@real
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_as_ris_as_far_as_it_can_say(file: Path) -> None:
    found = entries(file)
    again = ris.read(ris.write(records(found)))
    for before, after in zip(found, again, strict=True):
        assert before.record is not None
        assert said(after.record) == sayable(before.record)
        assert after.keywords == before.keywords
