"""What a record was made of is read again only where it can say something."""

import pytest

from app.bibliography import formats, sources
from app.bibliography.entries import Format
from app.bibliography.record import Record


@pytest.mark.parametrize(
    ("source", "keywords"),
    [
        ("@misc{k, title = {T}, Keywords = {tides, salt}}", ("tides", "salt")),
        ('{"id": "k", "title": "T", "keyword": "tides; salt"}', ("tides", "salt")),
        ('{"id": "k", "title": "T", "subject": ["tides"]}', ("tides",)),
        ("TY  - JOUR\nTI  - T\nKW  - tides\nER  - ", ("tides",)),
        ("@misc{k, title = {T}}", ()),
        ("", ()),
    ],
)
def test_the_keywords_of_a_source(source: str, keywords: tuple[str, ...]) -> None:
    record = Record(title="T", source=source or None)
    assert sources.keywords(record, Format.BIBTEX, Format.CSL, Format.RIS) == keywords


def test_a_source_without_keywords_is_not_read_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "read", lambda *_: pytest.fail("it was read"))
    record = Record(title="T", source="@misc{k, title = {T}, abstract = {Long.}}")
    assert sources.keywords(record, Format.BIBTEX) == ()
