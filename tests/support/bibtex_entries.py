"""Single BibTeX entries, read for a test."""

from app.bibliography.bibtex import reader
from app.bibliography.entry import ParsedEntry
from app.bibliography.record import Record


def only_entry(text: str) -> ParsedEntry:
    """Return the only entry of a text."""
    (entry,) = reader.read_bibtex(text)
    return entry


def bibtex_record(fields: str, kind: str = "article") -> Record:
    """Return the record of an entry with a key, a title and these fields."""
    entry = only_entry(f"@{kind}{{roe2024, title = {{On tides}}, {fields}}}")
    assert entry.record, entry.error
    return entry.record
