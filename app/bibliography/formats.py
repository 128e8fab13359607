"""The formats together: detect the one of a text, read its entries, write records in one."""

import codecs
import re
from collections.abc import Iterable, Iterator

import msgspec

from app.bibliography import csl, origin, raw, ris
from app.bibliography.bibtex import reader, writer
from app.bibliography.document import entries
from app.bibliography.entry import Format, ParsedEntry
from app.bibliography.origin import ForeignEntry
from app.bibliography.record import Record

READERS = {
    Format.BIBTEX: reader.read_bibtex,
    Format.RIS: ris.read,
    Format.CSL: csl.read,
    Format.DOCUMENT: entries.read_entries,
}
WRITERS = {Format.BIBTEX: writer.write_bibtex, Format.RIS: ris.write, Format.CSL: csl.write}

_FIRST_KEY = re.compile(r'\s*\{\s*"(?:vitae|person)"\s*:')
_SUFFIXES = {
    ".bib": Format.BIBTEX,
    ".bibtex": Format.BIBTEX,
    ".ris": Format.RIS,
    ".json": Format.CSL,
}
# The names of the keyword field in all formats.
_KEYWORDS = re.compile(r"[kK](?:[eE][yY][wW][oO][rR][dD]|[wW]|1)|subject")
_ENDING = re.compile(r"\.[a-z]+\Z")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def detect(name: str, text: str) -> Format | None:
    """The format of a file: what its text looks like, else what its name says."""
    text = text.lstrip(raw.BEFORE)
    if raw.is_json(text):
        return _of_json(text)
    ending = _ENDING.search(name.lower().strip())
    return raw.first_format(text) or (_SUFFIXES.get(ending[0]) if ending else None)


def decode(content: bytes) -> tuple[str, list[str]]:
    """The text of a file, and what is doubtful about it."""
    if content.startswith(_UTF16):
        return content.decode("utf-16", "replace"), []
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
    warnings = [f"line {line}: this is not UTF-8 text; it was read as Latin-1"]
    try:
        return content.decode("cp1252"), warnings
    except UnicodeDecodeError:
        return content.decode("latin-1"), warnings


def read_entries(form: Format, text: str) -> Iterator[ParsedEntry]:
    """Every entry of a text in that format; a text that can't be read is one, with the reason."""
    return READERS[form](text)


def write_records(form: Format, records: Iterable[Record]) -> str:
    """Return the records in that format, with the fields of their raw entries that records lack."""
    written = list(records)
    return WRITERS[form](written, [foreign_entry(record, form) for record in written])


def foreign_entry(record: Record, wanted: Format) -> ForeignEntry:
    """Return the raw entry of a record for a writer of `wanted`, empty if it is in that format."""
    form = origin.format_of(record)
    if form is None or form is wanted or not _is_telling(record, wanted):
        return ForeignEntry()
    entry = next(read_entries(form, raw.first_entry(record.source)), None)
    return ForeignEntry(form, entry.keywords, entry.extras) if entry else ForeignEntry()


def read_source(source: str) -> ParsedEntry | None:
    """What a publication's source says, the first one of several; None where it is unreadable."""
    first = raw.first_entry(source)
    form = detect("", first)
    if form is None:
        return None
    if form is Format.CSL and (record := entries.alone(first)):
        return ParsedEntry(1, first, record)
    entry = next(read_entries(form, first), None)
    return entry if entry and entry.record else None


def _is_telling(record: Record, wanted: Format) -> bool:
    # Reading an entry is slow, and only CSL has room for more than keywords, which most lack.
    return wanted is Format.CSL or _KEYWORDS.search(record.source or "") is not None


def _of_json(text: str) -> Format:
    try:
        found = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return Format.DOCUMENT if _FIRST_KEY.match(text.strip("\ufeff")) else Format.CSL
    is_document = isinstance(found, dict) and ("vitae" in found or "person" in found)
    return Format.DOCUMENT if is_document else Format.CSL
