"""Keywords and extra fields from the source entry of a record."""

import pytest

from app.bibliography import formats, origin
from app.bibliography.entry import Format
from app.bibliography.origin import ForeignEntry
from app.bibliography.record import Record

BIBTEX = "@misc{k, title = {T}, Keywords = {tides, salt}, award = {A}}"
CSL = '{"id": "k", "title": "T", "keyword": "tides; salt"}'
RIS = "TY  - JOUR\nTI  - T\nKW  - tides\nER  - "


@pytest.mark.parametrize(
    ("source", "wanted", "keywords"),
    [
        (BIBTEX, Format.RIS, ("tides", "salt")),
        (BIBTEX, Format.CSL, ("tides", "salt")),
        (CSL, Format.BIBTEX, ("tides", "salt")),
        (CSL, Format.RIS, ("tides", "salt")),
        ('{"id": "k", "title": "T", "subject": ["tides"]}', Format.BIBTEX, ("tides",)),
        (RIS, Format.BIBTEX, ("tides",)),
        (RIS, Format.CSL, ("tides",)),
        # Copied from a web page, with no-break spaces.
        (RIS.replace("  -", "\u00a0\u00a0-"), Format.BIBTEX, ("tides",)),
        ("@misc{k, title = {T}}", Format.RIS, ()),
        ("", Format.RIS, ()),
    ],
)
def test_keywords_are_read_from_the_source(
    source: str, wanted: Format, keywords: tuple[str, ...]
) -> None:
    record = Record(title="T", source=source or None)
    assert formats.foreign_entry(record, wanted).keywords == keywords


@pytest.mark.parametrize(
    ("source", "form"),
    [(BIBTEX, Format.BIBTEX), (CSL, Format.CSL), (RIS, Format.RIS), ("tides", None), ("", None)],
)
def test_the_format_of_a_source_is_detected(source: str, form: Format | None) -> None:
    record = Record(title="T", source=source or None)
    assert origin.format_of(record) is form
    assert form is None or origin.raw_text(record, form) == source
    assert form is None or formats.foreign_entry(record, form) == ForeignEntry()


def test_unmapped_fields_are_passed_on_to_another_format() -> None:
    told = formats.foreign_entry(Record(title="T", source=BIBTEX), Format.CSL)
    assert told.format is Format.BIBTEX
    assert told.extras["award"] == "A"


def test_a_source_without_keywords_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "read_entries", lambda *_: pytest.fail("it was read"))
    record = Record(title="T", source="@misc{k, title = {T}, abstract = {Long.}}")
    assert formats.foreign_entry(record, Format.RIS) == ForeignEntry()
