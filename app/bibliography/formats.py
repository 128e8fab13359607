"""All formats behind one interface: detect the format, read entries, write records."""

import codecs
import re
from collections.abc import Callable, Iterable, Iterator

import msgspec

from app.bibliography import csl, origin, raw, ris
from app.bibliography.bibtex import reader, writer
from app.bibliography.document import entries
from app.bibliography.entry import Format, ParsedEntry
from app.bibliography.errors import at_line
from app.bibliography.messages import message
from app.bibliography.origin import ForeignEntry
from app.bibliography.record import Record

READERS = {
    Format.BIBTEX: reader.read_bibtex,
    Format.RIS: ris.read,
    Format.CSL: csl.read,
    Format.DOCUMENT: entries.read_entries,
}
WRITERS = {Format.RIS: ris.write, Format.CSL: csl.write}

_DOCUMENT_START = re.compile(r'\s*\{\s*"(?:vitae|person)"\s*:')
_SUFFIXES = {
    ".bib": Format.BIBTEX,
    ".bibtex": Format.BIBTEX,
    ".ris": Format.RIS,
    ".json": Format.CSL,
}
# The name of the keyword field in each format.
_KEYWORDS = re.compile(r"[kK](?:[eE][yY][wW][oO][rR][dD]|[wW]|1)|subject")
_SUFFIX = re.compile(r"\.[a-z]+\Z")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def detect(name: str, text: str) -> Format | None:
    """Return the format of a file from its text, or else from its name."""
    text = text.lstrip(raw.LEADING)
    if text.startswith(("{", "[")):
        return _json_format(text)
    suffix = _SUFFIX.search(name.lower().strip())
    return raw.first_format(text) or (_SUFFIXES.get(suffix[0]) if suffix else None)


def decode(content: bytes) -> tuple[str, list[str]]:
    """Return the text of a file, and warnings about its encoding."""
    if content.startswith(_UTF16):
        return content.decode("utf-16", "replace"), []
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
    warnings = [at_line(line, message("this is not UTF-8 text; it was read as Latin-1"))]
    try:
        return content.decode("cp1252"), warnings
    except UnicodeDecodeError:
        return content.decode("latin-1"), warnings


def read_entries(form: Format, text: str) -> Iterator[ParsedEntry]:
    """Yield the entries of a text in this format; an unreadable text is one entry with an error."""
    return READERS[form](text)


def write_records(
    form: Format,
    records: Iterable[Record],
    *,
    lossless: bool = False,
    before_each: Callable[[], None] = lambda: None,
) -> str:
    """Return the records in this format, including fields that only their raw entries have.

    Lossless BibTeX has a field of its own for what BibTeX cannot express. As writing many records
    takes long, `before_each` may let others do something first.
    """

    def foreign(record: Record) -> ForeignEntry:
        before_each()
        return foreign_entry(record, form)

    if form is Format.BIBTEX:
        return writer.write_bibtex(records, foreign, lossless=lossless)
    return WRITERS[form](records, foreign)


def foreign_entry(record: Record, wanted: Format) -> ForeignEntry:
    """Return what a record's raw entry, if in another format, adds for the writer of `wanted`."""
    form = origin.format_of(record)
    if form is None or form is wanted or not _may_add_fields(record, wanted):
        return ForeignEntry()
    entry = next(read_entries(form, raw.first_entry(record.source)), None)
    return ForeignEntry(form, entry.keywords, entry.extras) if entry else ForeignEntry()


def stored_keywords(source: str | None) -> tuple[str, ...]:
    """Return the keywords of a publication's first raw entry; most have none."""
    first = raw.first_entry(source)
    form = raw.format_of(first) if _KEYWORDS.search(first) else None
    entry = next(read_entries(form, first), None) if form else None
    return entry.keywords if entry else ()


def read_source(source: str) -> ParsedEntry | None:
    """Parse the first raw entry of a publication's source; return None if it is unreadable."""
    first = raw.first_entry(source)
    form = detect("", first)
    if form is None:
        return None
    if form is Format.CSL and (record := entries.read_single(first)):
        return ParsedEntry(1, first, record)
    entry = next(read_entries(form, first), None)
    return entry if entry and entry.record else None


def _may_add_fields(record: Record, wanted: Format) -> bool:
    # Parsing is slow, only CSL can hold more than keywords, and most entries have none.
    return wanted is Format.CSL or _KEYWORDS.search(record.source or "") is not None


def _json_format(text: str) -> Format:
    try:
        found = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return Format.DOCUMENT if _DOCUMENT_START.match(text) else Format.CSL
    is_document = isinstance(found, dict) and ("vitae" in found or "person" in found)
    return Format.DOCUMENT if is_document else Format.CSL
