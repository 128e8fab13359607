"""Single entries in BibTeX, RIS and CSL, and records written in a format and read again."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from app.bibliography import formats
from app.bibliography.entry import Format, ParsedEntry
from app.bibliography.record import Record

EXCHANGED = (Format.BIBTEX, Format.RIS, Format.CSL)


def only_entry(format_: Format, text: str) -> ParsedEntry:
    """Return the only entry of a text."""
    (entry,) = formats.read_entries(format_, text)
    assert entry.record, entry.error
    return entry


def bibtex_entry(fields: str, kind: str = "article") -> ParsedEntry:
    """Return an entry with a title and these fields."""
    return only_entry(Format.BIBTEX, f"@{kind}{{k, title = {{T}}, {fields}}}")


def ris_entry(*lines: str, kind: str = "JOUR") -> ParsedEntry:
    """Return an entry with a title and these lines."""
    return only_entry(Format.RIS, "\n".join([f"TY  - {kind}", "TI  - T", *lines, "ER  - "]))


def csl_entry(**variables: Any) -> ParsedEntry:
    """Return an entry with a title and these variables, in which hyphens are underscores."""
    item = {name.replace("_", "-"): value for name, value in variables.items()}
    return only_entry(Format.CSL, json.dumps([{"title": "T", "type": "article-journal"} | item]))


def record_in(entry: ParsedEntry) -> Record:
    """Return the record of an entry."""
    assert entry.record
    return entry.record


def articles(venue: str) -> list[Record]:
    """Return the article in a journal of this name, read from each format."""
    in_bibtex = bibtex_entry(f"journal = {{{venue}}}")
    return [
        *map(record_in, (in_bibtex, ris_entry(f"T2  - {venue}"), csl_entry(container_title=venue)))
    ]


def read_again(records: Sequence[Record]) -> Iterator[Record]:
    """Yield the records as each format gives them back."""
    for format_ in EXCHANGED:
        for record in records:
            yield record_in(only_entry(format_, formats.write_records(format_, [record])))
